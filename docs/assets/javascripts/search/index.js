// @ts-check
/** The index in memory: which entries carry a word in a name, and which in their text. */

import { fold, share, stem } from "./words.js";

/**
 * An entry that can be found.
 * @typedef {{ kind: string, name: string, url: string, also: string[], line: string, caution?: string }} Entry
 */

/**
 * A name of an entry, as the stems of its words.
 * @typedef {{ entry: number, own: boolean, words: string[], stems: string[], weight: number }} Name
 */

/**
 * @typedef {object} Index
 * @property {Entry[]} entries
 * @property {Name[]} names all names of all entries
 * @property {Map<string, number[]>} inNames for each stem the places in `names` that hold it
 * @property {Map<string, number[]>} inTexts for each stem pairs of (place in `entries`, weight)
 * @property {Map<string, number>} weights for each stem how much it tells (BM25's inverse document frequency)
 * @property {string[]} stems every stem, sorted
 */

/**
 * Return the index of `entries`.
 * @param {Entry[]} entries
 * @param {Record<string, number[]>} words for each word of the texts pairs of (distance to the next entry, weight)
 * @returns {Index}
 */
export function makeIndex(entries, words = {}) {
  /** @type {Map<string, number[]>} */
  const inTexts = new Map();
  for (const [word, pairs] of Object.entries(words)) {
    const found = [];
    for (let i = 0, place = 0; i < pairs.length; i += 2) {
      place += pairs[i];
      found.push(place, pairs[i + 1]);
    }
    const key = stem(word);
    const known = inTexts.get(key);
    inTexts.set(key, known ? merged(known, found) : found);
  }
  /** @type {Name[]} */
  const names = [];
  /** @type {Map<string, number[]>} */
  const inNames = new Map();
  /** @type {Map<string, Set<number>>} */
  const holders = new Map();
  entries.forEach((entry, place) => {
    // "Hernia, known or suspected" is also just "Hernia".
    for (const name of new Set([entry.name, entry.name.split(/[,(:]/)[0], ...entry.also, ...titles(entry)])) {
      const folded = fold(name);
      if (!folded.length) continue;
      const stems = folded.map(stem);
      for (const key of new Set(stems)) {
        push(inNames, key, names.length);
        const held = holders.get(key);
        if (held) held.add(place);
        else holders.set(key, new Set([place]));
      }
      names.push({ entry: place, own: entry.name.startsWith(name), words: folded, stems, weight: 0 });
    }
  });
  const weights = new Map();
  for (const key of new Set([...inNames.keys(), ...inTexts.keys()])) {
    const held = Math.max(holders.get(key)?.size ?? 0, (inTexts.get(key)?.length ?? 0) / 2);
    const weight = Math.log(1 + (entries.length - held + 0.5) / (held + 0.5));
    weights.set(key, Math.max(weight, 0.1) * share(key));
  }
  for (const name of names) name.weight = total([...new Set(name.stems)].map((key) => weights.get(key)));
  return { entries, names, inNames, inTexts, weights, stems: [...weights.keys()].sort() };
}

/**
 * Return the title of a source, by which it is known as well as by its short reference.
 * @param {Entry} entry
 */
function titles({ kind, line }) {
  return kind === "source" ? [line] : [];
}

/**
 * Return two lists of (place, weight) pairs as one, the weights of the same place added up.
 * @param {number[]} a
 * @param {number[]} b
 */
function merged(a, b) {
  const sums = new Map();
  for (const list of [a, b]) for (let i = 0; i < list.length; i += 2) sums.set(list[i], (sums.get(list[i]) ?? 0) + list[i + 1]);
  return [...sums].flatMap(([place, weight]) => [place, Math.min(weight, 22)]);
}

/**
 * @param {Map<string, number[]>} map
 * @param {string} key
 * @param {number} value
 */
function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** @param {number[]} numbers */
export function total(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}
