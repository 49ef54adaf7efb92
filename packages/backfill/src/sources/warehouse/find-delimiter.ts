import type { ColumnMapping } from './column-mapping';
import { isReservedColumn } from './warehouse-columns';

const DELIMITERS = [',', '\t', ';', '|'] as const;

/** Known columns that a header must have to be one: a line of plain text rarely has any. */
const RESERVED_LEAST = 2;

/** A first line such as `sep=;`, which tells spreadsheets the delimiter. */
const SEPARATOR_LINE = /^"?sep=([^"\\\r\n])"?(?:\r?\n|\r|$)/i;

/** The delimiter that a first line of that kind names, and the line's length; `undefined`: there is no such line. */
export function readSeparatorLine(
  text: string,
): { readonly delimiter: string; readonly length: number } | undefined {
  const [line, delimiter] = SEPARATOR_LINE.exec(text.slice(0, 16)) ?? [];
  return line === undefined || delimiter === undefined ? undefined : { delimiter, length: line.length };
}

/** What presets have, beside what warehouses have. */
const PRESETS_COLUMNS = new Set([
  ...['event_name', 'created_at', 'email', 'message_id'],
  ...['action', 'userid', 'anonymousid', 'messageid'],
]);

/** What parts the cells of a table's header; `undefined`: the line is no header of a warehouse, a preset or the mapping. */
export function findDelimiter(header: string, mapping?: ColumnMapping): string | undefined {
  const mapped = new Set(Object.values(mapping?.fields ?? {}).map((path) => path.toLowerCase()));
  const isKnown = (name: string) => {
    const lower = name.toLowerCase();
    return isReservedColumn(lower) || PRESETS_COLUMNS.has(lower) || mapped.has(lower);
  };
  const counts = DELIMITERS.map((delimiter) => ({
    delimiter,
    reserved: header.split(delimiter).filter((cell) => isKnown(cell.trim().replace(/^"(.*)"$/, '$1'))).length,
  }));
  const [best] = counts.toSorted((a, b) => b.reserved - a.reserved);
  return best === undefined || best.reserved < RESERVED_LEAST ? undefined : best.delimiter;
}
