import { isJsonSpace } from './json-bytes';

/** Digits of the shortest whole number that JavaScript may round. */
const LONG_DIGITS = 16;
const LONG_NUMBER = new RegExp(`[ \\t\\r\\n:,[-]\\d{${LONG_DIGITS}}`);

/**
 * Whether sixteen digits follow each other where a number of JSON may stand, be it in a text. Each sixteenth byte is looked at, and
 * more only where it is a digit.
 */
export function mayHoldLongNumber(bytes: Uint8Array): boolean {
  const { length } = bytes;
  for (let at = LONG_DIGITS - 1; at < length; at += LONG_DIGITS) {
    if (!isDigit(bytes[at])) continue;
    let from = at;
    while (from > 0 && isDigit(bytes[from - 1])) from -= 1;
    let to = at + 1;
    while (to < length && isDigit(bytes[to])) to += 1;
    if (to - from >= LONG_DIGITS && canStandBeforeNumber(bytes[from - 1])) return true;
    // The digits are looked at once.
    at = Math.max(at, to - LONG_DIGITS);
  }
  return false;
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
