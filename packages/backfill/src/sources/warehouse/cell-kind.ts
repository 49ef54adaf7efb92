import type { ColumnType } from './column-mapping';
import { parseJsonCell } from './json-cell';

/** How a cell is read. `auto`: by its looks. `id`: as text, digits too. `time`: as it stands. Else as the mapping says. */
export type CellKind = 'auto' | 'id' | 'time' | ColumnType;

/** What a value of a table is as that kind; `undefined`: it cannot be that. */
export function readAsKind(value: unknown, kind: CellKind): unknown {
  switch (kind) {
    case 'auto':
    case 'time':
    case 'date':
      return value;
    case 'id':
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    case 'text':
      return typeof value === 'string' ? value : JSON.stringify(value);
    case 'number':
      return typeof value === 'string'
        ? readNumber(value.trim())
        : typeof value === 'number'
          ? value
          : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : BOOLEANS.get(String(value).toLowerCase());
    case 'json':
      return typeof value === 'string' ? readJson(value) : value;
    default:
      return kind satisfies never;
  }
}

/** As PostgreSQL, MySQL and people write them. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 't', '1'].map((word): [string, boolean] => [word, true]),
  ...['false', 'f', '0'].map((word): [string, boolean] => [word, false]),
]);

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;
/** Beyond so many digits a number of JavaScript may be another one: it stays text. */
const DIGITS_SAFE = 15;

function readNumber(text: string): number | string | undefined {
  if (!NUMBER.test(text)) return undefined;
  const [mantissa = ''] = text.toLowerCase().split('e');
  const digits = mantissa.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length > DIGITS_SAFE ? text : Number(text);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Why a cell is not what the mapping says, as a sentence that goes on from its column. */
export const KIND_FAULTS: Readonly<Record<CellKind, string>> = {
  auto: 'it cannot be read',
  id: 'it cannot be read',
  time: 'it cannot be read',
  text: 'it is no text',
  number: 'it is no number, as the mapping says',
  boolean: 'it is no boolean, as the mapping says',
  date: 'it is no date, as the mapping says',
  json: 'it is no JSON, as the mapping says',
};

/** Goes on from a value into the objects within it, JSON in text too. `undefined`: there is nothing. */
export function valueWithin(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    const object = typeof found === 'string' ? parseJsonCell(found) : found;
    if (typeof object !== 'object' || object === null || !Object.hasOwn(object, key)) return undefined;
    found = (object as Record<string, unknown>)[key];
  }
  return found ?? undefined;
}
