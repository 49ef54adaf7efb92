import type { CountedOnce } from './counted-once';

/** A column of a table that is never read. It names no person. */
export interface UnreadColumn {
  readonly file: string;
  readonly column: string;
  /** Goes on from the column's name: `it holds BSON`. */
  readonly reason: string;
}

/** What the tables of one reading share. */
export interface TableContext {
  readonly countedOnce: CountedOnce;
  /** Called once for each such column of a file. */
  readonly onUnreadColumn: (unread: UnreadColumn) => void;
}
