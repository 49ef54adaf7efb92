import { hashNumber } from '../overlaps/hash-text';

/** Ten different numbers out of many: those with the lowest hashes, so that all readers choose the same ones. */
export class LowestHashes {
  readonly #found: { readonly hash: number; readonly number: number }[] = [];

  add(number: number): void {
    const hash = hashNumber(number);
    const last = this.#found.at(-1);
    if (this.#found.length === KEPT && last !== undefined && hash >= last.hash) return;
    const at = this.#found.findIndex((one) => one.hash >= hash);
    if (at !== -1 && this.#found[at]?.hash === hash) return;
    this.#found.splice(at === -1 ? this.#found.length : at, 0, { hash, number });
    this.#found.length = Math.min(this.#found.length, KEPT);
  }

  get numbers(): readonly number[] {
    return this.#found.map(({ number }) => number);
  }
}

const KEPT = 10;
