import { UTC, type TimeZone } from '../time-zone';
import { toAsciiDigits } from './digits';
import { unwrapExtendedJson } from './extended-json';

/** A moment as read from a call. */
export interface ReadTime {
  /** Milliseconds since 1970, possibly negative. */
  readonly epochMs: number;
  /** The same of the date and hour as written, as if their zone were UTC. */
  readonly writtenMs: number;
  /** The text named a day and no hour; the moment is that day's first. */
  readonly dateOnly: boolean;
}

export const DAY_MS = 86_400_000;

export const YEAR_1971_MS = Date.UTC(1971, 0, 1);

/** The first moment that is too late for an event or for a count under a date key: both end with the year 2100. */
export const YEAR_2101_MS = Date.UTC(2101, 0, 1);

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_BEFORE_1970 = daysBeforeYear(1970);

/**
 * Reads ISO 8601 text: a date alone, or a date, `T` or a blank, hours and minutes; seconds, fraction and zone may
 * be missing; no zone means `timeZone`. The zone may have the forms of `readRareZone`. `undefined`: not that form, or a date
 * that does not exist (30 February).
 */
export function readIsoTime(text: string, timeZone: TimeZone = UTC): ReadTime | undefined {
  const day = readDay(text);
  if (day === undefined) return undefined;
  if (text.length === 10) return asDay(day, timeZone);

  const separator = text[10];
  if (separator !== 'T' && separator !== 't' && separator !== ' ') return undefined;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  if (!(hour <= 23 && minute <= 59) || text[13] !== ':') return undefined;

  let at = 16;
  let ms = 0;
  if (text[at] === ':') {
    const second = twoDigits(text, 17);
    if (!(second <= 59)) return undefined;
    ms = second * 1000;
    at = 19;
    if (text[at] === '.') {
      const fractionStart = at + 1;
      at = fractionStart;
      // Digits after the third count nothing.
      for (let unitMs = 100; isDigit(digitAt(text, at)); unitMs = Math.floor(unitMs / 10)) {
        ms += digitAt(text, at) * unitMs;
        at += 1;
      }
      if (at === fractionStart) return undefined;
    }
  }
  const writtenMs = day * DAY_MS + (hour * 60 + minute) * 60_000 + ms;
  if (at === text.length) return { epochMs: timeZone(writtenMs), writtenMs, dateOnly: false };
  const zoneMinutes = readZone(text, at);
  if (zoneMinutes === undefined) return undefined;
  return { epochMs: writtenMs - zoneMinutes * 60_000, writtenMs, dateOnly: false };
}

/**
 * Reads a count since 1970 by its size: from 1e8 seconds, from 1e11 milliseconds, from 1e14 microseconds, below
 * 1e17. Returns milliseconds; `undefined`: too small or too large to be a time.
 */
export function readEpoch(count: number): number | undefined {
  if (!(count >= 1e8 && count < 1e17)) return undefined;
  if (count < 1e11) return count * 1000;
  return count < 1e14 ? count : count / 1000;
}

/** The same for text of digits, perhaps with a fraction, as databases and languages write seconds. */
export function readEpochText(text: string): number | undefined {
  if (text.length < 9 || text.length > COUNT_LENGTH_MAX || !/^\d+(?:\.\d+)?$/.test(text)) return undefined;
  return readEpoch(Number(text));
}

/** Ours: seventeen digits, a point, and as many again. */
const COUNT_LENGTH_MAX = 35;

/** Days since 1970 of eight digits such as `20240229`; `undefined`: no such day. */
export function readCompactDay(digits: string): number | undefined {
  if (!/^\d{8}$/.test(digits)) return undefined;
  return daysSince1970(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6)));
}

/** Any form in which a call may state a time, in the digits of any script. No zone means `timeZone`. */
export function readAnyTime(value: unknown, timeZone: TimeZone = UTC): ReadTime | undefined {
  if (typeof value === 'string') {
    const text = value.trim();
    const time = readTimeText(text, timeZone);
    if (time !== undefined || !mayHoldOtherDigits(text)) return time;
    return readTimeText(toAsciiDigits(text), timeZone);
  }
  if (typeof value === 'number')
    return asMoment(readEpoch(value)) ?? readCompactTime(String(value), timeZone);
  if (value instanceof Date) return asMoment(value.getTime());
  const plain = unwrapExtendedJson(value);
  return plain === value ? undefined : readAnyTime(plain, timeZone);
}

function readTimeText(text: string, timeZone: TimeZone): ReadTime | undefined {
  return readIsoTime(text, timeZone) ?? asMoment(readEpochText(text)) ?? readCompactTime(text, timeZone);
}

/** In UTF-16 units. Ours: the longest form of a time has some forty characters, of which a script may take two units. */
const TIME_LENGTH_MAX = 80;

/** Whether the text is short enough to be a time, and not all of ASCII. */
function mayHoldOtherDigits(text: string): boolean {
  return text.length <= TIME_LENGTH_MAX && /[\u0080-\uffff]/.test(text);
}

/** The first of Arabic, before which there are none but those of ASCII. */
export const FIRST_OTHER_DIGIT = 0x0660;

/** The text in ASCII digits where it begins with a digit of another script and may be a time; `undefined`: it does not. */
export function fromOtherDigits(text: string): string | undefined {
  return text.length <= TIME_LENGTH_MAX && /^\p{Nd}/u.test(text) ? toAsciiDigits(text) : undefined;
}

function readCompactTime(digits: string, timeZone: TimeZone): ReadTime | undefined {
  const day = readCompactDay(digits);
  return day === undefined ? undefined : asDay(day, timeZone);
}

function asDay(day: number, timeZone: TimeZone): ReadTime {
  const writtenMs = day * DAY_MS;
  return { epochMs: timeZone(writtenMs), writtenMs, dateOnly: true };
}

/** A moment that no zone was written with. */
export function asMoment(epochMs: number | undefined): ReadTime | undefined {
  return epochMs === undefined || Number.isNaN(epochMs)
    ? undefined
    : { epochMs, writtenMs: epochMs, dateOnly: false };
}

function readDay(text: string): number | undefined {
  if (text.length < 10 || text[4] !== '-' || text[7] !== '-') return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  return daysSince1970(year, twoDigits(text, 5), twoDigits(text, 8));
}

function daysSince1970(year: number, month: number, day: number): number | undefined {
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)))
    return undefined;
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  return daysBeforeYear(year) - DAYS_BEFORE_1970 + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + leapDay + day - 1;
}

/** By arithmetic: `Date.UTC` took a third of the time of reading a text. */
function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Minutes east of UTC of the zone that stands from `at` to the end of the text. */
function readZone(text: string, at: number): number | undefined {
  if (text.length - at === 1) return text[at] === 'Z' || text[at] === 'z' ? 0 : undefined;
  return readOffset(text, at) ?? readRareZone(text, at);
}

function readOffset(text: string, at: number): number | undefined {
  const rest = text.length - at;
  const sign = text[at];
  if (sign !== '+' && sign !== '-') return undefined;
  if (rest === 6 && text[at + 3] !== ':') return undefined;
  const hours = twoDigits(text, at + 1);
  const minutes = rest === 3 ? 0 : rest === 5 || rest === 6 ? twoDigits(text, text.length - 2) : NaN;
  if (!(hours <= 23 && minutes <= 59)) return undefined;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}

const RARE_ZONE_LENGTH_MAX = 20;

/** `UTC`, or an offset that a name may follow, perhaps behind a blank; or the colon that Swift's `:SSS:Z` leaves. */
const RARE_ZONE =
  /^(?:(?<utc> ?(?:UTC|GMT|Z)|:Z)|(?<offset> ?[+-]\d\d(?::?\d\d)?)(?<name> [A-Z]{1,5}| [+-]\d\d(?:\d\d)?)?)$/i;

/**
 * A zone as it is written by BigQuery (` UTC`), Snowflake (` -0700`), Go (` -0700 PDT`) and a wrong format of Swift's (`:Z`). The
 * number decides; `UTC` behind a number other than zero contradicts it.
 */
function readRareZone(text: string, at: number): number | undefined {
  if (text.length - at > RARE_ZONE_LENGTH_MAX) return undefined;
  const { utc, offset, name } = RARE_ZONE.exec(text.slice(at))?.groups ?? {};
  if (utc !== undefined) return 0;
  if (offset === undefined) return undefined;
  const zoneMinutes = readOffset(offset.trimStart(), 0);
  return zoneMinutes !== 0 && name !== undefined && /^ (?:UTC|GMT|Z)$/i.test(name) ? undefined : zoneMinutes;
}

/** NaN, which every comparison refuses, where the two characters are not digits. */
function twoDigits(text: string, at: number): number {
  const tens = digitAt(text, at);
  const ones = digitAt(text, at + 1);
  return isDigit(tens) && isDigit(ones) ? tens * 10 + ones : NaN;
}

function isDigit(digit: number): boolean {
  return digit >= 0 && digit <= 9;
}

function digitAt(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}
