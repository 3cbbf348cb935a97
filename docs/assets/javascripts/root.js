// @ts-check

/**
 * The site's address, from what Material writes into each page. Read once, on the first page: Material swaps pages
 * later without a reload, and what it wrote is relative to the first.
 */
export const ROOT = new URL(
  JSON.parse(document.getElementById("__config")?.textContent ?? '{"base": "."}').base.replace(/\/?$/, "/"),
  location.href,
).href;
