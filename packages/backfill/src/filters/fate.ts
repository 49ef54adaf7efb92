import type { Mapped, Note, Refusal } from '@intercom-destination/core';
import type { ReadingNote } from '../sources/reading-note';
import type { FilterCode } from './filters';

/** Core's refusals, the one that only a file can cause, and the one of a platform that calls are handed to. */
export type BackfillRefusal =
  | Refusal
  | { readonly code: 'unreadable_line' | 'call_too_large' | 'no_platform_id'; readonly message: string };

type MappedDataEvent = Extract<Mapped, { ok: true }>;

/** What is decided of a call before anything is sent: left out as asked, refused as faulty, or to be delivered. */
export type Fate =
  | { readonly kind: 'skipped'; readonly code: 'other_type' | 'skipped_by_rule' | FilterCode }
  | { readonly kind: 'refused'; readonly refusal: BackfillRefusal }
  | {
      readonly kind: 'to_deliver';
      readonly mapped: MappedDataEvent;
      /** What reading the call changed, beside the notes of mapping it; absent: nothing. */
      readonly readingNotes?: readonly ReadingNote[];
    };

/** What is noted of a call to deliver: of reading it, then of mapping it. */
export function notesOf({
  readingNotes,
  mapped,
}: Extract<Fate, { kind: 'to_deliver' }>): readonly (ReadingNote | Note)[] {
  return readingNotes === undefined ? mapped.notes : [...readingNotes, ...mapped.notes];
}
