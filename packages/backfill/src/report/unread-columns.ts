import type { UnreadColumn } from '../sources/warehouse/table-context';
import { formatCount } from '../terminal/format';

/** A line for each column that is never read, whichever number of files has it: an export is often cut into many. */
export function describeUnreadColumns(unread: readonly UnreadColumn[]): string[] {
  const groups = new Map<string, { readonly first: UnreadColumn; count: number }>();
  for (const column of unread) {
    const key = JSON.stringify([column.column, column.reason]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: column, count: 1 });
    else group.count += 1;
  }
  return [...groups.values()].map(({ first: { file, column, reason }, count }) => {
    const more = count === 1 ? '' : ` and ${formatCount(count - 1)} more files`;
    return `The column ${column} of ${file}${more} is not read: ${reason}.`;
  });
}
