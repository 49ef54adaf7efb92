/** Where a value stands in a row: in a column, or in an object that the column holds. */
export interface Place {
  readonly index: number;
  /** Keys from the column's value to the value meant. */
  readonly rest: readonly string[];
}

/**
 * Finds a column by its name, or a path that begins with one, the longest first: `a.b` is the column `a.b` before it is `b`
 * in the column `a`. Case counts only where names differ by nothing else. `undefined`: there is no such column.
 */
export function findPlace(columns: readonly string[], path: string): Place | undefined {
  const lowerPath = path.toLowerCase();
  let found: { readonly index: number; readonly length: number; readonly isExact: boolean } | undefined;
  for (const [index, column] of columns.entries()) {
    const { length } = column;
    if (length === 0 || length < (found?.length ?? 0)) continue;
    if (length !== path.length && path[length] !== '.') continue;
    const isExact = path.startsWith(column);
    if (!isExact && !lowerPath.startsWith(column.toLowerCase())) continue;
    if (length === found?.length && !isExact) continue;
    found = { index, length, isExact };
  }
  if (found === undefined) return undefined;
  const { index, length } = found;
  return { index, rest: length === path.length ? [] : path.slice(length + 1).split('.') };
}
