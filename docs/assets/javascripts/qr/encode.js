// @ts-check
/**
 * From a text to the codewords of a QR code: byte mode, level M (about 15 % of it may be lost), versions 1 to 25, as in
 * ISO/IEC 18004, 7.4 to 7.6.
 */

import { generator, remainder } from "./reed_solomon.js";

/** Error correction codewords a block, and blocks, at level M for each version (ISO/IEC 18004, table 9). */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21];

/** The modules of a version that hold codewords. @param {number} version */
function capacity(version) {
  const aligned = Math.floor(version / 7) + 2;
  const patterns = version === 1 ? 0 : 25 * aligned ** 2 - 10 * aligned - 55;
  return (16 * version + 128) * version + 64 - patterns - (version < 7 ? 0 : 36);
}

/** @param {number} version */
function dataCodewords(version) {
  return Math.floor(capacity(version) / 8) - CORRECTION[version - 1] * BLOCKS[version - 1];
}

/** The bits in front of the data: the mode and the count of bytes. @param {number} version */
const headBits = (version) => 4 + (version < 10 ? 8 : 16);

/** @param {number} version */
const bytesIn = (version) => dataCodewords(version) - Math.ceil(headBits(version) / 8);

/** The longest text, in bytes of UTF-8. */
export const MAX_BYTES = bytesIn(CORRECTION.length);

/**
 * @param {string} text
 * @returns {{ version: number, codewords: number[] }} in the smallest version that holds it
 * @throws {RangeError} when it is longer than MAX_BYTES
 */
export function encode(text) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = CORRECTION.findIndex((_, at) => bytes.length <= bytesIn(at + 1)) + 1;
  if (!version) throw new RangeError(`${bytes.length} bytes are more than ${MAX_BYTES}`);
  return { version, codewords: interleaved(version, data(version, bytes)) };
}

/**
 * @param {number} version
 * @param {number[]} bytes
 */
function data(version, bytes) {
  const wide = headBits(version) - 4;
  let bits = "0100" + bytes.length.toString(2).padStart(wide, "0");
  bits += bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("") + "0000";
  const found = (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2));
  for (let pad = 0xec; found.length < dataCodewords(version); pad ^= 0xec ^ 0x11) found.push(pad);
  return found;
}

/**
 * Cut the data into blocks, the shorter ones first, and return them and their corrections column by column.
 * @param {number} version
 * @param {number[]} all
 */
function interleaved(version, all) {
  const blocks = BLOCKS[version - 1];
  const divisor = generator(CORRECTION[version - 1]);
  const short = Math.floor(all.length / blocks);
  const longer = all.length % blocks;
  const parts = [];
  for (let block = 0, at = 0; block < blocks; block += 1) {
    const end = at + short + (block >= blocks - longer ? 1 : 0);
    parts.push(all.slice(at, end));
    at = end;
  }
  return [...columns(parts), ...columns(parts.map((part) => remainder(part, divisor)))];
}

/** @param {number[][]} rows */
function columns(rows) {
  const longest = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: longest }, (_, at) => rows.flatMap((row) => (at < row.length ? [row[at]] : []))).flat();
}
