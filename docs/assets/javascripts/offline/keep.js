// @ts-check
/** The site kept on this device by the worker (sw.js): asks for it, lets it go, tells what is there. */

import { ROOT } from "../root.js";

/** @typedef {{ version: string, kept: string, files: number, bytes: number }} Held */

/** The worker's caches begin with this, and its news come by a channel of this name. */
const OURS = `open-psoas ${ROOT} `;

const UNWANTED = `${new URL(ROOT).pathname}.offline-unwanted`;

/** Tell whether this browser can keep the site, from here. */
export const possible = () => "serviceWorker" in navigator && location.protocol.startsWith("http") && "caches" in window;

/** Tell whether the reader has freed the space and not asked for the site again. */
export function unwanted() {
  try {
    return localStorage.getItem(UNWANTED) !== null;
  } catch {
    return false;
  }
}

/** @param {boolean} yes */
function setUnwanted(yes) {
  try {
    if (yes) localStorage.setItem(UNWANTED, "");
    else localStorage.removeItem(UNWANTED);
  } catch {
    // A browser that remembers nothing keeps no site either.
  }
}

/** Tell whether the reader has asked the browser to spare the network. */
export const sparing = () => /** @type {any} */ (navigator).connection?.saveData === true;

/** @returns {Promise<ServiceWorkerRegistration | undefined>} */
export async function registered() {
  const registration = await navigator.serviceWorker.getRegistration(ROOT);
  return registration?.scope === ROOT ? registration : undefined;
}

/** @returns {Promise<ServiceWorkerRegistration>} */
export const register = () => navigator.serviceWorker.register(new URL("sw.js", ROOT), { scope: ROOT, updateViaCache: "none" });

/** Have the site kept, because the reader asks for it. Throws when the worker cannot be fetched. */
export async function keep() {
  setUnwanted(false);
  await navigator.storage?.persist?.();
  const registration = await register();
  if (registration.active && !(await held(registration))) registration.active.postMessage("fill");
}

/** Let all go, until the reader asks for it again. */
export async function free() {
  setUnwanted(true);
  await (await registered())?.unregister();
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
}

/**
 * Return what the worker holds, when it holds all.
 * @param {ServiceWorkerRegistration | undefined} registration
 * @returns {Promise<Held | null>}
 */
export function held(registration) {
  const worker = registration?.active;
  if (!worker) return Promise.resolve(null);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage("state", [port2]);
  });
}

/**
 * Call `hear` with the worker's news while it fetches, and return what ends that.
 * @param {(news: { kind: "progress", done: number, of: number } | { kind: "kept" } | { kind: "failed", full: boolean }) => void} hear
 */
export function listen(hear) {
  const channel = new BroadcastChannel(OURS);
  channel.onmessage = ({ data }) => hear(data);
  return () => channel.close();
}

/**
 * Load this page again from the newest version. Other pages that are open stay as they are.
 * @param {ServiceWorkerRegistration} registration
 */
export function reload({ waiting }) {
  if (!waiting) return location.reload();
  waiting.addEventListener("statechange", () => location.reload(), { once: true });
  waiting.postMessage("switch");
}
