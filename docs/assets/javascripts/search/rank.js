// @ts-check
/** Which entries answer a query, the best first. */

import { alike } from "./alike.js";
import { total } from "./index.js";
import { distance, fold, isEmptyWord, stem } from "./words.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Entry} Entry */

/**
 * An answer: how well it fits (0 to about 4), whether one of its names is what was asked, how much of
 * what was asked stands in its names, how much of the best of them was asked, which one that is, and which words were meant.
 * @typedef {{ entry: Entry, score: number, same: boolean, share: number, ofName: number, name: string | null, words: string[] }} Answer
 */

// The weights were chosen by the queries of tests/search/queries.yaml.

/** The best name counts once; how much of the query all names hold together, and the text, beside it. */
const ALL_NAMES = 0.45;
const TEXT = 0.8;

/** A name that is just what was asked counts more; the page's own name the most: an exact title comes first. */
const EXACT = 0.6;
const EXACT_OWN = 1.5;
const OWN_NAME = 1.06;

/** That the name holds what was asked counts more than that the name was asked whole (the F-measure's beta, squared). */
const BETA = 1.5;

/** A name all of whose words were asked counts more than one that was asked in part. */
const WHOLE = 1.3;

/** Of two entries that fit alike, the one that says what to do comes before the one that explains a word. */
const KINDS = /** @type {Record<string, number>} */ ({
  technique: 1.04,
  precaution: 1.05,
  condition: 1.02,
  question: 0.98,
  claim: 0.96,
  term: 0.85,
  demand: 0.88,
  source: 0.55,
});

/** Who asks for the meaning of a word wants the glossary. */
const DEFINED = 1.5;
const MEANING = /^(what (does|do) .* mean|what is (a |an |the )?(meaning|definition) of|define )/i;

/** Who names an author looks for the source: a word that stands in the names of sources alone. */
const CITED = 2.5;

/** How surely a word means another that people use for it. */
const ALIKE = 0.5;

/** What is asked as a question is rather answered by a question's page. */
const ASKED = 1.15;
const QUESTION = /^(how|why|what|when|where|who|can|could|should|is|are|am|do|does|did|will|would|may|my)\b.*\s.*\s/i;

/**
 * A red flag comes first when it fits nearly as well as the best answer, or when its names hold nearly all of a
 * description and it fits roughly as well. Always the better part of one of its names was asked, and it fits at all.
 */
const NEARLY = 0.95;
const DESCRIBED = 0.8;
const ROUGHLY = 0.6;
const SIGN = 0.6;
const FITS = 0.34;

/** How surely the best answer must hold what was asked (0 to 1); below, it is only the nearest. */
const GOOD = 0.42;

/** How much of a long text is looked at: the letters and words of a long question. */
const LETTERS = 300;
const WORDS = 24;

/**
 * Return the answers to a query, the best first, and whether the best is a good one.
 * @param {Index} index
 * @param {string} query
 * @param {number} most how many answers
 * @returns {{ answers: Answer[], good: boolean }}
 */
export function rank(index, query, most = 20) {
  const text = query.slice(0, LETTERS);
  const asked = meanings(index, text, false);
  const answers = ranked(index, text, asked);
  const [best] = answers;
  if (best) return { answers: answers.slice(0, most), good: held(index, asked, best.entry) * (KINDS[best.entry.kind] ?? 1) >= GOOD };
  return { answers: ranked(index, text, meanings(index, text, true)).slice(0, most), good: false };
}

/**
 * Return how surely an entry holds what was asked, in a name or in its text: 1 for all words as they were typed.
 * @param {Index} index
 * @param {Asked[]} asked
 * @param {Entry} entry
 */
function held(index, asked, entry) {
  const place = index.entries.indexOf(entry);
  const holds = (/** @type {string} */ key) =>
    (index.inNames.get(key) ?? []).some((name) => index.names[name].entry === place) ||
    (index.inTexts.get(key) ?? []).some((other, i) => i % 2 === 0 && other === place);
  const sure = asked.map(({ weight, stems }) => weight * Math.max(0, ...[...stems].map(([key, s]) => (holds(key) ? s * s : 0))));
  return total(sure) / total(asked.map(({ weight }) => weight));
}

/**
 * @param {Index} index
 * @param {string} query
 * @param {Asked[]} asked
 * @returns {Answer[]}
 */
function ranked(index, query, asked) {
  const whole = total(asked.map((word) => word.weight));
  if (!whole) return [];
  const { best, shares } = byName(index, asked, whole);
  const texts = byText(index, asked, whole);
  const question = QUESTION.test(query.trim());
  const defined = MEANING.test(query.trim());
  const authors = namedSources(index, asked);
  /** @type {Answer[]} */
  const answers = [];
  for (const place of new Set([...best.keys(), ...texts.keys()])) {
    const entry = index.entries[place];
    const fit = best.get(place);
    const name = fit ? index.names[fit.name] : null;
    let score = (fit?.score ?? 0) + ALL_NAMES * (shares.get(place) ?? 0) + TEXT * (texts.get(place) ?? 0);
    if (fit?.same) score += (name?.own ? EXACT_OWN : EXACT) * Math.min(1, fit.score);
    score *= KINDS[entry.kind] ?? 1;
    if (question && entry.kind === "question") score *= ASKED;
    if (defined && entry.kind === "term") score *= DEFINED;
    if (entry.kind === "source" && authors.has(place)) score *= CITED;
    answers.push({ entry, score, same: fit?.same ?? false, share: shares.get(place) ?? 0, ofName: fit?.ofName ?? 0, name: name ? name.words.join(" ") : null, words: [] });
  }
  answers.sort((a, b) => b.score - a.score || a.entry.name.length - b.entry.name.length);
  const first = answers[0]?.score ?? 0;
  const several = asked.filter(({ empty }) => !empty).length > 1;
  const isFirst = (/** @type {Answer} */ { score, share, ofName }) =>
    score >= FITS && ofName >= SIGN && (score >= first * NEARLY || (several && !answers[0].same && share >= DESCRIBED && score >= first * ROUGHLY));
  const flags = answers.filter((answer) => answer.entry.kind === "red-flag" && isFirst(answer));
  const rest = answers.filter((answer) => !flags.includes(answer));
  const words = asked.filter(({ empty }) => !empty).flatMap(({ stems }) => [...stems.keys()]);
  return [...flags, ...rest].map((answer) => ({ ...answer, words }));
}

/**
 * Return the places of the sources whose short reference was named: by a word that no other kind of entry has in a name,
 * or by the year and a word more.
 * @param {Index} index
 * @param {Asked[]} asked
 * @returns {Set<number>}
 */
function namedSources(index, asked) {
  const keys = asked.flatMap(({ empty, stems }) => (empty ? [] : [...stems].filter(([, sure]) => sure === 1).map(([key]) => key)));
  const named = (/** @type {string} */ key) => (index.inNames.get(key) ?? []).map((place) => index.names[place]);
  const isSource = (/** @type {{ entry: number }} */ { entry }) => index.entries[entry].kind === "source";
  const years = keys.filter((key) => /^(19|20)\d\d$/.test(key));
  const words = keys.filter((key) => !/^\d+$/.test(key));
  const alone = words.filter((key) => named(key).every(isSource));
  const ofYear = new Set(years.flatMap(named));
  return new Set(
    [...alone.flatMap(named), ...words.flatMap(named).filter((name) => ofYear.has(name))]
      .filter((name) => name.own && isSource(name))
      .map(({ entry }) => entry),
  );
}

/**
 * A word of the query: the stems that it may mean, each with how surely, how much it tells, and whether it is an empty word.
 * @typedef {{ empty: boolean, weight: number, stems: Map<string, number> }} Asked
 */

/**
 * Return what each word of the query may mean: itself, the beginning of a word, a word with a typing error in it, or,
 * with its neighbor, one word written as two.
 * @param {Index} index
 * @param {string} query
 * @param {boolean} loosely whether also words that are only somewhat alike are meant
 * @returns {Asked[]}
 */
function meanings(index, query, loosely) {
  const words = fold(query).slice(0, WORDS);
  const telling = words.filter((word) => !isEmptyWord(word));
  const unfinished = /[\p{L}\p{N}]$/u.test(query) ? words.length - 1 : -1;
  const unknown = Math.log(1 + index.entries.length);
  return words.flatMap((word, i) => {
    const empty = isEmptyWord(word);
    const stems = meaningsOf(index, word, i === unfinished, loosely);
    for (const other of [words[i - 1], words[i + 1]]) {
      const joined = other === undefined ? "" : stem(other === words[i - 1] ? other + word : word + other);
      if (joined && index.inNames.has(joined) && !stems.has(joined)) stems.set(joined, 0.9);
    }
    const own = index.weights.get(stem(word));
    const weight = own ?? Math.max(0, ...[...stems].map(([key, sure]) => sure * (index.weights.get(key) ?? 0)));
    if (!stems.size && (empty || word.length < 3)) return [];
    return [{ empty, weight: empty && telling.length ? weight * 0.5 : weight || unknown * 0.6, stems }];
  });
}

/**
 * @param {Index} index
 * @param {string} word folded
 * @param {boolean} unfinished
 * @param {boolean} loosely
 * @returns {Map<string, number>} stems, each with how surely it is meant (0 to 1)
 */
function meaningsOf(index, word, unfinished, loosely) {
  const key = stem(word);
  /** @type {Map<string, number>} */
  const found = new Map();
  if (index.weights.has(key)) found.set(key, 1);
  for (const other of alike(key)) if (index.weights.has(other)) found.set(other, ALIKE);
  if (word.length > 1 && (unfinished || (!found.size && word.length > 3))) {
    for (const longer of startingWith(index.stems, key.length < word.length && unfinished ? key : word)) {
      if (!found.has(longer)) found.set(longer, (unfinished ? 0.85 : 0.7) * Math.sqrt(word.length / longer.length));
    }
  }
  const known = index.inNames.has(key);
  if (!known && word.length > (loosely ? 1 : 3)) {
    const most = (word.length > 5 ? 2 : 1) + (loosely ? 1 : 0);
    for (const other of index.stems) {
      if (Math.abs(other.length - key.length) > most || found.has(other)) continue;
      const apart = distance(key, other, most);
      if (apart > most || other.length < 3) continue;
      const sure = (found.has(key) ? 0.55 : 0.9) * (1 - (apart * (key[0] === other[0] ? 1 : 1.4)) / Math.max(key.length, other.length));
      if (sure > (loosely ? 0.2 : 0.4)) found.set(other, sure);
    }
  }
  return found;
}

/**
 * @param {string[]} sorted
 * @param {string} start
 * @returns {string[]} those that begin with `start`
 */
function startingWith(sorted, start) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < start) low = middle + 1;
    else high = middle;
  }
  const found = [];
  while (low < sorted.length && sorted[low].startsWith(start) && found.length < 60) found.push(sorted[low++]);
  return found;
}

/**
 * Compare the query with each name that holds one of its words. A name fits by the harmonic mean of two shares: how much
 * of the name was asked for, and how much of what was asked is in the name.
 * @param {Index} index
 * @param {Asked[]} asked
 * @param {number} most the weight of all that was asked
 */
function byName(index, asked, most) {
  /** @type {Map<number, Float64Array>} for each name, for each word of the query how surely the name holds it */
  const held = new Map();
  /** @type {Map<number, Map<string, number>>} for each name, for each of its stems how surely it was asked */
  const hit = new Map();
  asked.forEach(({ stems }, i) => {
    for (const [key, sure] of stems) {
      for (const place of index.inNames.get(key) ?? []) {
        let words = held.get(place);
        if (!words) held.set(place, (words = new Float64Array(asked.length)));
        words[i] = Math.max(words[i], sure);
        let keys = hit.get(place);
        if (!keys) hit.set(place, (keys = new Map()));
        keys.set(key, Math.max(keys.get(key) ?? 0, sure));
      }
    }
  });
  /** @type {Map<number, { name: number, score: number, same: boolean, ofName: number }>} */
  const best = new Map();
  /** @type {Map<number, Float64Array>} */
  const all = new Map();
  for (const [place, words] of held) {
    const name = index.names[place];
    const keys = /** @type {Map<string, number>} */ (hit.get(place));
    const ofName = total([...new Set(name.stems)].map((key) => (keys.get(key) ?? 0) * (index.weights.get(key) ?? 0))) / name.weight;
    const ofQuery = total(asked.map(({ weight }, i) => weight * words[i])) / most;
    const own = name.own ? OWN_NAME : 1;
    const whole = ofName > 0.99 ? WHOLE : 1;
    const score = (own * whole * (1 + BETA) * ofName * ofQuery) / (BETA * ofName + ofQuery || 1);
    const same = keys.size === new Set(name.stems).size && words.every((sure) => sure > 0);
    if (score + (same ? 1 : 0) > (best.get(name.entry)?.score ?? 0) + (best.get(name.entry)?.same ? 1 : 0)) {
      best.set(name.entry, { name: place, score, same, ofName });
    }
    const union = all.get(name.entry);
    if (union) words.forEach((sure, i) => (union[i] = Math.max(union[i], sure)));
    else all.set(name.entry, words.slice());
  }
  const shares = new Map([...all].map(([entry, words]) => [entry, total(asked.map(({ weight }, i) => weight * words[i])) / most]));
  return { best, shares };
}

/**
 * Return for each entry whose text holds a word of the query how much of the query it answers, by BM25.
 * @param {Index} index
 * @param {Asked[]} asked
 * @param {number} whole
 * @returns {Map<number, number>}
 */
function byText(index, asked, whole) {
  const found = new Map();
  for (const { weight, stems } of asked) {
    /** @type {Map<number, number>} */
    const ofWord = new Map();
    for (const [key, sure] of stems) {
      const pairs = index.inTexts.get(key) ?? [];
      for (let i = 0; i < pairs.length; i += 2) {
        ofWord.set(pairs[i], Math.max(ofWord.get(pairs[i]) ?? 0, (sure * pairs[i + 1]) / 22));
      }
    }
    for (const [place, share] of ofWord) found.set(place, (found.get(place) ?? 0) + (weight * share) / whole);
  }
  return found;
}
