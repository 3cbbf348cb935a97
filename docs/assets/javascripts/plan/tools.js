// @ts-check
/** The timer of holds, the counter of breaths and times, and the free timer. None of them goes on by itself. */

import { make } from "../dom.js";
import { clockFace, makeClock } from "./timer.js";

/** @typedef {import("./judge.js").Preset} Preset */

const LOOK_EVERY = 200;
let loud = false;
/** @type {AudioContext | null} */
let audio = null;

/** Say by sound and by vibration that something is over, if the reader asked for it. */
function signal() {
  if (!loud) return;
  navigator.vibrate?.(300);
  if (!audio) return;
  const tone = audio.createOscillator();
  tone.frequency.value = 660;
  tone.connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.3);
}

/** Make the switch for sound and vibration, which are off until it is used. */
export function makeLoudSwitch() {
  const box = make("input", {
    type: "checkbox",
    onchange: () => {
      loud = box.checked;
      if (loud) audio ??= new AudioContext();
    },
  });
  box.checked = loud;
  return make("label", { class: "op-plan__tick" }, box, " Sound and vibration when a hold is over");
}

/**
 * Make what helps to keep to a dose; null when the dose says nothing that a clock or a counter could help with.
 * @param {Preset} dose
 */
export function makeTool({ seconds, breaths, times }) {
  if (seconds) return makeHoldTimer(seconds, times ?? 1);
  if (breaths) return makeCounter(breaths, "breath");
  if (times) return makeCounter(times, "time");
  return null;
}

/**
 * @param {string} name
 * @param {HTMLElement[]} parts
 */
function panel(name, ...parts) {
  return make("div", { class: "op-plan__tool", role: "group", "aria-label": name }, ...parts);
}

/**
 * Switch a button off; who was on it goes on from the other.
 * @param {HTMLButtonElement} button
 * @param {boolean} off
 * @param {HTMLButtonElement} other
 */
function switchOff(button, off, other) {
  if (off && document.activeElement === button) other.focus();
  button.disabled = off;
}

/**
 * Call `look` again and again while `clock` runs and `place` is on the page.
 * @param {HTMLElement} place
 * @param {import("./timer.js").Clock} clock
 * @param {() => void} look
 */
function watch(place, clock, look) {
  const every = setInterval(() => {
    if (!place.isConnected) clock.pause();
    if (clock.running()) look();
    else clearInterval(every);
  }, LOOK_EVERY);
}

/**
 * @param {number} seconds
 * @param {number} holds
 */
function makeHoldTimer(seconds, holds) {
  const clock = makeClock();
  let done = 0;
  const face = make("p", { class: "op-plan__face", role: "timer" });
  const bar = make("progress", { max: String(seconds * 1000), "aria-label": "This hold" });
  const count = make("p", { class: "op-plan__count" });
  const said = make("p", { class: "op-plan__said", role: "status" });
  const main = make("button", { type: "button", class: "md-button md-button--primary", onclick: press });
  const again = make("button", { type: "button", class: "md-button", onclick: reset }, "Start over");

  function press() {
    if (clock.running()) clock.pause();
    else clock.go();
    said.textContent = "";
    if (clock.running()) watch(face, clock, look);
    look();
  }
  function reset() {
    clock.reset();
    done = 0;
    said.textContent = "";
    look();
  }
  function look() {
    if (clock.passed() >= seconds * 1000) {
      clock.reset();
      done += 1;
      signal();
      said.textContent = done < holds ? `Hold ${done} of ${holds} is over. Rest. Start the next one when you are ready.` : holds === 1 ? "Time is up." : `All ${holds} holds are over.`;
    }
    const over = done >= holds;
    face.textContent = clockFace(over ? 0 : Math.ceil((seconds * 1000 - clock.passed()) / 1000));
    bar.value = over ? seconds * 1000 : clock.passed();
    count.textContent = holds === 1 ? "" : `Hold ${Math.min(done + 1, holds)} of ${holds}`;
    switchOff(main, over, again);
    main.textContent = clock.running() ? "Pause" : clock.passed() ? "Go on" : done && !over ? "Start the next hold" : "Start the timer";
  }
  look();
  return panel("Timer", count, face, bar, make("p", { class: "op-plan__buttons" }, main, again), said);
}

/**
 * @param {number} all
 * @param {"breath" | "time"} what
 */
function makeCounter(all, what) {
  let done = 0;
  const face = make("p", { class: "op-plan__face" });
  const said = make("p", { class: "op-plan__said", role: "status" });
  const main = make("button", { type: "button", class: "md-button md-button--primary", onclick: () => count(done + 1) }, what === "breath" ? "One breath done" : "One time done");
  const again = make("button", { type: "button", class: "md-button", onclick: () => count(0) }, "Start over");
  const count = (/** @type {number} */ next) => {
    done = next;
    face.textContent = `${done} of ${all}`;
    switchOff(main, done >= all, again);
    if (main.disabled) signal();
    said.textContent = main.disabled ? `All ${all} ${what}s are done.` : "";
  };
  count(0);
  return panel(what === "breath" ? "Counter of breaths" : "Counter", face, make("p", { class: "op-plan__buttons" }, main, again), said);
}

/** Make a timer that counts up, for what has no dose that a clock could know. */
export function makeFreeTimer() {
  const clock = makeClock();
  const face = make("p", { class: "op-plan__face", role: "timer" });
  const main = make("button", { type: "button", class: "md-button", onclick: press });
  const again = make("button", { type: "button", class: "md-button", onclick: () => (clock.reset(), look()) }, "Start over");
  function press() {
    if (clock.running()) clock.pause();
    else clock.go();
    if (clock.running()) watch(face, clock, look);
    look();
  }
  function look() {
    face.textContent = clockFace(Math.floor(clock.passed() / 1000));
    main.textContent = clock.running() ? "Pause" : clock.passed() ? "Go on" : "Start the timer";
  }
  look();
  return panel("Free timer", face, make("p", { class: "op-plan__buttons" }, main, again));
}
