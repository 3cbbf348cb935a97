// @ts-check
/**
 * A home plan, and how it is written in the address's fragment. Only the fragment holds it, so it never leaves the device
 * with a request.
 *
 * `#v=1&c=…&i=…&h=…&r=…&n=…&i=…&m=…&z=…`: first the changes that items need (`c`, each text once), then the items in
 * order, each `i` with the fields that follow it, then what holds for the whole plan, last a checksum (`z`). A builder's
 * own address has `edit=1`. Conditions (`yes`, `unsure`, `other`) are written as the checker writes them.
 *
 * Links of a version are read for ever: a later version may add fields, and must read what this one wrote.
 */

import { read as readConditions } from "../check/state.js";
import { crc32 } from "./crc.js";

/** The version of the fragment's form. A page reads those of its own and of older versions. */
export const VERSION = 1;

/** The fields of an item that are numbers, each with its letter and the greatest number it takes. */
export const NUMBERS = /** @type {const} */ ({ hold: ["h", 3600], times: ["r", 200], breaths: ["b", 200], day: ["d", 24] });

/** Fields that belong to the item before them. */
const OF_ITEM = ["n", "k", ...Object.values(NUMBERS).map(([letter]) => letter)];
/** Fields that may come more than once. */
const MANY = ["i", "c", "yes", "unsure", "other"];

/**
 * @typedef {object} Item
 * @property {string} id of a technique; kept as it was read when nobody knows it
 * @property {number | null} hold seconds
 * @property {number | null} times how often in one go
 * @property {number | null} breaths
 * @property {number | null} day times a day
 * @property {string} note
 * @property {string[]} changes without which the item must not be done
 */

/**
 * @typedef {object} Plan
 * @property {Item[]} items in order
 * @property {string} note for the whole plan
 * @property {string} by who made it
 * @property {string} on the first day
 * @property {string[]} yes ids of precautions and red flags that apply
 * @property {string[]} unsure ids of those of which it is not known
 * @property {string[]} other conditions that the site has no entry for
 * @property {boolean} edit whether it is meant for the builder
 * @property {boolean} newer the address was made by a newer version of this page
 * @property {boolean} damaged the address was cut or altered
 * @property {string[]} unread what stood in the address and could not be read
 */

/** @returns {Plan} */
export function emptyPlan() {
  return { items: [], note: "", by: "", on: "", yes: [], unsure: [], other: [], edit: true, newer: false, damaged: false, unread: [] };
}

/**
 * @param {string} id
 * @returns {Item}
 */
export function newItem(id) {
  return { id, hold: null, times: null, breaths: null, day: null, note: "", changes: [] };
}

/**
 * Read a plan from a fragment; never throws, and drops nothing without naming it under `unread`. A fragment that holds no
 * field, such as that of a heading, is an empty plan. An id that was renamed is followed.
 * @param {string} fragment with or without its `#`
 * @param {Record<string, string>} renamed today's id for each former one
 * @returns {Plan}
 */
export function read(fragment, renamed = {}) {
  const plan = emptyPlan();
  if (!fragment.includes("=")) return plan;
  const pairs = [...new URLSearchParams(fragment.replace(/^#/, ""))];
  const { yes, unsure, other } = readConditions(fragment, renamed);
  Object.assign(plan, { yes, unsure, other, edit: false });
  /** @type {string[]} */
  const changes = [];
  /** @type {Set<number>} */
  const used = new Set();
  const seen = new Set();
  for (const [name, raw] of pairs) {
    const value = raw.trim();
    const item = plan.items.at(-1);
    const place = OF_ITEM.includes(name) ? `${plan.items.length} ${name}` : name;
    const again = seen.has(place) && !MANY.includes(name);
    seen.add(place);
    if (again || !readField(name, value, item)) plan.unread.push(`${name}=${value}`);
  }
  changes.forEach((text, at) => {
    if (!used.has(at)) plan.unread.push(`c=${text}`);
  });
  const version = Number(pairs.find(([name]) => name === "v")?.[1]);
  plan.newer = version > VERSION;
  plan.damaged = plan.unread.length > 0 || version !== VERSION || checksum(pairs) !== pairs.find(([name]) => name === "z")?.[1];
  return plan;

  /**
   * @param {string} name
   * @param {string} value
   * @param {Item | undefined} item
   * @returns {boolean} whether it could be read
   */
  function readField(name, value, item) {
    if (["v", "z", "yes", "unsure", "other"].includes(name) || !value) return true;
    if (name === "edit") plan.edit = value === "1";
    else if (name === "m") plan.note = value;
    else if (name === "by") plan.by = value;
    else if (name === "on") plan.on = value;
    else if (name === "c") changes.push(value);
    else if (name === "i") plan.items.push(newItem(Object.hasOwn(renamed, value) ? renamed[value] : value));
    else if (!item) return false;
    else if (name === "n") item.note = value;
    else if (name === "k") return readChanges(value, item);
    else return readNumber(name, value, item);
    return name !== "edit" || plan.edit;
  }

  /**
   * @param {string} value places in `changes`
   * @param {Item} item
   */
  function readChanges(value, item) {
    if (!/^\d+(\.\d+)*$/.test(value)) return false;
    const places = value.split(".").map(Number);
    const known = places.filter((place) => place in changes);
    known.forEach((place) => used.add(place));
    item.changes = [...new Set(known.map((place) => changes[place]))];
    return known.length === places.length;
  }
}

/**
 * @param {string} letter
 * @param {string} value
 * @param {Item} item
 */
function readNumber(letter, value, item) {
  for (const [name, [own, most]] of Object.entries(NUMBERS)) {
    if (own !== letter || !/^[1-9]\d{0,3}$/.test(value) || Number(value) > most) continue;
    item[/** @type {keyof typeof NUMBERS} */ (name)] = Number(value);
    return true;
  }
  return false;
}

/**
 * Return the fragment for a plan, without its `#`; empty for an empty plan.
 * @param {Plan} plan
 * @returns {string}
 */
export function write(plan) {
  /** @type {[string, string][]} */
  const pairs = [];
  const add = (/** @type {string} */ name, /** @type {string | number | null} */ value) => {
    const text = String(value ?? "").replace(/\p{Cs}/gu, "\uFFFD").trim();
    if (text) pairs.push([name, text]);
  };
  add("yes", plan.yes.join(","));
  add("unsure", plan.unsure.join(","));
  for (const words of plan.other) add("other", words);
  const changes = [...new Set(plan.items.flatMap((item) => item.changes))];
  for (const text of changes) add("c", text);
  for (const item of plan.items) {
    add("i", item.id);
    for (const [name, [letter]] of Object.entries(NUMBERS)) add(letter, item[/** @type {keyof typeof NUMBERS} */ (name)]);
    add("k", item.changes.map((text) => changes.indexOf(text)).join("."));
    add("n", item.note);
  }
  add("m", plan.note);
  add("by", plan.by);
  add("on", plan.on);
  if (!pairs.length) return "";
  pairs.unshift(["v", String(VERSION)], ...(plan.edit ? /** @type {[string, string][]} */ ([["edit", "1"]]) : []));
  pairs.push(["z", checksum(pairs)]);
  return pairs.map(([name, value]) => `${name}=${encode(value)}`).join("&");
}

/**
 * What is checked is the text, not its percent-encoding: programs that pass a link on write that in their own way.
 * @param {[string, string][]} pairs
 */
function checksum(pairs) {
  const checked = pairs.filter(([name]) => name !== "z").map((pair) => pair.join("="));
  return crc32(checked.join("&")).toString(36);
}

/**
 * Return a text as it can stand in a fragment, as short as RFC 3986 allows for the characters that are common in a note.
 * @param {string} text
 */
function encode(text) {
  return encodeURIComponent(text).replace(/%20/g, "+").replace(/%(?:2C|2F|3A|3B|3F|40)/g, decodeURIComponent);
}
