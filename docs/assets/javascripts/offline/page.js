// @ts-check
/** The page “No network”: what this device holds, and the reader's say in it. */

import { make } from "../dom.js";
import { install, offered } from "./install.js";
import { free, held, keep, listen, possible, registered, reload, sparing, unwanted } from "./keep.js";
import { withdraw } from "./notice.js";

/** @typedef {import("./keep.js").Held} Held */

const FAILED = "It could not be fetched as a whole. What was fetched is used for the next try.";
const FULL = "There is too little space on this device. Nothing was kept of what was being fetched.";

/**
 * Start the page's live part inside `place`.
 * @param {HTMLElement} place
 */
export async function start(place) {
  place.dataset.opOffline = "loading";
  if (!possible()) {
    place.replaceChildren(make("p", {}, "This browser keeps no sites here. It may be in a private window, or the address may not begin with https."));
    place.dataset.opOffline = "ready";
    return;
  }
  const said = make("p", { class: "op-offline__said" });
  const news = make("p", { role: "status" });
  const progress = make("progress", { max: "1", value: "0", "aria-label": "Fetched so far", hidden: true });
  const counted = make("span", {});
  const facts = make("dl", { class: "op-glance" });
  const button = (/** @type {string} */ words, /** @type {() => Promise<string | void>} */ act) =>
    make("button", { type: "button", class: "md-button", onclick: () => tell(act) }, words);
  const buttons = {
    reload: make("button", { type: "button", class: "md-button", onclick: change }, "Reload with the new version"),
    keep: button("Keep it on this device", keep),
    check: button("Check for a new version", check),
    protect: button("Ask the browser not to clear it", protect),
    free: button("Free the space", async () => {
      await free();
      withdraw();
      return "The space is free again.";
    }),
    install: button("Install", install),
  };
  /** @type {WeakSet<ServiceWorker>} */
  const followed = new WeakSet();
  place.replaceChildren(said, make("p", { class: "op-offline__progress" }, progress, counted), facts, make("p", { class: "op-offline__buttons" }, ...Object.values(buttons)), news);

  // Nothing is asked of the worker after that: it goes when it has nothing more to do.
  async function change() {
    news.textContent = "One moment.";
    const registration = await registered();
    if (registration) reload(registration);
  }

  /** @param {() => Promise<string | void>} act */
  async function tell(act) {
    news.textContent = "";
    try {
      news.textContent = (await act()) ?? "";
    } catch {
      news.textContent = "That did not work. There may be no network. What this device holds stays as it is.";
    }
    await look();
  }

  async function look() {
    const registration = await registered();
    const has = await held(registration);
    const fetching = Boolean(registration?.installing);
    for (const worker of [registration?.installing, registration?.waiting, registration?.active]) {
      if (worker && !followed.has(worker)) worker.addEventListener("statechange", look);
      if (worker) followed.add(worker);
    }
    said.textContent = inOneSentence(has, fetching);
    if (!fetching) {
      progress.hidden = true;
      counted.textContent = "";
    }
    facts.replaceChildren(...(has ? await factsOf(has) : []));
    facts.hidden = !has;
    buttons.reload.hidden = !has || !registration?.waiting;
    buttons.keep.hidden = Boolean(has) || fetching;
    buttons.check.hidden = !has || fetching;
    buttons.protect.hidden = !has || !navigator.storage?.persist || (await navigator.storage.persisted());
    buttons.free.hidden = unwanted();
    buttons.install.hidden = !offered();
    place.dataset.opOffline = has ? "held" : "ready";
  }

  const deaf = listen((heard) => {
    if (!place.isConnected) return deaf();
    if (heard.kind !== "progress") {
      news.textContent = heard.kind === "kept" ? "" : heard.full ? FULL : FAILED;
      look();
      return;
    }
    if (progress.hidden) look();
    progress.hidden = false;
    progress.max = heard.of;
    progress.value = heard.done;
    counted.textContent = ` ${heard.done} of ${heard.of} files.`;
  });
  addEventListener("beforeinstallprompt", look);
  await look();
}

/** Ask the browser for the newest worker. Throws when there is no network. */
async function check() {
  const registration = await registered();
  await registration?.update();
  if (registration?.installing) return "A new version is being fetched.";
  return registration?.waiting ? "A new version is ready." : "This is the newest version.";
}

async function protect() {
  return (await navigator.storage.persist()) ? "The browser will not clear it by itself." : "The browser did not promise that. It clears what is not used for long, or when space runs low.";
}

/**
 * @param {Held | null} has
 * @param {boolean} fetching
 */
function inOneSentence(has, fetching) {
  if (has && fetching) return "The whole site is kept on this device. A newer version is being fetched.";
  if (has) return "The whole site is kept on this device. It works with the network off.";
  if (fetching) return "The site is being fetched.";
  if (unwanted()) return "Nothing is kept on this device, as you asked.";
  if (sparing()) return "Nothing is kept on this device yet, because it is set to save data.";
  return "The site is not kept on this device yet.";
}

/** @param {Held} has */
async function factsOf({ version, kept, files, bytes }) {
  const safe = await navigator.storage?.persisted?.();
  const facts = {
    Version: `${version.slice(0, 8)}, fetched on ${new Date(kept).toLocaleDateString("en-US", { dateStyle: "long" })}`,
    Files: files.toLocaleString("en-US"),
    "Space used": `${(bytes / 1e6).toFixed(1)} MB`,
    "May be cleared": safe ? "Only by you" : "By you, and by the browser when space runs low or the site is not used for long",
  };
  return Object.entries(facts).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]);
}
