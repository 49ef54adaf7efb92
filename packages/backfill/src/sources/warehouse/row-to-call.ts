import type { ReadingNote } from '../reading-note';
import type { RecordContent } from '../source-record';
import { readConsent } from './read-consent';
import type { TableColumns } from './table-columns';

/** Told of a value that cannot be read: its place, such as `line_items[].price`, and why, as a sentence that goes on. */
export type ReportUnreadable = (place: string, reason: string) => void;

/** The value of a column; `undefined`: it is empty, or cannot be read and was reported. */
export type CellAt = (index: number, report: ReportUnreadable) => unknown;

/**
 * A row of a per-event table as the call that it came from. A cell that cannot be read is left out and noted; in a column
 * that says who, what or when, it refuses the row.
 */
export function rowToCall({ known, properties }: TableColumns, cellAt: CellAt): RecordContent {
  let fault: string | undefined;
  const notes: ReadingNote[] = [];
  const readKnown = (index: number): unknown =>
    cellAt(index, (column, reason) => {
      fault ??= `The column ${column} cannot be read: ${reason}.`;
    });
  const leaveOut: ReportUnreadable = (key, detail) => notes.push({ code: 'cell_unreadable', key, detail });
  const read = (column: string): unknown => {
    const index = known.get(column);
    return index === undefined ? undefined : readKnown(index);
  };
  const email = read('context_traits_email');
  const filled: [string, unknown][] = [];
  for (const { name, index } of properties) {
    const cell = cellAt(index, leaveOut);
    if (cell !== undefined) filled.push([name, cell]);
  }
  const call = withoutBlanks({
    type: 'track',
    event: read('event_text'),
    messageId: read('id'),
    userId: read('user_id'),
    anonymousId: read('anonymous_id'),
    timestamp: read('timestamp'),
    originalTimestamp: read('original_timestamp'),
    sentAt: read('sent_at'),
    receivedAt: read('received_at'),
    context: withoutBlanks({
      traits: email === undefined ? undefined : { email },
      ...readConsent(known, readKnown),
    }),
    properties: Object.fromEntries(filled),
  });
  if (fault !== undefined) return { readable: false, text: '', fault };
  return notes.length === 0 ? { readable: true, call } : { readable: true, call, notes };
}

function withoutBlanks(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
