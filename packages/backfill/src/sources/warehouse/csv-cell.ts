import type { CsvTypes } from '../source-format';
import { parseJsonCell } from './json-cell';

/** Beyond so many digits a number of JavaScript may be another one. */
const DIGITS_MAX = 15;

/** As BigQuery, Snowflake and Redshift write them, and Python and spreadsheets. `t` and `f` may be anything. */
const TRUE = new Set(['true', 'True', 'TRUE']);
const FALSE = new Set(['false', 'False', 'FALSE']);

/** A property's cell; `undefined`: it is empty, so the call had no such property. */
export function readCsvCell(text: string, types: CsvTypes): unknown {
  if (text === '') return undefined;
  const first = text.charCodeAt(0);
  if (first === 0x7b || first === 0x5b) return parseJsonCell(text);
  if (types === 'text') return text;
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  return isCanonicalNumber(text) ? Number(text) : text;
}

/** No leading zero or plus, no exponent, at most fifteen digits: `007` is an id, and so are sixteen digits. */
function isCanonicalNumber(text: string): boolean {
  if (text.length > DIGITS_MAX + 2 || !/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) || text === '-0')
    return false;
  return text.replace(/[-.]/g, '').length <= DIGITS_MAX;
}
