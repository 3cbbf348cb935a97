// @ts-check
/** Clocks that reckon by the time of day and not by ticks, so that they are right in a hidden tab as well. */

/**
 * @typedef {object} Clock
 * @property {() => boolean} running
 * @property {() => number} passed milliseconds that it ran
 * @property {() => void} go
 * @property {() => void} pause
 * @property {() => void} reset
 */

/**
 * @param {() => number} [now] milliseconds
 * @returns {Clock}
 */
export function makeClock(now = Date.now) {
  let before = 0;
  /** @type {number | null} */
  let since = null;
  const passed = () => before + (since === null ? 0 : Math.max(0, now() - since));
  return {
    running: () => since !== null,
    passed,
    go: () => {
      since ??= now();
    },
    pause: () => {
      before = passed();
      since = null;
    },
    reset: () => {
      before = 0;
      since = null;
    },
  };
}

/**
 * Return a time as it is shown: `0:05`, `12:00`.
 * @param {number} seconds
 */
export function clockFace(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
