// @ts-check
/** The plan as the client sees it. */

import { make, short } from "../dom.js";
import { pageAt } from "../root.js";
import { whyOut } from "./judge.js";
import { doseInWords, showBanner, showChanges, showFigure, showNote, showRedFlags, showStopSigns } from "./parts.js";
import { makeSteps } from "./steps.js";

/** @typedef {import("./judge.js").Tables} Tables */
/** @typedef {import("./judge.js").Judgment} Judgment */
/** @typedef {import("./judge.js").Judged} Judged */
/** @typedef {import("./state.js").Plan} Plan */
/** @typedef {import("./state.js").Item} Item */

/**
 * An item that can be done, with all the changes that it needs.
 * @typedef {Judged & { item: Item, changes: string[] }} Ready
 */

/**
 * Return the items of a plan: those that can be done, and why the others cannot.
 * @param {Tables} tables
 * @param {Plan} plan
 * @param {Judgment} judgment
 * @returns {{ item: Item, name: string, ready: Ready | null, why: string[] }[]}
 */
export function itemsOf({ check }, plan, judgment) {
  const names = new Map(check.techniques.map(({ id, name }) => [id, name]));
  return plan.items.map((item) => {
    const judged = judgment.items.get(item.id);
    const name = names.get(item.id) ?? item.id;
    if (!judged) return { item, name, ready: null, why: [names.has(item.id) ? "This is not something to do by yourself." : "This site does not know it, or no longer."] };
    if (!judged.open) return { item, name, ready: null, why: judged.care.advised_against ? [judged.care.advised_against] : whyOut(check, judged) };
    return { item, name, ready: { ...judged, item, changes: [...new Set([...item.changes, ...judged.changes])] }, why: [] };
  });
}

/**
 * Return what stands above a plan that was not read whole; null when it was.
 * @param {Plan} plan
 */
export function showDamage({ damaged, newer, unread }) {
  if (!damaged) return null;
  return make(
    "div",
    { class: "op-plan__warning", role: "alert", "data-damaged": newer ? "newer" : "damaged" },
    make("p", {}, make("strong", {}, newer ? "This link was made by a newer version of this page." : "This link is damaged: a part of it is missing or was changed.")),
    make("p", {}, newer ? "Load this page again when you are online. Until then, this much could be read:" : "This much could be read:"),
    unread.length > 0 && make("p", {}, "Not understood:"),
    unread.length > 0 && make("ul", {}, ...unread.map((part) => make("li", { dir: "auto" }, short(part)))),
  );
}

/**
 * Show the plan to the client inside `place`.
 * @param {HTMLElement} place
 * @param {Tables} tables
 * @param {Plan} plan
 * @param {Judgment} judgment
 */
export function showClient(place, tables, plan, judgment) {
  if (judgment.client.flags.length) return place.replaceChildren(...showHelp(tables.check, judgment.client.flags));
  const items = itemsOf(tables, plan, judgment);
  const all = items.flatMap(({ ready }) => ready ?? []);
  const list = () => {
    const heads = items.map(({ item, name, ready, why }) => {
      if (!ready) return showOut(item, name, why);
      if (plan.damaged) return showRead(item, ready);
      return showCard(tables, ready, all.length > 1, () => guide(all.indexOf(ready)));
    });
    const start = !plan.damaged && all.length > 0 && make("p", { class: "op-plan__buttons" }, make("button", { type: "button", class: "md-button md-button--primary", "data-start": true, onclick: () => guide(0) }, "Start"));
    const nothing = !items.length && make("p", {}, plan.damaged ? "No item could be read." : "There is no item in this plan.");
    const head = [showDamage(plan), plan.damaged && make("p", {}, "Changes made for you may be missing, so no steps are shown. Ask your therapist for the link again before you do any of it."), ...showHead(tables, plan, judgment)];
    place.replaceChildren(...[...head, start, nothing, make("ol", { class: "op-plan__items" }, ...heads)].filter((part) => part instanceof Node));
  };
  const guide = (/** @type {number} */ first) => {
    const { view, focus } = makeSteps(tables, all, first, () => {
      list();
      place.querySelector("button")?.focus();
    });
    place.replaceChildren(view);
    focus();
    view.scrollIntoView({ block: "start" });
  };
  list();
}

/**
 * Return what stands in the place of a plan for somebody with a red flag.
 * @param {import("../check/verdict.js").Table} check
 * @param {string[]} flags
 */
export function showHelp(check, flags) {
  return check.red_flags
    .filter(({ id }) => flags.includes(id))
    .map((flag) =>
      make(
        "div",
        { class: "op-red-flag", role: "note", "data-red-flag": flag.id },
        make("p", { class: "op-red-flag__title" }, `${flag.name}: ${check.words[flag.urgency] ?? flag.urgency}`),
        make("p", {}, "Do not do this plan."),
        make("p", {}, flag.do_now),
        make("p", {}, make("a", { href: pageAt(flag.url) }, "All about this red flag")),
      ),
    );
}

/**
 * @param {Tables} tables
 * @param {Plan} plan
 * @param {Judgment} judgment
 */
export function showHead({ check }, plan, { assessed, client }) {
  const names = new Map([...check.precautions, ...check.red_flags].map(({ id, name }) => [id, name]));
  const named = [
    ...[...client.flags, ...client.precautions].map((id) => names.get(id) ?? id),
    ...client.unsure.map((id) => `${names.get(id) ?? id} (not sure)`),
    ...client.unknown.map((words) => `${short(words)} (not known to this site)`),
  ];
  const day = /^\d{4}-\d\d-\d\d$/.test(plan.on) ? new Date(`${plan.on}T00:00`) : null;
  const from = day && !Number.isNaN(day.getTime()) ? day.toLocaleDateString("en-US", { dateStyle: "long" }) : plan.on;
  return [
    showNote("From", plan.by),
    showNote("Starting", from),
    showNote("Note for you", plan.note),
    make(
      "div",
      { class: "op-plan__help", role: "note" },
      assessed
        ? make("p", {}, make("strong", {}, "Made for: "), `${named.join("; ")}. If that is wrong, or something is missing, ask before you start.`)
        : make("p", {}, make("strong", {}, "Read each warning first. "), "This link does not say which conditions the plan was made for. If you find yourself in a list of “Not with” or “Only with a clinician’s agreement”, ask before you do that item."),
      make("p", {}, "Stop if something feels wrong. ", make("a", { href: pageAt("red-flags/") }, "Red flags: when to stop"), ". This plan is no diagnosis, and no clinician has reviewed this site."),
    ),
    showRedFlags(check),
  ].filter((part) => part instanceof HTMLElement);
}

/**
 * @param {Tables} tables
 * @param {Ready} ready
 * @param {boolean} several
 * @param {() => void} begin
 */
function showCard(tables, ready, several, begin) {
  const { care, technique, item, changes } = ready;
  const dose = doseInWords(item);
  return make(
    "li",
    { class: "op-plan__card", "data-item": care.id },
    make("h2", {}, care.name),
    dose && make("p", { class: "op-plan__dose" }, dose),
    ...showChanges(changes),
    showNote("Note for you", item.note),
    showBanner(tables, care, technique),
    showStopSigns(care),
    make("details", {}, make("summary", {}, care.no_steps ? "About it" : `All ${care.steps.length} steps`), ...showWhole(care)),
    several && make("p", { class: "op-plan__buttons" }, make("button", { type: "button", class: "md-button", "aria-label": `Start with ${care.name}`, onclick: begin }, "Start with this")),
  );
}

/**
 * Return what the site says of an item beyond its warning.
 * @param {import("./judge.js").Care} care
 */
export function showWhole(care) {
  const steps = care.steps.map((step) => make("li", {}, make("p", {}, step.do), step.cue && make("p", {}, step.cue), step.hold && make("p", { class: "op-step__hold" }, `As taught: ${step.hold}`)));
  return [
    showFigure(care),
    make("p", {}, care.summary),
    care.equipment.length > 0 && make("p", {}, make("strong", {}, "You need: "), `${care.equipment.join(", ")}.`),
    steps.length > 0 && make("ol", {}, ...steps),
    care.no_steps && make("p", {}, make("strong", {}, "This site gives no steps. "), care.no_steps),
    make("p", {}, make("strong", {}, "What you may feel: "), care.expect.join(" ")),
    make("p", { class: "op-plan__more" }, make("a", { href: pageAt(care.url) }, `All about it: ${care.name}`)),
  ].filter((part) => part instanceof HTMLElement);
}

/**
 * @param {Item} item
 * @param {Ready} ready
 */
function showRead(item, { care, changes }) {
  const dose = doseInWords(item);
  return make(
    "li",
    { class: "op-plan__card", "data-read": care.id },
    make("h2", {}, care.name),
    dose && make("p", { class: "op-plan__dose" }, dose),
    ...showChanges(changes),
    showNote("Note for you", item.note),
    showStopSigns(care),
    make("p", {}, make("a", { href: pageAt(care.url) }, `All about it, with its warning: ${care.name}`)),
  );
}

/**
 * @param {Item} item
 * @param {string} name
 * @param {string[]} why
 */
export function showOut(item, name, why) {
  return make(
    "li",
    { class: "op-plan__card op-plan__card--out", "data-out": short(item.id) },
    make("h2", { dir: "auto" }, short(name)),
    make("p", {}, make("strong", {}, "Do not do this one. "), "Ask your therapist first."),
    make("ul", {}, ...why.map((reason) => make("li", { dir: "auto" }, reason))),
    showNote("Note", item.note),
  );
}
