// @ts-check
/** Says that a new version is ready. Takes nothing away from the page, and does nothing by itself. */

import { make } from "../dom.js";
import { reload } from "./keep.js";

const LATER = "open-psoas.later";

/**
 * Offer each new version that gets ready; one that was ready before, unless the reader said “later” in this tab.
 * @param {ServiceWorkerRegistration} registration
 */
export function offerUpdates(registration) {
  if (registration.waiting && registration.active && sessionStorage.getItem(LATER) === null) show(registration);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && registration.active) show(registration);
    });
  });
}

/** Take the offer back: what it offered is gone. */
export function withdraw() {
  document.querySelector(".op-update")?.remove();
}

/** @param {ServiceWorkerRegistration} registration */
function show(registration) {
  withdraw();
  const said = make("p", { class: "op-update__said", role: "status" });
  const notice = make(
    "div",
    { class: "op-update" },
    said,
    make("button", { type: "button", onclick: change }, "Reload"),
    make("button", { type: "button", onclick: later }, "Later"),
  );
  document.body.append(notice);
  // Later: what is there from the start is not read out.
  setTimeout(() => said.append("A new version is ready."));

  function change() {
    said.textContent = "One moment.";
    reload(registration);
  }

  function later() {
    sessionStorage.setItem(LATER, "");
    notice.remove();
  }
}
