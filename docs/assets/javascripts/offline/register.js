// @ts-check
/** Has the whole site kept on the reader's device once the first page has loaded, and disturbs nothing on the way. */

import { listenForOffer } from "./install.js";
import { possible, register, registered, sparing, unwanted } from "./keep.js";

/**
 * Start, and return the registration; nothing where the site is not to be kept or cannot be.
 * @returns {Promise<ServiceWorkerRegistration | undefined>}
 */
export async function start() {
  listenForOffer();
  if (!possible() || unwanted()) return undefined;
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  try {
    if (sparing() && !(await registered())) return undefined;
    return await register();
  } catch {
    return undefined; // No network, or the browser keeps nothing: the site is read as it comes.
  }
}
