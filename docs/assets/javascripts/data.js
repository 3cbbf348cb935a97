// @ts-check
/**
 * Fetches the site's data files. In the copy that opens from a folder (`file://`) no page may fetch, so there each data
 * file has a script beside it that hands the data over.
 */

import { ROOT } from "./root.js";

/**
 * @param {string} path under the site's root, such as `check/table.json`
 * @returns {Promise<any>}
 */
export async function loadData(path) {
  const address = new URL(path, ROOT).href;
  if (location.protocol === "file:") return loadByScript(path, address);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/**
 * @param {string} path
 * @param {string} address
 */
function loadByScript(path, address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${address}.js`;
    script.onload = () => resolve(/** @type {any} */ (window).openPsoasData[path]);
    script.onerror = () => reject(new Error(`${path}: not in this copy`));
    document.head.append(script);
  });
}
