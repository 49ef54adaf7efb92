import type { Note } from '@intercom-destination/core';

/** Notes as Segment shows them: what was changed or lost and where, never a value. */
export function tellNotes(notes: readonly Note[]): { code: string; key: string }[] {
  return notes.map(({ code, key }) => ({ code, key }));
}
