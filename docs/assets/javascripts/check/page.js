// @ts-check
/** The checker page: what is known of the client on one side, the answer on the other, the address between them. */

import { loadData } from "../data.js";
import { answerFor, inOneSentence, showAnswer } from "./answer.js";
import { makeField, makeTicks, showChosen } from "./choose.js";
import { make } from "../dom.js";
import { showFile } from "./file.js";
import { makeIntake } from "./intake.js";
import { answered, nothingKnown, read, write } from "./state.js";
import { emptyPlan, write as writePlan } from "../plan/state.js";
import { pageAt } from "../root.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./verdict.js").Table} Table */

/**
 * Start the checker inside `place`.
 * @param {HTMLElement} place
 */
export async function start(place) {
  place.dataset.opCheck = "loading";
  /** @type {Table} */
  let table;
  try {
    table = await loadData("check/table.json");
  } catch {
    place.replaceChildren(make("p", { role: "alert" }, "The checker could not be loaded. The matrix and the pages of the precautions say the same."));
    return;
  }
  const readState = () => withKnownFilters(table, read(location.hash, table.renamed));
  let state = readState();

  const said = make("p", { class: "op-check__said", role: "status" });
  const notice = make("div", {});
  const chosen = make("ul", { class: "op-check__chosen", "aria-label": "Chosen" });
  const output = make("div", { class: "op-check__answer" });
  const file = make("div", { class: "op-file", "aria-hidden": "true" });

  const set = (/** @type {State} */ next) => {
    state = next;
    const fragment = write(state);
    history.replaceState(history.state, "", location.pathname + location.search + (fragment ? `#${fragment}` : ""));
    render();
  };
  const answer = (/** @type {string} */ id, /** @type {"yes" | "unsure" | "no" | null} */ kind) => set(answered(state, id, kind));
  const addOther = (/** @type {string} */ words) => set({ ...state, other: [...new Set([...state.other, words])] });
  const removeOther = (/** @type {string} */ words) => set({ ...state, other: state.other.filter((other) => other !== words) });

  const field = makeField(table, answer, addOther);
  const ticks = makeTicks(table, answer);
  const intake = makeIntake(table, () => state, answer);
  const filters = makeFilters(table, () => state, set);
  const toPlan = make("a", { class: "md-button" }, "Make a home plan");
  const actions = make(
    "p",
    { class: "op-check__actions" },
    make("button", { type: "button", class: "md-button", onclick: copy }, "Copy the link"),
    make("button", { type: "button", class: "md-button", onclick: () => print() }, "Print for the file"),
    toPlan,
    make("button", { type: "button", class: "md-button", onclick: () => set(nothingKnown()) }, "Start again"),
  );

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      said.textContent = "The link is copied. It opens this very answer.";
    } catch {
      said.textContent = "Copy the address from the browser’s address bar: it opens this very answer.";
    }
  }

  function render() {
    const result = answerFor(table, state);
    notice.replaceChildren(...(state.newer ? [make("p", { class: "op-check__unknown", role: "note" }, "This link was made by a newer version of this page. What it could read is shown; check it against what you know.")] : []));
    const at = document.activeElement;
    const switched = at instanceof HTMLElement ? at.dataset.switch : undefined;
    const inside = chosen.contains(at);
    chosen.replaceChildren(...showChosen(table, state, answer, removeOther));
    // The button that was pressed is gone: go on from its successor, or from the field.
    if (inside) {
      const next = [...chosen.querySelectorAll("button")].find((button) => switched && button.dataset.switch === switched);
      (next ?? field.querySelector("input"))?.focus();
    }
    output.replaceChildren(...showAnswer(table, result, state));
    for (const box of ticks.querySelectorAll("input")) box.checked = state.yes.includes(box.value);
    filters.hidden = result.client.flags.length > 0;
    filters.dispatchEvent(new Event("refresh"));
    said.textContent = inOneSentence(table, result);
    const fragment = writePlan({ ...emptyPlan(), yes: state.yes, unsure: state.unsure, other: state.other });
    toPlan.href = pageAt(`plan/${fragment ? `#${fragment}` : ""}`);
    file.replaceChildren(...showFile(table, state, result, new Date(), location.href));
  }

  place.replaceChildren(
    notice,
    make("section", { class: "op-check__known" }, make("h2", { id: "known" }, "What is known"), field, chosen, ticks, intake),
    make("section", {}, make("h2", { id: "answer" }, "The answer"), said, actions, filters, output),
    make("p", { class: "op-note" }, `Data ${table.version}.`),
    file,
  );
  render();
  place.dataset.opCheck = "ready";
  addEventListener("hashchange", function follow() {
    if (!place.isConnected) return removeEventListener("hashchange", follow);
    if (!location.hash.includes("=")) return;
    state = readState();
    render();
  });
}

/**
 * @param {Table} table
 * @param {() => State} stateNow
 * @param {(state: State) => void} set
 */
function makeFilters(table, stateNow, set) {
  const values = (/** @type {string[]} */ all) => [...new Set(all)].sort();
  const select = (/** @type {"performer" | "position"} */ name, /** @type {string} */ words, /** @type {string[]} */ all) => {
    const field = make(
      "select",
      { id: `op-check-${name}`, onchange: () => set({ ...stateNow(), [name]: field.value }) },
      make("option", { value: "" }, "Any"),
      ...values(all).map((value) => make("option", { value }, table.words[value] ?? value)),
    );
    return { field, shown: make("div", { class: "op-filter__field" }, make("label", { for: `op-check-${name}` }, words), field) };
  };
  const performer = select("performer", "Done by", table.techniques.map((t) => t.performer));
  const position = select("position", "Position", table.techniques.flatMap((t) => t.positions));
  const handsOff = make("input", { type: "checkbox", id: "op-check-belly", onchange: () => set({ ...stateNow(), handsOff: handsOff.checked }) });
  const items = values(table.techniques.flatMap((t) => t.equipment)).map((item) => {
    const box = make("input", {
      type: "checkbox",
      value: item,
      onchange: () => set({ ...stateNow(), without: boxes.filter((b) => b.checked).map((b) => b.value) }),
    });
    return { box, shown: make("label", {}, box, ` ${table.words[item] ?? item}`) };
  });
  const boxes = items.map(({ box }) => box);
  const form = make(
    "form",
    { class: "op-filter op-check__filters", "aria-label": "Filter the answer" },
    performer.shown,
    position.shown,
    make("label", { class: "op-check__tick" }, handsOff, " Without touching the abdomen"),
    make("details", {}, make("summary", {}, "What is not at hand"), make("div", { class: "op-check__items" }, ...items.map(({ shown }) => shown))),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("refresh", () => {
    const state = stateNow();
    performer.field.value = state.performer;
    position.field.value = state.position;
    handsOff.checked = state.handsOff;
    for (const box of boxes) box.checked = state.without.includes(box.value);
  });
  return form;
}

/**
 * Return the state without filters that the table knows nothing of: they would hide everything and be seen nowhere.
 * @param {Table} table
 * @param {State} state
 * @returns {State}
 */
function withKnownFilters({ techniques }, state) {
  return {
    ...state,
    performer: techniques.some(({ performer }) => performer === state.performer) ? state.performer : "",
    position: techniques.some(({ positions }) => positions.includes(state.position)) ? state.position : "",
    without: state.without.filter((item) => techniques.some(({ equipment }) => equipment.includes(item))),
  };
}
