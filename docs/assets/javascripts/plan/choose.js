// @ts-check
/** The list of items that remain, to pick from, and of those that do not, with the reason. */

import { make } from "../dom.js";
import { whyOut } from "./judge.js";

/** @typedef {import("./judge.js").Tables} Tables */
/** @typedef {import("./judge.js").Judgment} Judgment */
/** @typedef {import("./judge.js").Judged} Judged */

/**
 * Make the list with its search field. `refresh` shows it anew for a judgment and the ids that are in the plan.
 * @param {Tables} tables
 * @param {(id: string) => void} toggle puts an item into the plan, or takes it out
 */
export function makeChooser({ check }, toggle) {
  const field = make("input", { id: "op-plan-find", type: "search", autocomplete: "off", oninput: () => sieve() });
  const count = make("p", { class: "op-check__hint", role: "status" });
  const list = make("ul", { class: "op-plan__choices" });
  const out = make("details", { class: "op-plan__outs" });

  function sieve() {
    const words = field.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    for (const row of list.children) {
      if (!(row instanceof HTMLElement)) continue;
      row.hidden = !words.every((word) => row.dataset.words?.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = shown === list.children.length ? `${shown} to choose from` : `${shown} of ${list.children.length} shown`;
  }

  const press = (/** @type {string} */ id) => {
    const seen = list.scrollTop;
    toggle(id);
    // The button that was pressed is gone: go on from its successor.
    const next = [...list.children].find((row) => row instanceof HTMLElement && row.dataset.choice === id);
    next?.querySelector("button")?.focus();
    list.scrollTop = seen;
  };

  /**
   * @param {Judgment} judgment
   * @param {string[]} picked
   */
  function refresh({ items, assessed }, picked) {
    const all = [...items.values()];
    const open = all.filter((judged) => judged.open);
    const level = (/** @type {string} */ id) => check.levels.find((one) => one.id === id);
    const pill = (/** @type {Judged} */ { verdict }) => make("span", { class: "op-level", "data-level": verdict.level }, level(verdict.level)?.short ?? "");
    list.replaceChildren(
      ...open.map((judged) => {
        const { care, technique, changes } = judged;
        const inPlan = picked.includes(care.id);
        return make(
          "li",
          { "data-choice": care.id, "data-words": [care.name, care.type, ...care.also].join(" ").toLowerCase() },
          make("p", {}, make("strong", {}, care.name), " ", make("span", { class: "op-caution", "data-caution": technique.caution }, check.words[technique.caution] ?? ""), " ", assessed && pill(judged)),
          make("p", { class: "op-check__hint" }, `${care.type}. ${care.summary}`),
          care.no_steps && make("p", { class: "op-check__hint" }, make("strong", {}, "No steps on this site. "), care.no_steps),
          ...changes.map((change) => make("p", { class: "op-plan__change" }, make("strong", {}, "Change: "), change)),
          make("button", { type: "button", class: "md-button", "aria-label": `${inPlan ? "Take out" : "Add"} ${care.name}`, onclick: () => press(care.id) }, inPlan ? "In the plan: take out" : "Add"),
        );
      }),
    );
    const left = all.filter((judged) => !judged.open);
    out.hidden = !left.length;
    out.replaceChildren(
      make("summary", {}, `Not offered${assessed ? " for this person" : ""} (${left.length})`),
      make("ul", {}, ...left.map((judged) => make("li", { "data-not-offered": judged.care.id }, make("strong", {}, judged.care.name), " ", pill(judged), make("ul", {}, ...whyOut(check, judged).map((reason) => make("li", {}, reason)))))),
    );
    sieve();
  }
  const view = make("div", {}, make("div", { class: "op-plan__field" }, make("label", { for: "op-plan-find" }, "Find an item"), field), count, list, out);
  return { view, refresh };
}
