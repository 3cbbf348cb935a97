// @ts-check

/**
 * Return the CRC-32 of a text's UTF-8 bytes (ISO/IEC 13239: polynomial 0xEDB88320 reflected, all ones before and after).
 * @param {string} text
 */
export function crc32(text) {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
