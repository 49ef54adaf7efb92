import { BYTE, isJsonSpace } from './json-bytes';

/**
 * The index after the value that begins at `from`; -1: it does not end here. Brackets outside of texts are counted, and nothing
 * else is looked at, so that a value with a fault is passed over too.
 */
export function skipValue(bytes: Buffer, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === BYTE.quote) {
      at = closingQuote(bytes, at + 1);
      if (depth === 0) return at < bytes.length ? at + 1 : -1;
    } else if (byte === BYTE.openBrace || byte === BYTE.openBracket) depth += 1;
    else if (byte === BYTE.closeBrace || byte === BYTE.closeBracket) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (byte === BYTE.comma || isJsonSpace(byte))) return at;
  }
  return -1;
}

/** The index of the closing quote, or the length of the bytes. */
function closingQuote(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== BYTE.quote) at += bytes[at] === BYTE.backslash ? 2 : 1;
  return at;
}
