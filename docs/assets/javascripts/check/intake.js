// @ts-check
/** The intake questions, one after another: yes, no, or not sure. Red flags are asked first. */

import { make } from "../dom.js";

/** @typedef {import("./verdict.js").Table} Table */
/** @typedef {import("./state.js").State} State */

/**
 * Make the questions. `answer` is told each answer; `stateNow` says what is known.
 * @param {Table} table
 * @param {() => State} stateNow
 * @param {(id: string, answer: "yes" | "unsure" | "no") => void} answer
 */
export function makeIntake(table, stateNow, answer) {
  const questions = [...table.red_flags, ...table.precautions];
  const place = make("p", { class: "op-check__hint" });
  const question = make("p", { class: "op-check__question", tabindex: "-1" });
  const about = make("p", { class: "op-check__hint" });
  const given = make("p", { class: "op-check__hint", role: "status" });
  let at = 0;

  const answerTo = (/** @type {string} */ id) => {
    const state = stateNow();
    return state.yes.includes(id) ? "yes" : state.unsure.includes(id) ? "not sure" : state.no.includes(id) ? "no" : "";
  };
  const show = () => {
    const done = at >= questions.length;
    const item = questions[Math.min(at, questions.length - 1)];
    place.textContent = done ? "All questions were asked." : `Question ${at + 1} of ${questions.length}${item.kind === "red-flag" ? ", red flag" : ""}`;
    question.textContent = done ? "The answer is below." : item.ask;
    about.textContent = done ? "" : `About: ${item.name}`;
    given.textContent = done || !answerTo(item.id) ? "" : `Answered: ${answerTo(item.id)}`;
    for (const button of answers) button.disabled = done;
    back.disabled = at === 0;
  };
  const go = (/** @type {number} */ next) => {
    at = next;
    show();
    question.focus();
  };
  const button = (/** @type {"yes" | "no" | "unsure"} */ kind, /** @type {string} */ words) =>
    make(
      "button",
      {
        type: "button",
        class: "md-button",
        "data-answer": kind,
        onclick: () => {
          answer(questions[at].id, kind);
          if (kind !== "no" && questions[at].kind === "red-flag") show();
          else go(at + 1);
        },
      },
      words,
    );
  const answers = [button("yes", "Yes"), button("no", "No"), button("unsure", "Not sure")];
  const back = make("button", { type: "button", class: "md-button", onclick: () => go(at - 1) }, "Back");
  const panel = make("div", { class: "op-check__intake" }, place, question, about, make("p", { class: "op-check__answers" }, ...answers, back), given);
  const details = make("details", { class: "op-check__questions" }, make("summary", {}, "Or go through the intake questions"), panel);
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    const first = questions.findIndex(({ id }) => !answerTo(id));
    at = first < 0 ? questions.length : first;
    show();
  });
  show();
  return details;
}
