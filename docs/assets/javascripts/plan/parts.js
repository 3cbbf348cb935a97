// @ts-check
/** What stands beside an item wherever it is shown: its warning, its dose, its changes, its stop signs. */

import { make } from "../dom.js";
import { pageAt } from "../root.js";

/** @typedef {import("./judge.js").Care} Care */
/** @typedef {import("./judge.js").Tables} Tables */
/** @typedef {import("../check/verdict.js").Technique} Technique */
/** @typedef {import("./state.js").Item} Item */

/** A longer list of names is opened, as on the technique's own page. */
const MOST_NAMES = 12;

/**
 * Return the warning of a technique, whole: what it is about, when to stop, and with which conditions not to do it.
 * @param {Tables} tables
 * @param {Care} care
 * @param {Technique} technique
 */
export function showBanner({ check }, care, technique) {
  const { id, caution, title, about, stop } = care.banner;
  const names = (/** @type {string} */ level) => check.precautions.filter((p) => technique.verdicts[p.id].level === level).map((p) => p.name);
  const list = (/** @type {string} */ words, /** @type {string[]} */ found) => {
    if (!found.length) return null;
    const all = `${found.join("; ")}.`;
    if (found.length <= MOST_NAMES) return make("p", {}, make("strong", {}, `${words}: `), all);
    const count = ` ${found.length} of ${check.precautions.length} conditions`;
    return make("details", {}, make("summary", {}, make("strong", {}, `${words}:`), count), make("p", {}, all));
  };
  const lists = care.advised_against
    ? [make("p", {}, make("strong", {}, "Not for anyone. "), care.advised_against)]
    : [list("Not with", names("avoid")), list("Only with a clinician’s agreement", names("clearance"))];
  return make(
    "div",
    { class: "op-banner", role: "note", "aria-label": `Safety warning: ${care.name}`, "data-banner": id, "data-caution": caution },
    make("p", { class: "op-banner__title" }, title),
    make("p", {}, about),
    make("p", {}, make("strong", {}, "When to stop: "), stop),
    ...lists,
  );
}

/** @param {Care} care */
export function showStopSigns(care) {
  return make(
    "div",
    { class: "op-stop", role: "note", "aria-label": "Stop signs" },
    make("p", {}, make("strong", {}, "Stop signs")),
    make("ul", {}, ...care.stop_signs.map((line) => make("li", {}, line))),
  );
}

/** @param {string[]} changes */
export function showChanges(changes) {
  return changes.map((change) => make("p", { class: "op-plan__change" }, make("strong", {}, "Change for you: "), change));
}

/**
 * Return what was typed, as text with its line breaks and in its own direction of writing.
 * @param {string} words
 * @param {string} text
 */
export function showNote(words, text) {
  return text && make("p", { class: "op-plan__note" }, make("strong", {}, `${words}: `), make("span", { dir: "auto" }, text));
}

/**
 * Return the questions behind which a red flag may stand, those that are most urgent first.
 * @param {import("../check/verdict.js").Table} check
 */
export function showRedFlags(check) {
  const urgencies = [...new Set(["emergency-now", "same-day", "prompt", ...check.red_flags.map(({ urgency }) => urgency)])];
  const groups = urgencies.flatMap((urgency) => {
    const flags = check.red_flags.filter((flag) => flag.urgency === urgency);
    return flags.length ? [make("p", {}, make("strong", {}, check.words[urgency] ?? urgency)), make("ul", {}, ...flags.map(({ ask }) => make("li", {}, ask)))] : [];
  });
  return make("details", { class: "op-plan__flags" }, make("summary", {}, "When to get help"), make("p", {}, "If the answer to one of these is yes, do not do the plan."), ...groups);
}

/** @param {Care} care */
export function showFigure({ figure }) {
  return figure && make("img", { class: "op-plan__figure", src: pageAt(`assets/figures/${figure.file}`), alt: figure.alt });
}

/**
 * Return the dose in words; empty when none is set.
 * @param {Item} item
 */
export function doseInWords({ hold, breaths, times, day }) {
  const many = (/** @type {number} */ n, /** @type {string} */ one) => `${n} ${one}${n === 1 ? "" : "s"}`;
  const parts = [
    hold && (hold % 60 === 0 ? many(hold / 60, "minute") : many(hold, "second")),
    breaths && many(breaths, "breath"),
    times && many(times, "time"),
    day && `${many(day, "time")} a day`,
  ];
  return parts.filter(Boolean).join(", ");
}
