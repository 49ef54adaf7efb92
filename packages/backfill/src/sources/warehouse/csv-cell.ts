import type { CsvTypes } from '../source-format';
import { parseJsonCell } from './json-cell';

/** How Snowflake and PostgreSQL write that there is nothing. */
const NULL_MARK = String.raw`\N`;

/** Beyond so many digits a number of JavaScript may be another one. */
const DIGITS_MAX = 15;

/** A property's cell; `undefined`: it is empty, so the call had no such property. */
export function readCsvCell(text: string, types: CsvTypes): unknown {
  const plain = readCsvText(text);
  if (plain === undefined) return undefined;
  const first = text.charCodeAt(0);
  if (first === 0x7b || first === 0x5b) return parseJsonCell(text);
  if (types === 'text') return text;
  if (text === 'true') return true;
  if (text === 'false') return false;
  return isCanonicalNumber(text) ? Number(text) : text;
}

/** A cell that is text whatever it looks like, such as an id. */
export function readCsvText(text: string): string | undefined {
  return text === '' || text === NULL_MARK ? undefined : text;
}

/** No leading zero or plus, no exponent, at most fifteen digits: `007` is an id, and so are sixteen digits. */
function isCanonicalNumber(text: string): boolean {
  if (text.length > DIGITS_MAX + 2 || !/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) || text === '-0')
    return false;
  return text.replace(/[-.]/g, '').length <= DIGITS_MAX;
}
