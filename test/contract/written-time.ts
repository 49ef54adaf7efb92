import { isObject } from './members';

/** A moment as a call writes it. */
export interface WrittenTime {
  /** Nanoseconds since 1970. */
  readonly nanos: bigint;
  /** As its own zone has them; the month is 1 to 12. */
  readonly own: { readonly year: number; readonly month: number };
  readonly form: 'time' | 'day' | 'compact day' | 'count';
}

const NANOS_A_SECOND = 1_000_000_000n;

/**
 * The moment that docs/mapping.md promises to read in a value; undefined where it promises none. `timeZone` is that of
 * times without a zone.
 */
export function readWrittenTime(value: unknown, timeZone: string): WrittenTime | undefined {
  if (typeof value === 'number') return readWrittenTime(String(value), timeZone);
  if (typeof value === 'string') {
    const text = withAsciiDigits(value.trim());
    return readIso(text, timeZone) ?? readCount(text);
  }
  return readExtendedJson(value, timeZone);
}

/** The number or text in MongoDB's number; undefined for anything else. */
export function readExtendedNumber(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const [[kind, held] = [], ...more] = Object.entries(value);
  const isNumber = ['$numberLong', '$numberInt', '$numberDouble', '$numberDecimal'].includes(String(kind));
  return isNumber && typeof held === 'string' && more.length === 0 ? held : undefined;
}

export function secondsOf({ nanos }: WrittenTime): number {
  return Number(floorDivide(nanos, NANOS_A_SECOND));
}

/** Rounded down. */
export function msOf({ nanos }: WrittenTime): bigint {
  return floorDivide(nanos, 1_000_000n);
}

export function utcYearOf(time: WrittenTime): number {
  return new Date(secondsOf(time) * 1000).getUTCFullYear();
}

export function utcMonthOf(time: WrittenTime): number {
  return new Date(secondsOf(time) * 1000).getUTCMonth() + 1;
}

/** The moment with the year and month that it has in UTC. */
export function timeOfNanos(nanos: bigint, form: WrittenTime['form']): WrittenTime {
  const at = new Date(Number(floorDivide(nanos, NANOS_A_SECOND)) * 1000);
  return { nanos, own: { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1 }, form };
}

function readExtendedJson(value: unknown, timeZone: string): WrittenTime | undefined {
  const number = readExtendedNumber(value);
  if (number !== undefined) return readWrittenTime(number, timeZone);
  if (!isObject(value) || Object.keys(value).join() !== '$date') return undefined;
  const date = value['$date'];
  if (typeof date === 'string') return readIso(date, timeZone);
  const millis = typeof date === 'number' ? String(date) : readExtendedNumber(date);
  return millis === undefined ? undefined : timeOfNanos(BigInt(millis) * 1_000_000n, 'time');
}

/** Where the units begin, and by how many decimal places they are larger than nanoseconds. */
const UNITS = [
  { from: 100_000_000_000_000n, places: 3 },
  { from: 100_000_000_000n, places: 6 },
  { from: 100_000_000n, places: 9 },
];

const TOO_MANY = 100_000_000_000_000_000n;

function readCount(text: string): WrittenTime | undefined {
  const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '' || BigInt(whole) >= TOO_MANY) return undefined;
  if (text === '0') return timeOfNanos(0n, 'count');
  const unit = UNITS.find(({ from }) => BigInt(whole) >= from);
  if (unit === undefined) return undefined;
  return timeOfNanos(BigInt(whole + fraction.padEnd(unit.places, '0').slice(0, unit.places)), 'count');
}

const CLOCK = String.raw`(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?`;
const ZONE = String.raw`(?::(Z)| ?(Z|UTC|GMT)| ?([+-]\d{2}(?::?\d{2})?)(?: ([A-Z]{3,5}))?)?`;
const ISO = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})(?:[T ]${CLOCK}${ZONE})?$`, 'i');
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/;

function readIso(text: string, timeZone: string): WrittenTime | undefined {
  const parts = ISO.exec(text) ?? COMPACT_DAY.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part: string | undefined) => (part === undefined ? undefined : Number(part)));
  const [, , , , hourText, , , fraction = '', ...zones] = parts as (string | undefined)[];
  const [zone, name] = zones.filter((part) => part !== undefined);
  const days = daysSince1970(year, month, day);
  if (days === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const isContradicted = name !== undefined && /^(?:UTC|GMT)$/i.test(name) && offsetOf(zone ?? '') !== 0;
  if (isContradicted) return undefined;
  const local = days * 86_400 + hour * 3_600 + minute * 60 + second;
  const seconds = zone === undefined ? utcOf(local, timeZone) : local - offsetOf(zone);
  return {
    nanos: BigInt(seconds) * NANOS_A_SECOND + BigInt(fraction.padEnd(9, '0').slice(0, 9)),
    own: { year, month },
    form: hourText !== undefined ? 'time' : parts.input.includes('-') ? 'day' : 'compact day',
  };
}

/** Undefined where the calendar has no such day. */
function daysSince1970(year: number, month: number, day: number): number | undefined {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  const isDay = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isDay ? at.getTime() / 86_400_000 : undefined;
}

/** Seconds ahead of UTC. */
function offsetOf(zone: string): number {
  const digits = zone.replace(/[^\d]/g, '').padEnd(4, '0');
  const seconds = Number(digits.slice(0, 2)) * 3_600 + Number(digits.slice(2)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}

/** More than any zone is off UTC. */
const FAR = 15 * 3_600;

/** Further back a zone stays as it was then. */
const YEAR_1900 = Date.UTC(1900, 0, 1) / 1000;

/** The moment, in seconds since 1970, at which the clocks of a zone show a time, given as if it were UTC. */
function utcOf(local: number, timeZone: string): number {
  const near = Math.max(local, YEAR_1900);
  const before = offsetAt(near - FAR, timeZone);
  const after = offsetAt(near + FAR, timeZone);
  const shown = [local - before, local - after].filter((utc) => utc + offsetAt(utc, timeZone) === local);
  return shown.length === 0 ? local - before : Math.min(...shown);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function offsetAt(utc: number, timeZone: string): number {
  const clock = clocks.get(timeZone) ?? createClock(timeZone);
  const parts = new Map(clock.formatToParts(utc * 1000).map(({ type, value }) => [type, value]));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((part) => Number(parts.get(part)));
  const days = daysSince1970(parts.get('era') === 'BC' ? 1 - year : year, month, day) ?? NaN;
  return days * 86_400 + hour * 3_600 + minute * 60 + second - utc;
}

function createClock(timeZone: string): Intl.DateTimeFormat {
  const clock = new Intl.DateTimeFormat('en-u-ca-gregory-hc-h23', {
    ...{ timeZone, era: 'short', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** Every script has its ten digits in a row, from 0 on. */
export function withAsciiDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    let value = 0;
    for (let at = (digit.codePointAt(0) ?? 0) - 1; /\p{Nd}/u.test(String.fromCodePoint(at)); at -= 1)
      value += 1;
    return String(value % 10);
  });
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  return (dividend - (((dividend % divisor) + divisor) % divisor)) / divisor;
}
