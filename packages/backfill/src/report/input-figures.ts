import type { Overlaps } from '../overlaps/overlaps';
import type { UnreadColumn } from '../sources/warehouse/table-context';
import type { NoteCounter } from './count-notes';
import type { FileFigures } from './file-figures';

/** What a report says of the whole input, as the first reading found it. */
export interface InputFigures {
  /** Calls, and lines that are none. */
  readonly calls: number;
  readonly files: readonly FileFigures[];
  /** Columns of tables that are never read, once for each file. */
  readonly unreadColumns: readonly UnreadColumn[];
  readonly notes: Readonly<Record<string, number>>;
  readonly notedKeys: NoteCounter['frequent'];
  /** Calls to deliver by event name as sent, duplicates included. An email in a name is masked. */
  readonly events: Readonly<Record<string, number>>;
  /** Calls whose event name is not in `events`, which is bounded. */
  readonly otherEvents: number;
  readonly overlaps: Pick<Overlaps, 'counts'>;
}
