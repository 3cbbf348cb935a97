// @ts-check
/** The sheet for the client's file: one page when printed, hidden on the screen. */

import { make, short } from "../dom.js";

/** @typedef {import("./verdict.js").Table} Table */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./answer.js").Answer} Answer */

/**
 * @param {Table} table
 * @param {State} state
 * @param {Answer} answer
 * @param {Date} day
 * @param {string} address of this very answer
 * @returns {HTMLElement[]}
 */
export function showFile(table, state, { client, judged }, day, address) {
  const names = new Map([...table.precautions, ...table.red_flags].map(({ id, name }) => [id, name]));
  const named = (/** @type {string[]} */ ids) => ids.map((id) => names.get(id) ?? `${short(id)} (not known to this site)`).join("; ");
  const line = (/** @type {string} */ words, /** @type {string} */ value) => value && make("p", {}, make("strong", {}, `${words}: `), value);
  const filters = [
    state.performer && (table.words[state.performer] ?? state.performer),
    state.position && (table.words[state.position] ?? state.position),
    state.handsOff && "without touching the abdomen",
    ...state.without.map((item) => `no ${(table.words[item] ?? item).toLowerCase()}`),
  ].filter(Boolean);
  const head = [
    make("p", { class: "op-file__title" }, make("strong", {}, "Open Psoas: “May I?”"), ` · ${day.toLocaleDateString("en-US", { dateStyle: "long" })} · data ${table.version}`),
    line("Applies", named(state.yes)),
    line("Not sure (ask first)", named(state.unsure)),
    line("Not assessed", state.other.map(short).join("; ")),
    line("Asked, answer no", named(state.no)),
    line("Shown only", filters.join(", ")),
  ];
  const foot = make("p", { class: "op-file__foot" }, `Not reviewed by a clinician; no diagnosis. Every verdict with its sources: ${address.length > 300 ? `${address.slice(0, 299)}…` : address}`);
  if (client.flags.length) {
    const flags = table.red_flags.filter(({ id }) => client.flags.includes(id));
    return [...head, ...flags.map(({ name, do_now }) => line(`RED FLAG, no technique: ${name}`, do_now)), foot].filter((part) => part instanceof HTMLElement);
  }
  const groups = table.levels.map(({ id, label }) => line(label, judged.filter((j) => j.verdict.level === id).map((j) => j.technique.name).join("; ")));
  /** @type {Map<string, { level: string, precaution: string, rules: Set<string>, own: Set<string> }>} */
  const reasons = new Map();
  for (const { technique, verdict } of judged) {
    for (const { precaution, level, reason, change, basis, demands } of verdict.reasons) {
      if (precaution === null || level !== verdict.level || level === "none") continue;
      const key = `${level} ${precaution}`;
      const found = reasons.get(key) ?? { level, precaution, rules: new Set(), own: new Set() };
      reasons.set(key, found);
      if (demands.length === 0 && basis) found.own.add(technique.name);
      else found.rules.add(`${reason}${change ? ` Change: ${change}` : ""}${basis ? ` (${basis.replace(/ \(.*/, "")})` : ""}`);
    }
  }
  const advised = judged.filter(({ technique }) => technique.alone.level === "avoid").map(({ technique }) => technique.name);
  const order = table.levels.map(({ id }) => id);
  const why = [...reasons.values()]
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
    .map(({ level, precaution, rules, own }) => {
      const label = table.levels.find(({ id }) => id === level)?.label ?? level;
      const alone = own.size > 0 && `Each for a reason told on its own page: ${[...own].join("; ")}.`;
      return make("li", {}, make("strong", {}, `${label}, ${names.get(precaution) ?? precaution}: `), [...rules, alone].filter(Boolean).join(" "));
    });
  if (advised.length) why.unshift(make("li", {}, make("strong", {}, "Avoid, everyone: "), `this site advises against ${advised.join("; ")}.`));
  const parts = [...head, ...groups, why.length > 0 && make("p", {}, make("strong", {}, "The reasons that decide")), make("ul", {}, ...why), foot];
  return /** @type {HTMLElement[]} */ (parts.filter((part) => part instanceof HTMLElement));
}
