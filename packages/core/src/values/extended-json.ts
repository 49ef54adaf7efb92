import { asObject, ownValue, type JsonObject } from '../json-object';

/**
 * The plain value of what MongoDB writes as an object with one key, such as `{ $numberLong: '5' }`; any other value as it is.
 * A number that JSON would round stays text. A `$date` is ISO text. Source: MongoDB's specification "Extended JSON", versions 1
 * and 2.
 */
export function unwrapExtendedJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  // Nearly every object is told by its first key.
  for (const first in value) {
    if (first.charCodeAt(0) !== DOLLAR) return value;
    break;
  }
  const object = asObject(value);
  return (object === undefined ? undefined : unwrap(object)) ?? value;
}

const DOLLAR = 36;

/** `undefined`: MongoDB writes no such object. */
function unwrap(object: JsonObject): string | number | undefined {
  const keys = Object.keys(object);
  const inner = keys.length === 1 ? ownValue(object, keys[0] ?? '') : undefined;
  switch (keys[0]) {
    case '$oid':
      return typeof inner === 'string' ? inner : undefined;
    case '$date':
      return typeof inner === 'string' ? inner : toIsoTime(readLong(inner));
    case '$numberLong':
    case '$numberInt':
      return readWholeNumber(inner);
    case '$numberDouble':
      return readDouble(inner);
    case '$numberDecimal':
      return readDecimal(inner);
    default:
      return undefined;
  }
}

/** Of milliseconds since 1970. */
function toIsoTime(epochMs: unknown): string | undefined {
  const date = new Date(typeof epochMs === 'number' ? epochMs : NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function readLong(inner: unknown): unknown {
  return typeof inner === 'number' ? inner : readWholeNumber(ownValue(asObject(inner), '$numberLong'));
}

/** A decimal of 34 digits with its exponent is the longest. */
const NUMBER_LENGTH_MAX = 50;

function readWholeNumber(inner: unknown): number | string | undefined {
  if (typeof inner === 'number') return inner;
  if (typeof inner !== 'string' || inner.length > NUMBER_LENGTH_MAX || !/^-?\d+$/.test(inner))
    return undefined;
  const number = Number(inner);
  return Number.isSafeInteger(number) ? number : inner;
}

const DECIMAL = /^[+-]?(?<digits>\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function readDouble(inner: unknown): number | undefined {
  if (typeof inner === 'number') return inner;
  if (typeof inner !== 'string' || inner.length > NUMBER_LENGTH_MAX) return undefined;
  return DECIMAL.test(inner) || isNoNumber(inner) ? Number(inner) : undefined;
}

/** A double keeps so many digits of any decimal. */
const EXACT_DIGITS = 15;

function readDecimal(inner: unknown): number | string | undefined {
  const number = readDouble(inner);
  if (number === undefined || typeof inner !== 'string' || isNoNumber(inner)) return number;
  const digits = DECIMAL.exec(inner)?.groups?.['digits'] ?? '';
  const significant = digits.replace('.', '').replace(/^0+/, '').length;
  const isExact =
    significant <= EXACT_DIGITS && Number.isFinite(number) && (number !== 0 || significant === 0);
  return isExact ? number : inner;
}

function isNoNumber(text: string): boolean {
  return text === 'NaN' || text === 'Infinity' || text === '-Infinity';
}
