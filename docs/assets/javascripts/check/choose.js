// @ts-check
/** Naming conditions: a field that finds them by any name, the list of those chosen, and the list of all to tick. */

import { makeIndex } from "../search/index.js";
import { rank } from "../search/rank.js";
import { make, short } from "../dom.js";

/** @typedef {import("./verdict.js").Table} Table */
/** @typedef {import("./state.js").State} State */
/** @typedef {(id: string, answer: "yes" | "unsure" | "no" | null) => void} Answer */

const CODE = /^[a-z]\d\d(\.\w+)?$/i;
const MOST = 7;

/**
 * Return what finds precautions and red flags by their names and codes.
 * @param {Table} table
 */
export function finder(table) {
  const all = [...table.red_flags, ...table.precautions];
  const index = makeIndex(all.map(({ kind, id, name, also }) => ({ kind, url: id, name, also, line: "" })));
  const byId = new Map(all.map((item) => [item.id, item]));
  return (/** @type {string} */ words) => {
    const typed = words.trim();
    if (CODE.test(typed)) {
      const code = typed.toUpperCase();
      const found = all.filter(({ icd10 }) => icd10.some((known) => code.startsWith(known) || known.startsWith(code)));
      return found.map((item) => ({ item, by: code })).slice(0, MOST);
    }
    return rank(index, typed, MOST).answers.flatMap(({ entry, name }) => {
      const item = byId.get(entry.url);
      return item ? [{ item, by: entry.also.find((also) => also.toLowerCase() === name) ?? "" }] : [];
    });
  };
}

/**
 * Make the field with its list of suggestions (an ARIA combobox).
 * @param {Table} table
 * @param {Answer} answer
 * @param {(words: string) => void} addOther
 */
export function makeField(table, answer, addOther) {
  const find = finder(table);
  const list = make("ul", { class: "op-check__options", id: "op-check-options", role: "listbox", "aria-label": "Conditions", hidden: true });
  const field = make("input", {
    class: "op-check__field",
    id: "op-check-field",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "op-check-options",
  });
  let at = -1;

  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const choose = (/** @type {HTMLElement} */ option) => {
    const { id, other } = option.dataset;
    field.value = "";
    close();
    if (id) answer(id, "yes");
    else if (other) addOther(other);
    field.focus();
  };
  const mark = (/** @type {number} */ next) => {
    at = next;
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    const option = options()[at];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };
  const suggest = () => {
    const words = field.value.trim();
    if (!words) return close();
    const made = find(words).map(({ item, by }, i) =>
      make(
        "li",
        { role: "option", id: `op-check-option-${i}`, "data-id": item.id, "aria-selected": "false" },
        item.kind === "red-flag" && make("span", { class: "op-kind", "data-kind": "red-flag" }, "Red flag"),
        item.kind === "red-flag" && " ",
        item.name,
        by && by.toLowerCase() !== item.name.toLowerCase() ? make("span", { class: "op-check__by" }, ` (${by})`) : null,
      ),
    );
    made.push(
      make(
        "li",
        { role: "option", id: `op-check-option-${made.length}`, "data-other": words, "aria-selected": "false", class: "op-check__other" },
        `None of these: add “${short(words)}” as not assessed`,
      ),
    );
    list.replaceChildren(...made);
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark(made.length > 1 ? 0 : -1);
  };

  field.addEventListener("input", suggest);
  field.addEventListener("keydown", (event) => {
    const all = options();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!all.length) suggest();
      else mark((at + (event.key === "ArrowDown" ? 1 : all.length - (at < 0 ? 0 : 1))) % all.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (all[at]) choose(all[at]);
    } else if (event.key === "Escape") {
      close();
    }
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target instanceof Element ? target.closest("li") : null;
    if (option) choose(option);
  });
  return make(
    "div",
    { class: "op-check__ask" },
    make("label", { for: "op-check-field" }, "A condition, a drug, a code"),
    make("div", { class: "op-check__combo" }, field, list),
    make("p", { class: "op-check__hint" }, "For example: blood thinners, Eliquis, C-section, hernia, K40. Typing errors are forgiven."),
  );
}

/**
 * Return the chosen ones as a list, each with a switch between yes and not sure and a button that takes it away.
 * @param {Table} table
 * @param {State} state
 * @param {Answer} answer
 * @param {(words: string) => void} removeOther
 */
export function showChosen(table, state, answer, removeOther) {
  const known = new Map([...table.red_flags, ...table.precautions].map((item) => [item.id, item]));
  const rows = /** @type {const} */ (["yes", "unsure"]).flatMap((kind) =>
    state[kind].map((id) => {
      const name = known.get(id)?.name ?? short(id);
      const other = kind === "yes" ? "unsure" : "yes";
      return make(
        "li",
        { class: "op-check__chip", "data-id": short(id), "data-answer": kind },
        make("span", {}, name),
        make("span", { class: "op-check__state" }, known.has(id) ? (kind === "yes" ? "yes" : "not sure") : "not known to this site"),
        known.has(id) &&
          make("button", { type: "button", "data-switch": id, onclick: () => answer(id, other) }, other === "yes" ? "Make it yes" : "Not sure?"),
        make("button", { type: "button", "aria-label": `Remove ${name}`, onclick: () => answer(id, null) }, "×"),
      );
    }),
  );
  const others = state.other.map((words) =>
    make(
      "li",
      { class: "op-check__chip", "data-other": short(words) },
      make("span", {}, short(words)),
      make("span", { class: "op-check__state" }, "not assessed"),
      make("button", { type: "button", "aria-label": `Remove ${short(words)}`, onclick: () => removeOther(words) }, "×"),
    ),
  );
  return [...rows, ...others];
}

/**
 * Make the list of all to tick: red flags first, then the precautions by group.
 * @param {Table} table
 * @param {Answer} answer
 */
export function makeTicks(table, answer) {
  const groups = new Map([["Red flags", /** @type {{ id: string, name: string }[]} */ (table.red_flags)]]);
  for (const [id, words] of Object.entries(table.groups)) groups.set(words, table.precautions.filter(({ group }) => group === id));
  const boxes = [...groups].map(([words, items]) =>
    make(
      "fieldset",
      {},
      make("legend", {}, words),
      ...items.map(({ id, name }) => {
        const box = make("input", { type: "checkbox", value: id, onchange: () => answer(id, box.checked ? "yes" : null) });
        return make("label", {}, box, ` ${name}`);
      }),
    ),
  );
  return make("details", { class: "op-check__ticks" }, make("summary", {}, "Tick from the whole list"), make("div", { class: "op-check__columns" }, ...boxes));
}
