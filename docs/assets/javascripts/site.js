// @ts-check
/** Starts what a page needs, and fetches only that. */

import { start as keepOffline } from "./offline/register.js";
import { start as startSearch } from "./search/box.js";

/** Which elements need which script: each exports `start`, which takes the element. */
const PARTS = [
  { selector: "form[data-filter][hidden]", load: () => import("./filter.js") },
  { selector: "[data-op-link][hidden]", load: () => import("./link.js") },
  { selector: "[data-op-check='']", load: () => import("./check/page.js") },
  { selector: "[data-op-plan='']", load: () => import("./plan/page.js") },
  { selector: "[data-op-offline='']", load: () => import("./offline/page.js") },
];

async function startParts() {
  for (const { selector, load } of PARTS) {
    for (const element of document.querySelectorAll(selector)) {
      if (element instanceof HTMLElement) (await load()).start(element);
    }
  }
}

startSearch();
keepOffline().then(async (registration) => {
  if (registration) (await import("./offline/notice.js")).offerUpdates(registration);
});
// Material swaps pages without a reload and announces each one here.
const pages = /** @type {{ document$?: { subscribe: (run: () => void) => void } }} */ (window).document$;
if (pages) pages.subscribe(startParts);
else startParts();
