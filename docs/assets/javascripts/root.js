// @ts-check

/**
 * The site's address, from what Material writes into each page. Read once, on the first page: Material swaps pages
 * later without a reload, and what it wrote is relative to the first.
 */
export const ROOT = new URL(
  JSON.parse(document.getElementById("__config")?.textContent ?? '{"base": "."}').base.replace(/\/?$/, "/"),
  location.href,
).href;

/**
 * Return the whole address of a page of the site. A folder opens no page by itself in the copy that opens from `file://`.
 * @param {string} url under the site's root, such as `techniques/bridge/` or `check/#v=1`
 */
export function pageAt(url) {
  const address = new URL(url, ROOT);
  if (address.protocol === "file:" && address.pathname.endsWith("/")) address.pathname += "index.html";
  return address.href;
}
