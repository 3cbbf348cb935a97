// @ts-check
/** The plan on paper: hidden on the screen, everything open, each item whole. */

import { make } from "../dom.js";
import { qrCode } from "../qr/svg.js";
import { itemsOf, showHead, showHelp, showOut, showWhole } from "./client.js";
import { addressOf, LIMIT } from "./link.js";
import { doseInWords, showBanner, showChanges, showNote, showStopSigns } from "./parts.js";

/** @typedef {import("./judge.js").Tables} Tables */

/**
 * @param {Tables} tables
 * @param {import("./state.js").Plan} plan as the client gets it
 * @param {import("./judge.js").Judgment} judgment for the conditions that are in it
 * @param {Date} day
 */
export function showSheet(tables, plan, judgment, day) {
  if (judgment.client.flags.length) return showHelp(tables.check, judgment.client.flags);
  const address = addressOf(plan);
  const items = itemsOf(tables, plan, judgment).map(({ item, name, ready, why }) =>
    ready
      ? make("li", { class: "op-plan__card" }, make("h2", {}, name), make("p", { class: "op-plan__dose" }, doseInWords(item)), ...showChanges(ready.changes), showNote("Note for you", item.note), showBanner(tables, ready.care, ready.technique), ...showWhole(ready.care), showStopSigns(ready.care))
      : showOut(item, name, why),
  );
  return [
    make("p", { class: "op-plan__title" }, make("strong", {}, "Your home plan")),
    make("p", {}, `Printed ${day.toLocaleDateString("en-US", { dateStyle: "long" })}. Open Psoas, data ${tables.plan.version}.`),
    ...showHead(tables, plan, judgment),
    make("ol", { class: "op-plan__items" }, ...items),
    make("div", { class: "op-plan__foot" }, address.length <= LIMIT && make("div", { class: "op-plan__qr" }, qrCode(address, "QR code of this plan")), make("p", {}, "The same plan with a timer: scan the code, or open this address. ", make("span", {}, address))),
  ];
}
