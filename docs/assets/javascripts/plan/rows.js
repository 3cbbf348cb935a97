// @ts-check
/** The picked items with their fields: dose, note, order. */

import { make, short } from "../dom.js";
import { whyOut } from "./judge.js";
import { NUMBERS } from "./state.js";

/** @typedef {import("./judge.js").Tables} Tables */
/** @typedef {import("./judge.js").Judgment} Judgment */
/** @typedef {import("./state.js").Plan} Plan */
/** @typedef {import("./state.js").Item} Item */

const FIELDS = /** @type {const} */ ({ hold: "Seconds each", breaths: "Breaths", times: "How many times", day: "Times a day" });

/**
 * Return a row for each picked item.
 * @param {Tables} tables
 * @param {Plan} plan
 * @param {Judgment} judgment
 * @param {() => void} typed told after a field changed
 * @param {(items: Item[], focus: string) => void} arrange told the new items, and the button to go on from
 */
export function showRows({ check }, plan, judgment, typed, arrange) {
  const names = new Map(check.techniques.map(({ id, name }) => [id, name]));
  return plan.items.map((item, at) => {
    const judged = judgment.items.get(item.id);
    const name = short(names.get(item.id) ?? item.id);
    const why = !judged ? ["This site has no such self-care item, or no longer."] : judged.open ? [] : whyOut(check, judged);
    const moved = (/** @type {number} */ to) => {
      const items = plan.items.filter((_, n) => n !== at);
      items.splice(to, 0, item);
      arrange(items, `${to < at ? "up" : "down"}-${to}`);
    };
    const button = (/** @type {string} */ key, /** @type {string} */ words, /** @type {string} */ face, /** @type {boolean} */ disabled, /** @type {() => void} */ press) =>
      make("button", { type: "button", class: "op-plan__move", "data-key": `${key}-${at}`, "aria-label": `${words} ${name}`, disabled, onclick: press }, face);
    return make(
      "li",
      { class: `op-plan__row${why.length ? " op-plan__row--out" : ""}`, "data-row": short(item.id) },
      make("h3", { dir: "auto" }, name),
      make(
        "p",
        { class: "op-plan__moves" },
        button("up", "Move up:", "↑", at === 0, () => moved(at - 1)),
        button("down", "Move down:", "↓", at === plan.items.length - 1, () => moved(at + 1)),
        button("remove", "Remove", "×", false, () => arrange(plan.items.filter((_, n) => n !== at), "")),
      ),
      why.length > 0 && make("div", { class: "op-plan__warning", role: "note" }, make("p", {}, make("strong", {}, "Left out of the client’s link. "), judged ? "For what is known now, it is not offered:" : ""), make("ul", {}, ...why.map((reason) => make("li", {}, reason)))),
      ...[...new Set([...item.changes, ...(judged?.changes ?? [])])].map((change) => make("p", { class: "op-plan__change" }, make("strong", {}, "Goes into the plan: "), change)),
      judged?.open && showFields(item, at, judged.care, typed),
    );
  });
}

/**
 * @param {Item} item
 * @param {number} at
 * @param {import("./judge.js").Care} care
 * @param {() => void} typed
 */
function showFields(item, at, care, typed) {
  const taught = [...new Set(care.steps.flatMap(({ hold }) => hold ?? []))].join("; ");
  const numbers = Object.entries(FIELDS).map(([key, label]) => {
    const name = /** @type {keyof typeof FIELDS} */ (key);
    const most = NUMBERS[name][1];
    const field = make("input", {
      id: `op-plan-${name}-${at}`,
      type: "number",
      inputmode: "numeric",
      min: "1",
      max: String(most),
      value: item[name] === null ? "" : String(item[name]),
      oninput: () => {
        const number = Math.round(Number(field.value));
        const good = number >= 1 && number <= most;
        field.setAttribute("aria-invalid", String(field.value !== "" && !good));
        item[name] = good ? number : null;
        typed();
      },
    });
    return make("div", { class: "op-plan__field" }, make("label", { for: field.id }, label), field);
  });
  const note = make("textarea", {
    id: `op-plan-note-${at}`,
    rows: "2",
    dir: "auto",
    oninput: () => {
      item.note = note.value;
      typed();
    },
  });
  note.value = item.note;
  return make(
    "div",
    {},
    make("p", { class: "op-check__hint" }, make("strong", {}, "As taught: "), taught ? `${taught}. ` : "", make("strong", {}, "Dose: "), care.dose),
    make("div", { class: "op-plan__numbers" }, ...numbers),
    make("div", { class: "op-plan__field" }, make("label", { for: note.id }, "Note for this item"), note),
  );
}
