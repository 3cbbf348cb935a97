// @ts-check
/** What the search box shows: answers as links, and a way on when there is no good one. */

import { make } from "../dom.js";
import { pageAt } from "../root.js";
import { fold, stem } from "./words.js";

/** @typedef {import("./load.js").Search} Search */
/** @typedef {import("./load.js").Found} Found */

/** Where to go when no entry goes by that name. */
const WAYS = [
  ["check/", "May I? The checker", "Name a client’s conditions and see what is left."],
  ["matrix/", "The matrix", "Every precaution with every technique."],
];

/**
 * Return `text` with the words that were asked for marked.
 * @param {string} text
 * @param {Set<string>} stems
 * @returns {(Node | string)[]}
 */
function marked(text, stems) {
  return text.split(/(\s+|[-/()])/).map((piece) => {
    const words = fold(piece);
    return words.length === 1 && stems.has(stem(words[0])) ? make("mark", {}, piece) : piece;
  });
}

/**
 * @param {string} address
 * @param {(Node | string)[]} children
 */
function item(address, ...children) {
  const article = make("div", { class: "md-search-result__article md-typeset" }, ...children);
  const link = make("a", { class: "md-search-result__link", href: address }, article);
  return make("li", { class: "md-search-result__item op-result" }, link);
}

/**
 * @param {import("./rank.js").Answer} answer
 * @param {Search} search
 */
function answerItem({ entry, name, words }, search) {
  const stems = new Set(words);
  const by = entry.also.find((also) => fold(also).join(" ") === name);
  const title = make("span", { class: "op-result__name" }, ...marked(entry.name, stems));
  const badges = [make("span", { class: "op-kind", "data-kind": entry.kind }, search.kinds[entry.kind] ?? entry.kind)];
  if (entry.caution) {
    const words = search.cautions[entry.caution] ?? entry.caution;
    badges.push(make("span", { class: "op-caution", "data-caution": entry.caution }, words));
  }
  const parts = [title, make("span", { class: "op-result__badges" }, ...badges)];
  if (by) parts.push(make("span", { class: "op-result__by" }, "also called ", ...marked(by, stems)));
  if (entry.line) parts.push(make("span", { class: "op-result__line" }, entry.line));
  const made = item(pageAt(entry.url), ...parts);
  made.dataset.kind = entry.kind;
  return made;
}

/**
 * Return the items of the list for what was found, and the words that say how it went.
 * @param {string} query
 * @param {Found} found
 * @param {Search} search
 * @returns {{ items: HTMLElement[], status: string }}
 */
export function show(query, { answers, good }, search) {
  if (!query.trim()) return { items: [], status: "Type a technique, a condition, a drug, a word" };
  const items = answers.slice(0, good ? answers.length : 5).map((answer) => answerItem(answer, search));
  if (good) return { items, status: answers.length === 1 ? "1 entry" : `${answers.length} entries, best first` };
  const ways = WAYS.map(([path, name, line]) =>
    item(pageAt(path), make("span", { class: "op-result__name" }, name), make("span", { class: "op-result__line" }, line)),
  );
  const status = items.length ? "No entry goes by that name. The nearest, and two ways on:" : "No entry goes by that name. Two ways on:";
  return { items: [...items, ...ways], status };
}
