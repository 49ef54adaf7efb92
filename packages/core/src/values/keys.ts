import { toWellFormed } from '../well-formed';

/** What can be told from a key alone. */
export interface KeyFacts {
  readonly lower: string;
  /** The key without its date ending; `undefined`: it has none. An empty stem is `event`. */
  readonly dateStem: string | undefined;
  /** A whole key under which a day without an hour is a date, though it has no date ending. */
  readonly namesDay: boolean;
  /** A whole key whose number is an amount of money when a currency stands beside it. */
  readonly namesMoney: boolean;
}

/** The longest first, so that `callStartDateTime` loses `DateTime` and not only `Time`. */
const DATE_ENDING =
  /(?:_timestamp|Timestamp|_datetime|DateTime|_date|Date|_time|Time|_at|At|_on|On|^date|^time|^timestamp)$/;
const DAY_NAMES = new Set(['birthday', 'dob', 'expires', 'due', 'start', 'end']);
const MONEY_NAMES = new Set([
  'revenue',
  'total',
  'subtotal',
  'price',
  'value',
  'tax',
  'shipping',
  'discount',
  'amount',
]);

export function readKeyFacts(key: string): KeyFacts {
  const ending = DATE_ENDING.exec(key);
  const lower = key.toLowerCase();
  return {
    lower,
    dateStem: ending === null ? undefined : key.slice(0, ending.index),
    namesDay: DAY_NAMES.has(key),
    namesMoney: MONEY_NAMES.has(lower),
  };
}

/** A key as Intercom allows it, with the forms that comparisons want; `legal` is empty where nothing is left. */
export interface LegalKey {
  readonly legal: string;
  readonly lower: string;
  /** One of 32, the same for the same `lower`: keys with different ones are not alike. */
  readonly bit: number;
}

/**
 * The key as Intercom allows it: letters, marks and digits of any script, `_`, `-` and blank stay, anything else becomes
 * `_`. Source: Intercom help centre, "Events explained", on punctuation in keys.
 */
export function legaliseKey(key: string): LegalKey {
  const legal = legalise(key);
  const lower = legal.toLowerCase();
  return { legal, lower, bit: bitOf(lower) };
}

/** Of its length and three of its characters, which tell most keys of a call apart. */
function bitOf(text: string): number {
  const { length } = text;
  const mixed =
    length * 3 + text.charCodeAt(0) * 5 + text.charCodeAt(length >> 1) * 7 + text.charCodeAt(length - 1) * 11;
  return 1 << (mixed & 31);
}

function legalise(key: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(key)) return key;
  if (!/[\p{L}\p{M}\p{N}_-]/u.test(key)) return '';
  return toNfc(
    toWellFormed(key)
      .replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, '_')
      .trim(),
  );
}

/** Ours: a run of combining marks in natural text has a few, and at most thirty by UAX #15, "Stream-Safe Text Format". */
const MARKS_MAX = 256;
const RUN_OF_MARKS = new RegExp(`\\p{M}{1,${MARKS_MAX}}`, 'gu');

/**
 * NFC, in a time that grows with the length: to put a run of marks in order takes the square of its length, so a longer
 * run is put in order piece by piece. Elsewhere no character composes with one behind a mark, and a cut changes nothing.
 */
function toNfc(text: string): string {
  if (text.length <= MARKS_MAX) return text.normalize('NFC');
  let composed = '';
  let from = 0;
  for (const { 0: marks, index } of text.matchAll(RUN_OF_MARKS)) {
    if (marks.length < MARKS_MAX) continue;
    const end = index + marks.length;
    composed += text.slice(from, end).normalize('NFC');
    from = end;
  }
  return composed + text.slice(from).normalize('NFC');
}

/** Whether Intercom would read the value under this key as a date. */
export function endsInDate(lowerKey: string): boolean {
  return lowerKey.endsWith('_date');
}
