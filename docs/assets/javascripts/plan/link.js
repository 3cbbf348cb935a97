// @ts-check
/** The client's link: what stands in it, where it leads, and how long it may be. */

import { pageAt } from "../root.js";
import { MAX_BYTES } from "../qr/encode.js";
import { write } from "./state.js";

/** @typedef {import("./state.js").Plan} Plan */
/** @typedef {import("./state.js").Item} Item */
/** @typedef {import("./judge.js").Judgment} Judgment */

/**
 * The longest link that gets a QR code. It is what version 25 holds at level M: 117 modules and a margin of 4 on 75 mm of
 * paper are 0.6 mm each, which the camera of a phone reads with a third of that to spare, and level M mends a crease.
 */
export const LIMIT = MAX_BYTES;

/**
 * Return the plan as the client gets it: only items that remain, each with the changes that its verdict asks for, and
 * conditions only when they were chosen to go along.
 * @param {Plan} plan
 * @param {Judgment} judgment
 * @param {boolean} withConditions
 * @returns {Plan}
 */
export function forClient(plan, judgment, withConditions) {
  const items = plan.items.flatMap((item) => {
    const judged = judgment.items.get(item.id);
    return judged?.open ? [{ ...item, changes: [...new Set([...item.changes, ...judged.changes])] }] : [];
  });
  const conditions = withConditions ? {} : { yes: [], unsure: [], other: [] };
  return { ...plan, ...conditions, items, edit: false };
}

/**
 * Return the address of a plan. A copy that was opened from a folder has no address for others: there the site's stands.
 * @param {Plan} plan
 */
export function addressOf(plan) {
  const canonical = document.querySelector("link[rel=canonical]");
  const page = location.protocol === "file:" && canonical instanceof HTMLLinkElement ? canonical.href : pageAt("plan/");
  return `${page}#${write(plan)}`;
}

/**
 * Return what to leave out of a plan that is too long, the greatest gain first; empty when it fits.
 * @param {Plan} plan
 * @param {(id: string) => string} nameOf
 * @returns {{ over: number, gains: { what: string, gain: number }[] }}
 */
export function tooLong(plan, nameOf) {
  const length = addressOf(plan).length;
  if (length <= LIMIT) return { over: 0, gains: [] };
  const gain = (/** @type {string} */ what, /** @type {Plan} */ without) => ({ what, gain: length - addressOf(without).length });
  const withItem = (/** @type {number} */ at, /** @type {Partial<Item>} */ values) => plan.items.map((item, n) => (n === at ? { ...item, ...values } : item));
  const gains = [
    gain("the note for the whole plan", { ...plan, note: "" }),
    gain("your name and contact", { ...plan, by: "" }),
    gain("the conditions", { ...plan, yes: [], unsure: [], other: [] }),
    ...plan.items.map((item, at) => gain(`the note for “${nameOf(item.id)}”`, { ...plan, items: withItem(at, { note: "" }) })),
    ...plan.items.map((item, at) => gain(`the whole item “${nameOf(item.id)}”`, { ...plan, items: plan.items.filter((_, n) => n !== at) })),
  ];
  const worth = gains.filter((one) => one.gain > 9).sort((a, b) => b.gain - a.gain);
  return { over: length - LIMIT, gains: worth.slice(0, 4) };
}
