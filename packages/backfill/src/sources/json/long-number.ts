import { isJsonSpace } from './json-bytes';

/** Digits of the shortest whole number that JavaScript may round. */
const LONG_DIGITS = 16;
const LONG_NUMBER = new RegExp(`[ \\t\\r\\n:,[-]\\d{${LONG_DIGITS}}`);

/**
 * Whether there are sixteen digits in a row where a JSON number may stand, even inside a text. Bytes are read four at a time, as words.
 * Sixteen digits fill at least three consecutive words, so looking at every third word is enough; only a word that is all digits is looked
 * at more closely.
 */
export function mayHoldLongNumber(bytes: Uint8Array): boolean {
  const start = -bytes.byteOffset & (WORD_BYTES - 1);
  const count = Math.max(0, bytes.length - start) >> 2;
  const words = count === 0 ? NO_WORDS : new Uint32Array(bytes.buffer, bytes.byteOffset + start, count);
  for (let at = 2; at < count; at += 3) {
    if (!isAllDigits(words[at])) continue;
    let from = start + at * WORD_BYTES;
    let to = from + WORD_BYTES;
    while (isDigit(bytes[from - 1])) from -= 1;
    while (isDigit(bytes[to])) to += 1;
    if (to - from >= LONG_DIGITS && canStandBeforeNumber(bytes[from - 1])) return true;
    // The digits are looked at once.
    at = Math.max(at, Math.ceil((to - start) / WORD_BYTES) - 1);
  }
  return false;
}

const WORD_BYTES = 4;
const NO_WORDS = new Uint32Array();
const HIGH_HALVES = 0xf0f0f0f0;
const DIGIT_HALVES = 0x30303030;
/** Carries what is beyond nine into the high half of its byte. */
const BEYOND_NINE = 0x06060606;

function isAllDigits(word: number | undefined): boolean {
  return (
    word !== undefined &&
    (word & HIGH_HALVES) === DIGIT_HALVES &&
    ((word + BEYOND_NINE) & HIGH_HALVES) === DIGIT_HALVES
  );
}

/** As `mayHoldLongNumber`, of a text. */
export function textMayHoldLongNumber(text: string): boolean {
  return LONG_NUMBER.test(text);
}

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 0x30 && code <= 0x39;
}

function canStandBeforeNumber(code: number | undefined): boolean {
  return (
    code !== undefined &&
    (isJsonSpace(code) || code === 0x3a || code === 0x2c || code === 0x5b || code === 0x2d)
  );
}
