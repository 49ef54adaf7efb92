import type { ReadingNote } from './reading-note';

/** One record of a source: a line, an element of a list, or a row of a table. */
export interface SourceRecord {
  /** From 1, in its file: lines as an editor counts them, rows of CSV as a spreadsheet does (its header is row 1). */
  readonly number: number;
  /** From 1, among the values of a line that holds several. */
  readonly index?: number;
  readonly content: RecordContent;
}

/** A call as read, or text that is none. */
export type RecordContent =
  | { readonly readable: true; readonly call: unknown; readonly notes?: readonly ReadingNote[] }
  | {
      readonly readable: false;
      readonly text: string;
      /** Of all that is refused, where `text` is but its beginning; absent: `text` is all. */
      readonly bytes?: number;
      readonly fault: string;
    };
