// @ts-check

import { matrixOf } from "./matrix.js";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 4;

/**
 * Return the QR code of a text as a picture, dark on white whatever the page's colors, with its margin of four modules.
 * @param {string} text of at most `MAX_BYTES`
 * @param {string} label what the picture is, for those who do not see it
 * @returns {SVGElement}
 */
export function qrCode(text, label) {
  const rows = matrixOf(text);
  const size = rows.length + 2 * MARGIN;
  const make = (/** @type {string} */ tag, /** @type {Record<string, string>} */ attributes) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x + MARGIN} ${y + MARGIN}h1v1h-1z` : []))).join("");
  const picture = make("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" });
  picture.append(make("path", { d: `M0 0h${size}v${size}h-${size}z`, fill: "#fff" }), make("path", { d: path, fill: "#000" }));
  return /** @type {SVGElement} */ (picture);
}
