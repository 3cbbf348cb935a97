// @ts-check
/** Words as they are compared: folded, stemmed, and how far apart two spellings are. */

/** Words that nothing of what is looked for. */
const EMPTY_WORDS = new Set(
  ("a about after al all also am an and any are as at be been being bit both but by can cant could did do does doing dont day days during each else et ever every for from get " +
    "give go got had has have he her hers him his how i id if im in into is it its ive just keep keeps kept let little lot may me mean meaning means might mine month months must my " +
    "need of ok okay on or our ours out over please really she should since so some somebody someone something stand stands tell than that the their them then " +
    "there these they this those through to too until up us use used using very was we week weeks were what whats when where which while " +
    "who why will with without would year years you your yours").split(" "),
);

/** Words that nearly everything here is about. */
const COMMON_WORDS = new Set("bodywork client clients patient patients people person safe safely session sessions therapist therapists treatment work working".split(" "));

/**
 * Return the words of a text without case, accents and apostrophes (as `macros.search_index.folded` does).
 * @param {string} text
 * @returns {string[]}
 */
export function fold(text) {
  return (
    text
      .normalize("NFKD")
      .replace(/[\p{M}'’]/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/**
 * Return what a word shares with its plural, its other forms and its British spelling.
 * @param {string} word folded
 * @returns {string}
 */
export function stem(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  let s = word
    .replace(/aem|oed|aec|aes|oes(?=t|o)|oet|paed|aet/g, (piece) => piece.replace(/^(p?)[ao]e/, "$1e"))
    .replace(/rrhoea/, "rrhea")
    .replace(/our(?=s|ed|ing|$)/, "or")
    .replace(/is(?=e[sd]?$|ing$|ation)/, "iz")
    .replace(/ys(?=e[sd]?$|ing$)/, "yz")
    .replace(/ysis$/, "yz")
    .replace(/oeu(?=v)/, "eu")
    .replace(/vre(s?|d)$/, "ver$1")
    .replace(/^disk/, "disc")
    .replace(/tre(s?)$/, "ter$1")
    .replace(/mme(s?)$/, "m$1");
  if (/(ss|x|z|ch|sh)es$/.test(s)) s = s.slice(0, -2);
  else if (/[^aeiou]ies$/.test(s)) s = `${s.slice(0, -3)}y`;
  else if (/[^su]s$/.test(s) && !/is$/.test(s)) s = s.slice(0, -1);
  if (/ing$/.test(s) && s.length > 5) s = s.slice(0, -3).replace(/([bdgmnprt])\1$/, "$1");
  else if (/ed$/.test(s) && s.length > 4) s = s.slice(0, -2).replace(/([bdgmnprt])\1$/, "$1");
  else if (/[st]ion$/.test(s) && s.length > 5) s = s.slice(0, -3);
  return s.length > 4 ? s.replace(/e$/, "") : s;
}

/**
 * Return how many letters must be put in, left out, replaced or swapped to get from one word to the other (optimal
 * string alignment), or `most` + 1 when it is more than `most`.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 * @returns {number}
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = row;
    row = next;
  }
  return Math.min(row[b.length], most + 1);
}

const EMPTY_STEMS = new Set([...EMPTY_WORDS].map(stem));
const COMMON_STEMS = new Set([...COMMON_WORDS].map(stem));

/**
 * Tell whether a word says nothing of what is looked for.
 * @param {string} word
 */
export function isEmptyWord(word) {
  return EMPTY_WORDS.has(word);
}

/**
 * Return how much of its weight a word keeps, by its stem: little when it says nothing, half when all is about it.
 * @param {string} key
 */
export function share(key) {
  if (EMPTY_STEMS.has(key)) return 0.15;
  return COMMON_STEMS.has(key) ? 0.5 : 1;
}
