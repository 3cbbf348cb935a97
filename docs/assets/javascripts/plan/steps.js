// @ts-check
/** The plan one thing after another: an item's start, its steps, the next item, and so on. Stop signs always in sight. */

import { make } from "../dom.js";
import { doseInWords, showBanner, showChanges, showFigure, showNote, showStopSigns } from "./parts.js";
import { makeFreeTimer, makeLoudSwitch, makeTool } from "./tools.js";

/** @typedef {import("./judge.js").Tables} Tables */
/** @typedef {import("./client.js").Ready} Ready */

/**
 * Make the guided view.
 * @param {Tables} tables
 * @param {Ready[]} all the items that can be done, in order
 * @param {number} first where to begin
 * @param {() => void} leave
 */
export function makeSteps(tables, all, first, leave) {
  /** Each screen: the place of its item, and that of its step, -1 for the item's start. */
  const screens = all.flatMap(({ care }, item) => [-1, ...care.steps.keys()].map((step) => ({ item, step })));
  const starts = all.map((_, item) => screens.findIndex((screen) => screen.item === item));
  // An item's timer is made once, so that it goes on while its steps are read.
  const tools = all.map(({ item: { hold, breaths, times } }) => makeTool({ seconds: hold, breaths, times }));
  let at = starts[first];

  const place = make("p", { class: "op-plan__place", role: "status" });
  const head = make("h2", { tabindex: "-1" });
  const body = make("div", { class: "op-plan__step" });
  const tool = make("div", {});
  const stop = make("div", {});
  const back = make("button", { type: "button", class: "md-button", onclick: () => go(at - 1) }, "Back");
  const next = make("button", { type: "button", class: "md-button md-button--primary", onclick: () => go(at + 1) }, "Next");
  const close = make("button", { type: "button", class: "md-button", onclick: () => end() }, "Back to the whole plan");
  const change = make("div", {});
  const view = make(
    "section",
    { class: "op-plan__guide", "aria-label": "One after another" },
    place,
    head,
    body,
    tool,
    make("p", { class: "op-plan__buttons" }, back, next),
    stop,
    change,
    make("p", { class: "op-plan__buttons" }, close),
    makeLoudSwitch(),
  );

  let lock = keepAwake();
  view.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
    if (event.key === "ArrowRight" && !next.disabled) go(at + 1);
    if (event.key === "ArrowLeft" && !back.disabled) go(at - 1);
  });

  function end() {
    lock.then((held) => held?.release());
    lock = Promise.resolve(null);
    leave();
  }

  /** @param {number} to */
  function go(to) {
    if (to >= screens.length) return end();
    at = to;
    show();
    head.focus();
    view.scrollIntoView({ block: "start" });
  }

  function show() {
    const { item, step } = screens[at];
    const { care, technique, item: chosen, changes } = all[item];
    const now = care.steps[step];
    place.textContent = `Item ${item + 1} of ${all.length}${now ? `, step ${step + 1} of ${care.steps.length}` : ""}`;
    head.textContent = care.name;
    const dose = doseInWords(chosen);
    if (now) {
      body.replaceChildren(make("p", { class: "op-plan__do" }, now.do), ...parts(now.cue && make("p", {}, now.cue), now.hold && make("p", { class: "op-step__hold" }, `As taught: ${now.hold}`)));
    } else {
      body.replaceChildren(
        ...parts(
          showFigure(care),
          dose && make("p", { class: "op-plan__dose" }, dose),
          ...showChanges(changes),
          showNote("Note for you", chosen.note),
          care.equipment.length > 0 && make("p", {}, make("strong", {}, "You need: "), `${care.equipment.join(", ")}.`),
          showBanner(tables, care, technique),
          care.no_steps && make("p", { class: "op-no-steps" }, make("strong", {}, "This site gives no steps. "), care.no_steps),
        ),
      );
    }
    const own = tools[item] ?? (now?.timer && makeTool(now.timer)) ?? (now?.hold || care.no_steps ? makeFreeTimer() : null);
    tool.replaceChildren(...parts(own && dose && now && make("p", { class: "op-plan__dose" }, `Your plan: ${dose}`), own && (now || care.no_steps) && own));
    stop.replaceChildren(showStopSigns(care));
    change.replaceChildren(...(now ? showChanges(changes) : []));
    back.disabled = at === 0;
    next.textContent = at === screens.length - 1 ? "Done" : screens[at + 1].item !== item ? `Next: ${all[item + 1].care.name}` : now ? "Next step" : "Go to step 1";
  }
  show();
  return { view, focus: () => head.focus() };
}

/** @param {(Node | string | null | undefined | false)[]} found */
function parts(...found) {
  return found.filter((part) => part instanceof Node);
}

/** Keep the screen on, where the browser can and may. */
async function keepAwake() {
  try {
    return await navigator.wakeLock.request("screen");
  } catch {
    return null;
  }
}
