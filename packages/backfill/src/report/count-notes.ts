import type { Note, NoteCode } from '@intercom-destination/core';
import type { ReadingNote, ReadingNoteCode } from '../sources/reading-note';
import { maskEmails } from '../terminal/mask-emails';

/** A note code with the key that it is about, and how often it came. */
export interface NotedKey {
  readonly code: string;
  readonly key: string;
  readonly count: number;
}

const PAIRS_MAX = 5_000;
const PAIRS_REPORTED = 300;

/** Counts notes by code and key in flat memory: pairs beyond the first few thousand are counted together. */
export class NoteCounter {
  readonly #byCode = new Map<NoteCode | ReadingNoteCode, Map<string, { count: number }>>();
  #pairs = 0;
  #others = 0;

  add({ code, key }: Pick<Note | ReadingNote, 'code' | 'key'>): void {
    let byKey = this.#byCode.get(code);
    if (byKey === undefined) this.#byCode.set(code, (byKey = new Map<string, { count: number }>()));
    const counted = byKey.get(key);
    if (counted !== undefined) counted.count += 1;
    else if (this.#pairs >= PAIRS_MAX) this.#others += 1;
    else {
      byKey.set(key, { count: 1 });
      this.#pairs += 1;
    }
  }

  /** The most frequent first. A key that holds an address is masked. */
  get frequent(): { readonly keys: readonly NotedKey[]; readonly others: number } {
    const sorted = [...this.#byCode]
      .flatMap(([code, byKey]) => [...byKey].map(([key, { count }]) => ({ code, key, count })))
      .sort((a, b) => b.count - a.count);
    const left = sorted.slice(PAIRS_REPORTED).reduce((sum, { count }) => sum + count, this.#others);
    const keys = sorted.slice(0, PAIRS_REPORTED).map((noted) => ({ ...noted, key: maskEmails(noted.key) }));
    return { keys, others: left };
  }
}
