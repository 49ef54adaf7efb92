import type { Fate } from './fate';

/** Lets so many calls to deliver pass, in the order in which they are read, and nothing that comes later. */
export class Limiter {
  readonly #limit: number;
  #passed = 0;

  /** `undefined`: no limit. */
  constructor(limit: number | undefined) {
    this.#limit = limit ?? Infinity;
  }

  /** To be asked of each call once, in order. */
  apply(fate: Fate): Fate {
    if (fate.kind === 'skipped') return fate;
    if (this.#passed >= this.#limit) return { kind: 'skipped', code: 'beyond_limit' };
    if (fate.kind === 'refused') return fate;
    this.#passed += 1;
    return fate;
  }
}
