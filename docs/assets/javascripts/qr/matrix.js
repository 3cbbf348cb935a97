// @ts-check
/** From codewords to the modules of a QR code, as in ISO/IEC 18004, 6.3 and 7.7 to 7.10. */

import { encode } from "./encode.js";

/** @typedef {boolean[][]} Matrix rows of modules; true is dark */

/** The eight masks: which modules of the data each turns over. @type {((x: number, y: number) => boolean)[]} */
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/**
 * Return the QR code of a text.
 * @param {string} text
 * @param {number} [mask] one of the eight; without it the one that is easiest to read
 * @returns {Matrix}
 */
export function matrixOf(text, mask) {
  const { version, codewords } = encode(text);
  const blank = patterns(version);
  fill(blank, codewords);
  const masks = mask === undefined ? MASKS.keys() : [mask];
  const made = [...masks].map((number) => masked(blank, number));
  const scores = made.map(penalty);
  return made[scores.indexOf(Math.min(...scores))];
}

/**
 * A symbol in the making: its modules, and which of them are patterns and take no data.
 * @typedef {{ modules: Matrix, fixed: Matrix }} Symbol
 */

/**
 * @param {number} version
 * @returns {Symbol} with everything but the data and the format
 */
function patterns(version) {
  const size = 4 * version + 17;
  const blank = () => Array.from({ length: size }, () => new Array(size).fill(false));
  const symbol = { modules: blank(), fixed: blank() };
  const set = (/** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ dark) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    symbol.modules[y][x] = dark;
    symbol.fixed[y][x] = true;
  };
  const rings = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ reach, /** @type {number[]} */ light) => {
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  };
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(x, y, 4, [2, 4]);
  const places = alignment(version);
  const last = places.length - 1;
  places.forEach((x, i) => {
    places.forEach((y, j) => {
      const corner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
      if (!corner) rings(x, y, 2, [1]);
    });
  });
  for (const [x, y] of formatPlaces(size).flat()) set(x, y, false);
  set(8, size - 8, true);
  if (version >= 7) {
    const bits = (version << 12) | rest(version, 0x1f25, 12);
    for (let bit = 0; bit < 18; bit += 1) {
      const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
      set(far, near, ((bits >>> bit) & 1) === 1);
      set(near, far, ((bits >>> bit) & 1) === 1);
    }
  }
  return symbol;
}

/**
 * The middles of the alignment patterns (ISO/IEC 18004, Annex E), which are spaced evenly from the last one back.
 * @param {number} version
 */
function alignment(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, n) => 4 * version + 10 - step * (count - 2 - n))];
}

/**
 * The places of the format's 15 bits, twice, the lowest bit first.
 * @param {number} size
 * @returns {[number, number][][]}
 */
function formatPlaces(size) {
  /** @type {[number, number][]} */
  const first = [[8, 0], [8, 1], [8, 2], [8, 3], [8, 4], [8, 5], [8, 7], [8, 8], [7, 8], [5, 8], [4, 8], [3, 8], [2, 8], [1, 8], [0, 8]];
  const second = first.map((_, bit) => /** @type {[number, number]} */ (bit < 8 ? [size - 1 - bit, 8] : [8, size - 15 + bit]));
  return [first, second];
}

/**
 * The bits of a BCH code that follow `value`.
 * @param {number} value
 * @param {number} polynomial
 * @param {number} degree
 */
function rest(value, polynomial, degree) {
  let found = value << degree;
  for (let bit = 31 - Math.clz32(found); bit >= degree; bit = 31 - Math.clz32(found)) found ^= polynomial << (bit - degree);
  return found;
}

/**
 * Lay the codewords down in columns of two, from the right, up and down by turns.
 * @param {Symbol} symbol
 * @param {number[]} codewords
 */
function fill({ modules, fixed }, codewords) {
  const size = modules.length;
  let at = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const up = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (fixed[y][x] || at >= codewords.length * 8) continue;
        modules[y][x] = ((codewords[at >>> 3] >>> (7 - (at & 7))) & 1) === 1;
        at += 1;
      }
    }
  }
}

/**
 * @param {Symbol} symbol
 * @param {number} mask
 * @returns {Matrix}
 */
function masked({ modules, fixed }, mask) {
  const made = modules.map((row, y) => row.map((dark, x) => dark !== (!fixed[y][x] && MASKS[mask](x, y))));
  // Level M is 00, so the five bits of the format are those of the mask.
  const bits = ((mask << 10) | rest(mask, 0x537, 10)) ^ 0x5412;
  for (const places of formatPlaces(made.length)) {
    places.forEach(([x, y], bit) => (made[y][x] = ((bits >>> bit) & 1) === 1));
  }
  return made;
}

/**
 * Score how hard a symbol is to read (ISO/IEC 18004, 7.8.3.1).
 * @param {Matrix} rows
 */
function penalty(rows) {
  const columns = rows.map((_, x) => rows.map((row) => row[x]));
  let score = 0;
  for (const line of [...rows, ...columns]) {
    const text = line.map(Number).join("");
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) score += run.length - 2;
    for (const like of ["10111010000", "00001011101"]) {
      for (let at = text.indexOf(like); at >= 0; at = text.indexOf(like, at + 1)) score += 40;
    }
  }
  const size = rows.length;
  let dark = 0;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (rows[y][x]) dark += 1;
      if (x && y && rows[y][x] === rows[y - 1][x] && rows[y][x] === rows[y][x - 1] && rows[y][x] === rows[y - 1][x - 1]) score += 3;
    }
  }
  return score + Math.floor(Math.abs((dark * 100) / size ** 2 - 50) / 5) * 10;
}
