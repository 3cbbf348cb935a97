// @ts-check
/** Reed-Solomon codes over GF(2⁸) with the polynomial x⁸+x⁴+x³+x²+1, as in ISO/IEC 18004, 7.5.2 and Annex A. */

/**
 * @param {number} a
 * @param {number} b
 */
function multiply(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

/**
 * Return the generator polynomial of a degree, without its leading 1.
 * @param {number} degree
 */
export function generator(degree) {
  const found = new Array(degree).fill(0);
  found[degree - 1] = 1;
  let root = 1;
  for (let n = 0; n < degree; n += 1) {
    for (let at = 0; at < degree; at += 1) found[at] = multiply(found[at], root) ^ (found[at + 1] ?? 0);
    root = multiply(root, 2);
  }
  return found;
}

/**
 * Return the error correction codewords of `data`.
 * @param {number[]} data
 * @param {number[]} divisor of `generator`
 */
export function remainder(data, divisor) {
  const found = new Array(divisor.length).fill(0);
  for (const byte of data) {
    const factor = byte ^ found.shift();
    found.push(0);
    divisor.forEach((coefficient, at) => (found[at] ^= multiply(coefficient, factor)));
  }
  return found;
}
