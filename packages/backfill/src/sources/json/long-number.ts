import { isJsonSpace } from './json-bytes';

/** Digits of the shortest whole number that JavaScript may round. */
const LONG_DIGITS = 16;

/**
 * Whether sixteen digits follow each other where a number of JSON may stand, be it in a text. `codeAt` gives a character or a byte of
 * so many. Of those each sixteenth is looked at, and more only where it is a digit.
 */
export function mayHoldLongNumber(length: number, codeAt: (at: number) => number): boolean {
  for (let at = LONG_DIGITS - 1; at < length; at += LONG_DIGITS) {
    if (!isDigit(codeAt(at))) continue;
    let from = at;
    while (from > 0 && isDigit(codeAt(from - 1))) from -= 1;
    let to = at + 1;
    while (to < length && isDigit(codeAt(to))) to += 1;
    if (to - from >= LONG_DIGITS && from > 0 && canStandBeforeNumber(codeAt(from - 1))) return true;
    // The digits are looked at once.
    at = Math.max(at, to - LONG_DIGITS);
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function canStandBeforeNumber(code: number): boolean {
  return isJsonSpace(code) || code === 0x3a || code === 0x2c || code === 0x5b || code === 0x2d;
}
