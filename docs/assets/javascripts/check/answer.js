// @ts-check
/** Shows the answer: red flags alone, or every technique under its worst level with all the reasons. */

import { make, short } from "../dom.js";
import { pageAt } from "../root.js";
import { clientOf, verdict } from "./verdict.js";

/** @typedef {import("./verdict.js").Table} Table */
/** @typedef {import("./verdict.js").Technique} Technique */
/** @typedef {import("./verdict.js").Reason} Reason */
/** @typedef {import("./verdict.js").Verdict} Verdict */
/** @typedef {import("./state.js").State} State */
/** @typedef {{ technique: Technique, verdict: Verdict }} Judged */

/** Levels at which a technique can be used with this client here and now. */
export const LEFT = ["adapt", "none"];
/** Levels at which it is out, unless somebody else agrees. */
const OUT = ["avoid", "clearance"];

/**
 * What the page needs to know of an answer.
 * @typedef {object} Answer
 * @property {Judged[]} judged every technique that passes the filters, in order of name
 * @property {Map<string, Judged>} all every technique by id
 * @property {import("./verdict.js").Client} client
 * @property {string[]} denied what was answered "no" and is not known to this site
 */

/**
 * @param {Table} table
 * @param {State} state
 * @returns {Answer}
 */
export function answerFor(table, state) {
  const client = clientOf(table, state);
  const all = new Map(table.techniques.map((technique) => [technique.id, { technique, verdict: verdict(table, technique, client) }]));
  const known = new Set([...table.precautions, ...table.red_flags].map(({ id }) => id));
  const denied = state.no.filter((id) => !known.has(id));
  return { client, denied, all, judged: [...all.values()].filter(({ technique }) => fits(technique, state)) };
}

/**
 * @param {Technique} technique
 * @param {State} state
 */
function fits(technique, { performer, position, without, handsOff }) {
  return (
    (!performer || technique.performer === performer) &&
    (!position || technique.positions.includes(position)) &&
    !technique.equipment.some((item) => without.includes(item)) &&
    !(handsOff && technique.touches_abdomen)
  );
}

/**
 * Return the answer in one sentence, for those who hear the page.
 * @param {Table} table
 * @param {Answer} answer
 */
export function inOneSentence(table, { client, judged }) {
  if (client.flags.length) return "Red flag: stop. No technique is offered.";
  if (!client.precautions.length && !client.unsure.length && !client.unknown.length) return "Nothing is chosen yet, so nothing was assessed.";
  const counts = table.levels.map(({ id, label }) => [label.toLowerCase(), judged.filter((j) => j.verdict.level === id).length]);
  return `${judged.length} techniques: ${counts.filter(([, n]) => n).map(([label, n]) => `${label} ${n}`).join(", ")}.`;
}

/**
 * @param {Table} table
 * @param {Answer} answer
 * @param {State} state
 * @returns {HTMLElement[]}
 */
export function showAnswer(table, answer, state) {
  const { client, denied, judged, all } = answer;
  if (client.flags.length) return showFlags(table, client.flags, state);
  const shown = [...showUnknown(client.unknown, denied), ...showUnsure(table, client.unsure)];
  const left = judged.filter(({ verdict: { level } }) => LEFT.includes(level));
  const chosen = client.precautions.length + client.unsure.length + client.unknown.length;
  if (!chosen) {
    shown.push(
      make(
        "p",
        { class: "op-check__hint" },
        "Nothing is chosen yet, so nothing was assessed. That is not a yes: every technique keeps its own warning.",
      ),
    );
  } else if (!left.length) {
    shown.push(nothingLeft(table, answer));
  }
  for (const level of table.levels) {
    const group = judged.filter((item) => item.verdict.level === level.id);
    if (!group.length) continue;
    shown.push(
      make(
        "section",
        { class: "op-check__group", "data-level-group": level.id },
        make("h3", { class: "op-level-heading", "data-level": level.id }, `${level.label} (${group.length})`),
        make("p", { class: "op-level-meaning" }, chosen || level.id === "avoid" ? level.meaning : "No condition was named, so nothing was looked at."),
        make("ul", { class: "op-check__list" }, ...group.map((item) => showTechnique(table, item, all, chosen > 0))),
      ),
    );
  }
  const hidden = all.size - judged.length;
  if (hidden) shown.push(make("p", { class: "op-check__hint" }, `${hidden} more left out by the filters.`));
  return shown;
}

/**
 * Say that nothing is left, why, and what may change it.
 * @param {Table} table
 * @param {Answer} answer
 */
function nothingLeft(table, { client, judged, all }) {
  const left = (/** @type {Iterable<Verdict>} */ verdicts) => [...verdicts].some(({ level }) => LEFT.includes(level));
  const everything = [...all.values()];
  const chosen = table.precautions.filter(({ id }) => client.precautions.includes(id) || client.unsure.includes(id));
  let head = "Nothing is left for this person.";
  let way = "Offer no psoas work, with or without hands. The person can still be helped: say so, and send them to someone who can.";
  if (left(everything.map(({ verdict }) => verdict))) {
    head = "Nothing is left with these filters.";
    way = "Take a filter away to see what remains.";
  } else if (client.unsure.length && left(everything.map(({ technique }) => verdict(table, technique, { ...client, unsure: [], precautions: [...client.precautions, ...client.unsure] })))) {
    head = "Nothing is left until you know more.";
    way = "Clear up what is not sure, then look again. Until then, offer no psoas work.";
  } else if (judged.some(({ verdict: { level } }) => level === "clearance")) {
    head = "Nothing is left for this person today.";
    way = "Some techniques may be open once the person’s own clinician has agreed. Until then, offer no psoas work.";
  }
  const links = chosen.flatMap(({ name, url }, i) => [i ? "; " : "", make("a", { href: pageAt(`${url}#refer`) }, name)]);
  return make(
    "div",
    { class: "op-check__nothing", role: "note", "data-nothing-left": true },
    make("p", {}, make("strong", {}, head)),
    make("p", {}, way),
    chosen.length > 0 && make("p", {}, "When to refer: ", ...links, "."),
  );
}

/**
 * @param {string[]} unknown
 * @param {string[]} denied
 * @returns {HTMLElement[]}
 */
function showUnknown(unknown, denied) {
  if (!unknown.length && !denied.length) return [];
  const list = (/** @type {string[]} */ ids) => make("ul", {}, ...ids.map((id) => make("li", {}, short(id))));
  return [
    make(
      "div",
      { class: "op-check__unknown", role: "note", "data-unknown": true },
      unknown.length > 0 &&
        make("p", {}, make("strong", {}, "Not known to this site, so not assessed: "), "no verdict below takes it into account. Ask the person’s clinician."),
      unknown.length > 0 && list(unknown),
      denied.length > 0 && make("p", {}, make("strong", {}, "Answered no, but no longer known to this site:")),
      denied.length > 0 && list(denied),
    ),
  ];
}

/**
 * @param {Table} table
 * @param {string[]} unsure
 * @returns {HTMLElement[]}
 */
function showUnsure(table, unsure) {
  if (!unsure.length) return [];
  const found = table.precautions.filter(({ id }) => unsure.includes(id));
  return [
    make(
      "div",
      { class: "op-check__unsure", role: "note" },
      make("p", {}, make("strong", {}, "Not sure counts as ask first. "), "Clear these up before any technique:"),
      make("ul", {}, ...found.map(({ name, ask, url }) => make("li", {}, make("a", { href: pageAt(url) }, name), `: ${ask}`))),
    ),
  ];
}

/**
 * @param {Table} table
 * @param {string[]} flags
 * @param {State} state
 * @returns {HTMLElement[]}
 */
export function showFlags(table, flags, state) {
  return table.red_flags
    .filter(({ id }) => flags.includes(id))
    .map((flag) =>
      make(
        "div",
        { class: "op-red-flag", role: "note", "aria-label": "Red flag", "data-urgency": flag.urgency, "data-red-flag": flag.id },
        make("p", { class: "op-red-flag__title" }, `${flag.name}: ${table.words[flag.urgency] ?? flag.urgency}`),
        make("p", {}, "Stop. Offer no technique."),
        state.unsure.includes(flag.id) && make("p", {}, "“Not sure” about a red flag counts as yes until a clinician has looked."),
        make("p", {}, flag.do_now),
        make("p", {}, make("strong", {}, "Say: "), flag.say),
        make("ul", {}, ...flag.do_not.map((line) => make("li", {}, line))),
        make("p", {}, make("a", { href: pageAt(flag.url) }, `All about this red flag`)),
      ),
    );
}

/**
 * @param {Table} table
 * @param {Judged} item
 * @param {Map<string, Judged>} all
 * @param {boolean} assessed
 */
function showTechnique(table, { technique, verdict: { level, reasons, notAssessed } }, all, assessed) {
  const names = new Map([...table.precautions, ...table.red_flags].map(({ id, name }) => [id, name]));
  const caution = make("span", { class: "op-caution", "data-caution": technique.caution }, table.words[technique.caution] ?? technique.caution);
  const head = [make("a", { href: pageAt(technique.url) }, technique.name), " ", caution];
  if (!assessed && !reasons.length) return make("li", { "data-technique": technique.id, "data-level": level }, ...head);
  const because = new Map(reasons.filter((r) => r.level !== "none").map((r) => [r.precaution, r.level]).reverse());
  for (const [id] of notAssessed) if (!because.has(id)) because.set(id, "not-assessed");
  const short = table.levels.reduce((map, l) => map.set(l.id, l.short.toLowerCase()), new Map());
  const summary = [...because].reverse().map(([id, l]) => `${id === null ? "everyone" : names.get(id) ?? id} (${short.get(l)})`);
  return make(
    "li",
    { "data-technique": technique.id, "data-level": level },
    ...head,
    make(
      "details",
      { class: "op-check__why" },
      make("summary", {}, summary.length ? `Why: ${summary.join("; ")}` : "Why: no restriction was found for what was named"),
      ...reasons.map((reason) => showReason(table, reason, names)),
      notAssessed.length > 0 &&
        make(
          "p",
          { class: "op-check__reason", "data-level": "not-assessed" },
          make("span", { class: "op-level", "data-level": "not-assessed" }, "Not assessed"),
          ` ${[...new Set(notAssessed.map(([id]) => names.get(id) ?? id))].join("; ")}: ${[...new Set(notAssessed.map(([, d]) => table.demands[d]))].join(", ")}`,
        ),
    ),
    OUT.includes(level) && showInstead(table, technique, all),
  );
}

/**
 * @param {Table} table
 * @param {Reason} reason
 * @param {Map<string, string>} names
 */
function showReason(table, { level, precaution, demands, reason, change, basis, sources }, names) {
  const label = table.levels.find(({ id }) => id === level)?.label ?? level;
  return make(
    "div",
    { class: "op-check__reason", "data-level": level },
    make(
      "p",
      {},
      make("span", { class: "op-level", "data-level": level }, label),
      make("strong", {}, ` ${precaution === null ? "For everyone" : (names.get(precaution) ?? precaution)}`),
      demands.length > 0 && `: ${demands.map((id) => table.demands[id]).join(", ")}`,
    ),
    make("p", {}, reason),
    change && make("p", {}, make("strong", {}, "Change: "), change),
    (basis || sources.length > 0) &&
      make(
        "p",
        { class: "op-check__basis" },
        basis && `Basis: ${basis}. `,
        ...sources.flatMap((id, i) => [i ? ", " : "Sources: ", make("a", { href: pageAt(table.sources[id].url) }, table.sources[id].name)]),
      ),
  );
}

/**
 * @param {Table} table
 * @param {Technique} technique
 * @param {Map<string, Judged>} all
 */
function showInstead(table, technique, all) {
  const remaining = technique.alternatives.map((id) => all.get(id)).filter((item) => item && LEFT.includes(item.verdict.level));
  if (!remaining.length) {
    return make("p", { class: "op-check__instead", "data-alternatives": "" }, technique.alternatives.length ? "None of its alternatives remains for this person." : "No alternative is listed for it.");
  }
  return make(
    "p",
    { class: "op-check__instead", "data-alternatives": remaining.map((item) => item?.technique.id).join(" ") },
    make("strong", {}, "Still open instead: "),
    ...remaining.flatMap((item, i) => {
      if (!item) return [];
      const level = table.levels.find(({ id }) => id === item.verdict.level);
      const pill = make("span", { class: "op-level", "data-level": item.verdict.level }, level?.short ?? "");
      return [i ? ", " : "", make("a", { href: pageAt(item.technique.url) }, item.technique.name), " ", pill];
    }),
  );
}
