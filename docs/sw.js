// @ts-check
/// <reference lib="webworker" />
/**
 * Keeps the whole site on the reader's device and answers from there.
 *
 * The build writes a list of all files with their SHA-256 (offline/<version>.json, macros/offline.py); the version is the
 * SHA-256 of that list and stands below, so that a changed site is a changed worker, which the browser notices by itself.
 * Installing fetches what the device does not hold yet and checks each file. Whatever fails makes the install fail: the
 * worker that was there stays, with its version, and the next try goes on from what was fetched. A new worker takes over
 * when it is told to, or when no page of the site is open any more. A page that is open then goes on being answered from
 * the version with which it was loaded.
 *
 * A classic script, for Firefox takes modules here only since version 147; one file, for it is replaced as a whole.
 */
"use strict";

/** Put in by macros/offline.py. Where nothing did that, as in `mkdocs serve`, this worker takes itself away. */
const VERSION = "";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SCOPE = worker.registration.scope;

/** The caches: contents by hash; the list of each version; and for each open page the version with which it was loaded. */
const OURS = `open-psoas ${SCOPE} `;
const FILES = `${OURS}files`;
const LISTS = `${OURS}lists`;
const PAGES = `${OURS}pages`;

/** How many files are fetched at a time. */
const LINES = 8;

/**
 * The list of a version: the SHA-256 of each file by its address under the site's root (the folder for its index.html),
 * and where to go on from each address that was given up.
 * @typedef {{ files: Map<string, string>, redirects: Map<string, string> }} List
 */

const at = (/** @type {string} */ address) => new URL(address, SCOPE).href;
const listAt = (/** @type {string} */ version) => at(`offline/${version}.json`);
const pageAt = (/** @type {string} */ id) => at(`offline/pages/${id}`);

/**
 * Where the content of a file is kept. Its ending belongs to it: the same bytes may be of two types.
 * @param {string} address
 * @param {string} hash
 */
const contentAt = (address, hash) => at(`offline/files/${hash}${/\.\w+$/.exec(address)?.[0] ?? ""}`);

// Fetching

/** @param {ArrayBuffer} bytes */
async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Fetch past the browser's own cache. The hash decides, and neither status nor redirects: a host may answer 404.html by 404.
 * @param {string} address
 * @param {string} hash
 * @param {AbortSignal} [signal]
 */
async function fetchChecked(address, hash, signal) {
  const response = await fetch(at(address), { cache: "no-store", priority: "low", signal });
  const bytes = await response.arrayBuffer();
  if ((await sha256(bytes)) !== hash) throw new Error(`${address}: not what was published`);
  return { bytes, type: response.headers.get("content-type") ?? "" };
}

/**
 * Return what is stored for some bytes: packed, where the browser can, for that takes a quarter of the space.
 * @param {ArrayBuffer} bytes
 * @param {string} type
 */
async function packed(bytes, type) {
  const packs = "CompressionStream" in self;
  const body = packs ? await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer() : bytes;
  return new Response(body, { headers: { "content-type": type, "x-packed": packs ? "gzip" : "", "x-size": `${body.byteLength}` } });
}

/**
 * Unpacked as a whole: with a stream this worker would be at work for as long as somebody reads, and the next one waits.
 * @param {Response} stored
 * @param {number} status
 */
async function unpacked(stored, status) {
  const unpacking = stored.headers.get("x-packed") && stored.body?.pipeThrough(new DecompressionStream("gzip"));
  const bytes = await (unpacking ? new Response(unpacking) : stored).arrayBuffer();
  return new Response(bytes, { status, headers: { "content-type": stored.headers.get("content-type") ?? "" } });
}

/** Fetch what this version has and the device does not. Throws when anything is missing in the end. */
async function fill() {
  try {
    const { bytes } = await fetchChecked(listAt(VERSION), VERSION);
    await record(bytes, "");
    await fetchMissing(read(bytes));
    await record(bytes, new Date().toISOString());
    tell({ kind: "kept" });
  } catch (error) {
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    if (full) await drop(({ kept }) => !kept);
    tell({ kind: "failed", full });
    throw error;
  }
}

/** @param {List} list */
async function fetchMissing({ files }) {
  const store = await caches.open(FILES);
  const there = new Set((await store.keys()).map(({ url }) => url));
  const missing = [...files].filter(([address, hash]) => !there.has(contentAt(address, hash)));
  const waiting = missing.values();
  const stop = new AbortController();
  let done = files.size - missing.length;

  const line = async () => {
    for (const [address, hash] of waiting) {
      const { bytes, type } = await fetchChecked(address, hash, stop.signal);
      await store.put(contentAt(address, hash), await packed(bytes, type));
      tell({ kind: "progress", done: ++done, of: files.size });
      if (stop.signal.aborted) return;
    }
  };
  /** @type {unknown} */
  let trouble;
  const stopAll = (/** @type {unknown} */ error) => {
    trouble ??= error;
    stop.abort();
  };
  await Promise.all(Array.from({ length: LINES }, () => line().catch(stopAll)));
  if (trouble) throw trouble;
}

/** @param {{ kind: "progress", done: number, of: number } | { kind: "kept" } | { kind: "failed", full: boolean }} news */
function tell(news) {
  const channel = new BroadcastChannel(OURS);
  channel.postMessage(news);
  channel.close();
}

// Lists

/** @param {ArrayBuffer} bytes @returns {List} */
function read(bytes) {
  const { files, redirects } = JSON.parse(new TextDecoder().decode(bytes));
  return { files: new Map(Object.entries(files)), redirects: new Map(Object.entries(redirects)) };
}

/**
 * Work on the lists alone: the worker of one version may tidy while that of the next one fills.
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
const alone = (work) => (navigator.locks ? navigator.locks.request(LISTS, work) : work());

/**
 * Write down the list of this version: from then on its files are spared by other workers. `kept` is empty until all of
 * them are there. Versions are numbered in the order in which they first came.
 * @param {ArrayBuffer} bytes
 * @param {string} kept
 */
function record(bytes, kept) {
  return alone(async () => {
    const all = await listed();
    const mine = all.find(({ version }) => version === VERSION);
    const order = mine?.order ?? 1 + Math.max(0, ...all.map(({ order }) => order));
    const headers = { "x-version": VERSION, "x-order": `${order}`, "x-kept": kept || mine?.kept || "" };
    await (await caches.open(LISTS)).put(listAt(VERSION), new Response(bytes, { headers }));
  });
}

/** @typedef {{ version: string, order: number, kept: string, response: Response }} Listed */

/** @returns {Promise<Listed[]>} */
async function listed() {
  if (!(await caches.has(LISTS))) return [];
  const responses = await (await caches.open(LISTS)).matchAll();
  return responses.map((response) => ({
    version: response.headers.get("x-version") ?? "",
    order: Number(response.headers.get("x-order")),
    kept: response.headers.get("x-kept") ?? "",
    response,
  }));
}

/** @type {Map<string, List>} */
const lists = new Map();

/**
 * Return the list of a version that is there as a whole.
 * @param {string} version
 */
async function listOf(version) {
  let list = lists.get(version);
  if (list) return list;
  const response = await caches.match(listAt(version), { cacheName: LISTS });
  if (!response?.headers.get("x-kept")) return undefined;
  list = read(await response.arrayBuffer());
  lists.set(version, list);
  return list;
}

/**
 * Delete the versions that `goes` chooses, and the contents that no other version has.
 * @param {(version: Listed) => boolean} goes
 */
function drop(goes) {
  return alone(async () => {
    const all = await listed();
    const leaving = all.filter(goes);
    if (!leaving.length) return;
    const needed = new Set();
    for (const { version, response } of all) {
      if (leaving.some((other) => other.version === version)) continue;
      for (const [address, hash] of read(await response.arrayBuffer()).files) needed.add(contentAt(address, hash));
    }
    const inLists = await caches.open(LISTS);
    for (const { version } of leaving) await inLists.delete(listAt(version));
    const store = await caches.open(FILES);
    for (const request of await store.keys()) if (!needed.has(request.url)) await store.delete(request);
  });
}

// Pages that are open

/** Pages loaded since this worker was started; the browser may not know them yet. */
const young = new Set();

/**
 * Write down that the page `id` was loaded with this version.
 * @param {string} id
 */
async function pin(id) {
  // Where all was freed nothing is written; and a full disk keeps no page from opening.
  if (!id || young.has(id) || !(await caches.has(LISTS))) return;
  young.add(id);
  await caches.open(PAGES).then((pages) => pages.put(pageAt(id), new Response(VERSION))).catch(() => undefined);
}

/**
 * Return the version with which the page `id` was loaded: this one, when it has not been heard of.
 * @param {string} id
 */
async function versionOf(id) {
  if (young.has(id)) return VERSION;
  const pinned = await caches.match(pageAt(id), { cacheName: PAGES });
  if (pinned) return pinned.text();
  await pin(id);
  return VERSION;
}

/** Forget the pages that are gone, and the older versions with which no page was loaded that is still open. */
async function tidy() {
  const pages = await caches.open(PAGES);
  const used = new Set([VERSION]);
  for (const request of await pages.keys()) {
    const id = request.url.slice(pageAt("").length);
    if (young.has(id)) continue;
    if (await worker.clients.get(id)) used.add((await (await pages.match(request))?.text()) ?? VERSION);
    else await pages.delete(request);
  }
  const mine = (await listed()).find(({ version }) => version === VERSION);
  if (mine) await drop(({ version, order }) => order < mine.order && !used.has(version));
}

// Answering

/**
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function answer(event) {
  const { request } = event;
  const navigates = request.mode === "navigate";
  const current = await listOf(VERSION);
  // What the browser has cleared is fetched again when a page is loaded.
  const refill = () => navigates && event.waitUntil(fill().catch(() => undefined));
  if (!current) {
    refill();
    return fetch(request);
  }
  const list = (!navigates && (await listOf(await versionOf(event.clientId)))) || current;
  if (navigates) {
    await pin(event.resultingClientId);
    event.waitUntil(tidy());
  }
  const { pathname, search } = new URL(request.url);
  const address = readable(pathname.slice(new URL(SCOPE).pathname.length)).replace(/(^|\/)index\.html$/, "$1");
  const target = list.redirects.get(address) ?? list.redirects.get(`${address}/`);
  if (target !== undefined) return Response.redirect(at(target));
  if (list.files.has(`${address}/`)) return Response.redirect(at(`${address}/`) + search);
  const found = await kept(list, address);
  if (found) return found;
  if (list.files.has(address)) refill();
  return fromNetwork(request, list, address);
}

/** @param {string} path */
function readable(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * @param {List} list
 * @param {string} address
 * @param {number} [status]
 */
async function kept(list, address, status = 200) {
  const hash = list.files.get(address);
  const stored = hash && (await caches.match(contentAt(address, hash), { cacheName: FILES }));
  return stored ? unpacked(stored, status) : null;
}

/**
 * @param {Request} request
 * @param {List} list
 * @param {string} address
 */
async function fromNetwork(request, list, address) {
  try {
    return await fetch(request);
  } catch (error) {
    const page = /(^|\/|\.html|\/[^./]+)$/.test(`/${address}`);
    const missing = request.mode === "navigate" && page && !list.files.has(address) && (await kept(list, "404.html", 404));
    if (missing) return missing;
    throw error;
  }
}

// The worker's life

/** The first version to be kept also answers the page of the first visit; a later one leaves open pages alone. */
async function begin() {
  const others = (await listed()).filter(({ version, kept }) => kept && version !== VERSION);
  if (!others.length) {
    await worker.clients.claim();
    await Promise.all((await worker.clients.matchAll()).map(({ id }) => pin(id)));
  }
  await tidy();
}

/** Return what is kept on this device for a page that asks; null when this version is not there as a whole. */
async function state() {
  const mine = (await listed()).find(({ version }) => version === VERSION);
  if (!mine?.kept) return null;
  const contents = await (await caches.open(FILES)).matchAll();
  const bytes = contents.reduce((sum, { headers }) => sum + Number(headers.get("x-size")), 0);
  return { version: VERSION, kept: mine.kept, files: (await listOf(VERSION))?.files.size, bytes };
}

/** Leave nothing behind, and let the pages that are open come from the server. */
async function leave() {
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
  await worker.registration.unregister();
  for (const client of await worker.clients.matchAll({ type: "window" })) await client.navigate(client.url);
}

if (VERSION) {
  worker.addEventListener("install", (event) => event.waitUntil(fill()));
  worker.addEventListener("activate", (event) => event.waitUntil(begin()));
  worker.addEventListener("fetch", (event) => {
    if (event.request.method === "GET" && event.request.url.startsWith(SCOPE)) event.respondWith(answer(event));
  });
  worker.addEventListener("message", (event) => {
    if (event.data === "switch") event.waitUntil(worker.skipWaiting());
    if (event.data === "fill") event.waitUntil(fill().catch(() => undefined));
  });
} else {
  worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener("activate", (event) => event.waitUntil(leave()));
}
worker.addEventListener("message", (event) => {
  if (event.data === "state") event.waitUntil(state().then((found) => event.ports[0].postMessage(found)));
});
