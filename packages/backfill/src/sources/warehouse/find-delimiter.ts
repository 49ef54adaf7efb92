import { isReservedColumn } from './table-columns';

const DELIMITERS = [',', '\t', ';', '|'] as const;

/** Reserved columns that a header must have to be one: a line of plain text rarely has any. */
const RESERVED_LEAST = 2;

/** What parts the cells of a warehouse table's header; `undefined`: the line is no such header. */
export function findDelimiter(header: string): string | undefined {
  const counts = DELIMITERS.map((delimiter) => ({
    delimiter,
    reserved: header
      .split(delimiter)
      .filter((cell) => isReservedColumn(cell.trim().replace(/^"(.*)"$/, '$1'))).length,
  }));
  const [best] = counts.toSorted((a, b) => b.reserved - a.reserved);
  return best === undefined || best.reserved < RESERVED_LEAST ? undefined : best.delimiter;
}
