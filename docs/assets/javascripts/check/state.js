// @ts-check
/**
 * What is known of a client, and how it is written in the address's fragment: `#v=1&yes=…&unsure=…&no=…&other=…` with
 * ids in commas, and the filters. Only the fragment holds it, so it never leaves the device with a request.
 */

/** The version of the fragment's form. A page reads those of its own and of older versions. */
export const VERSION = 1;

/**
 * @typedef {object} State
 * @property {string[]} yes ids of precautions and red flags that apply
 * @property {string[]} unsure ids of those of which it is not known
 * @property {string[]} no ids of those that were asked about and do not apply
 * @property {string[]} other what the site has no entry for, in the reader's words
 * @property {string} performer filter; empty for any
 * @property {string} position filter; empty for any
 * @property {string[]} without equipment that is not at hand
 * @property {boolean} handsOff only what leaves the abdomen alone
 * @property {boolean} newer the address was made by a newer version of this page
 */

/**
 * Return a text as it can stand in an address; half a letter (a lone surrogate) would be refused.
 * @param {string} text
 */
function encode(text) {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\uFFFD"));
}

/** @returns {State} the state of a client of whom nothing is known */
export function nothingKnown() {
  return { yes: [], unsure: [], no: [], other: [], performer: "", position: "", without: [], handsOff: false, newer: false };
}

/**
 * Read a state from a fragment; never throws. An id that was renamed is followed. An id that nobody knows is kept: what
 * shows the answer names it.
 * @param {string} fragment with or without its `#`
 * @param {Record<string, string>} renamed today's id for each former one
 * @returns {State}
 */
export function read(fragment, renamed = {}) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const list = (/** @type {string} */ name) => [
    ...new Set(
      fields
        .getAll(name)
        .flatMap((value) => value.split(","))
        .map((id) => id.trim())
        .filter(Boolean)
        .map((id) => (Object.hasOwn(renamed, id) ? renamed[id] : id)),
    ),
  ];
  const unsure = list("unsure");
  const yes = list("yes").filter((id) => !unsure.includes(id));
  return {
    yes,
    unsure,
    no: list("no").filter((id) => !yes.includes(id) && !unsure.includes(id)),
    other: [...new Set(fields.getAll("other").map((words) => words.trim()).filter(Boolean))],
    performer: fields.get("performer") ?? "",
    position: fields.get("position") ?? "",
    without: list("without"),
    handsOff: fields.get("belly") === "no",
    newer: Number(fields.get("v")) > VERSION,
  };
}

/**
 * Return the fragment for a state, without its `#`; empty when nothing is known and nothing filtered.
 * @param {State} state
 * @returns {string}
 */
export function write(state) {
  /** @type {[string, string][]} */
  const fields = [];
  for (const name of /** @type {const} */ (["yes", "unsure", "no", "without"])) {
    if (state[name].length) fields.push([name, state[name].map((id) => encode(id)).join(",")]);
  }
  for (const words of state.other) fields.push(["other", encode(words)]);
  for (const name of /** @type {const} */ (["performer", "position"])) {
    if (state[name]) fields.push([name, encode(state[name])]);
  }
  if (state.handsOff) fields.push(["belly", "no"]);
  return fields.length ? [["v", String(VERSION)], ...fields].map((pair) => pair.join("=")).join("&") : "";
}

/**
 * Return the state in which `id` has been answered.
 * @param {State} state
 * @param {string} id
 * @param {"yes" | "unsure" | "no" | null} answer null takes the answer back
 * @returns {State}
 */
export function answered(state, id, answer) {
  if (answer && state[answer].includes(id)) return state;
  const without = (/** @type {string[]} */ ids) => ids.filter((other) => other !== id);
  const next = { ...state, yes: without(state.yes), unsure: without(state.unsure), no: without(state.no) };
  return answer ? { ...next, [answer]: [...next[answer], id] } : next;
}
