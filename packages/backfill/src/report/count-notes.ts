import type { Note } from '@intercom-destination/core';
import { maskEmails } from '../mask-emails';

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
  readonly #counts = new Map<string, number>();
  #others = 0;

  add({ code, key }: Pick<Note, 'code' | 'key'>): void {
    const pair = `${code} ${key}`;
    const known = this.#counts.get(pair);
    if (known === undefined && this.#counts.size >= PAIRS_MAX) this.#others += 1;
    else this.#counts.set(pair, (known ?? 0) + 1);
  }

  /** The most frequent first. A key that holds an address is masked. */
  get frequent(): { readonly keys: readonly NotedKey[]; readonly others: number } {
    const sorted = [...this.#counts].sort(([, a], [, b]) => b - a);
    const left = sorted.slice(PAIRS_REPORTED).reduce((sum, [, count]) => sum + count, this.#others);
    const keys = sorted.slice(0, PAIRS_REPORTED).map(([pair, count]) => {
      const at = pair.indexOf(' ');
      return { code: pair.slice(0, at), key: maskEmails(pair.slice(at + 1)), count };
    });
    return { keys, others: left };
  }
}
