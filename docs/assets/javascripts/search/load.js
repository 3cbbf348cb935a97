// @ts-check
/** Fetches the search index, once, when somebody begins to search. */

import { loadData } from "../data.js";
import { makeIndex } from "./index.js";
import { rank } from "./rank.js";

/**
 * What a query gets: the answers, best first, and whether the best of them is good.
 * @typedef {{ answers: import("./rank.js").Answer[], good: boolean }} Found
 */

/**
 * A search that is ready, with the words for kinds and cautions.
 * @typedef {{ find: (query: string) => Found, kinds: Record<string, string>, cautions: Record<string, string> }} Search
 */

/**
 * @returns {Promise<Search>}
 */
export async function load() {
  const { kinds, cautions, entries, words } = await loadData("search/index.json");
  const index = makeIndex(
    entries.map((/** @type {any[]} */ [kind, name, url, also, line, caution]) => ({ kind, name, url, also, line, caution })),
    words,
  );
  return {
    kinds,
    cautions,
    find: (query) => rank(index, query),
  };
}
