import { upperBits } from '../overlaps/hash-text';

/** How many different values were seen. */
export interface Counted {
  readonly count: number;
  /** Whether the count is an estimate. */
  readonly approximate: boolean;
}

/** What was seen, in a form that goes from one thread to another. */
export type SeenValues =
  | { readonly seen: ReadonlySet<number> }
  /** By group, the longest run of zeros. */
  | { readonly zeros: Uint8Array };

/**
 * Counts different values by their hashes: exactly while they are few, then by estimate in memory that does not grow
 * (a HyperLogLog: of each group of hashes only the longest run of leading zeros is kept).
 */
export class DistinctCount {
  readonly #groupBits: number;
  readonly #exactMost: number;
  #seen: Set<number> | undefined = new Set();
  #zeros: Uint8Array | undefined;

  /** The estimate is off by some 1.04 / √(2^groupBits): 0.8 % at 14, 6.5 % at 8. */
  constructor(groupBits: number, exactMost: number) {
    this.#groupBits = groupBits;
    this.#exactMost = exactMost;
  }

  /** Takes what `hashText` gives. */
  add(hash: number): void {
    if (this.#seen !== undefined) {
      this.#seen.add(hash);
      if (this.#seen.size > this.#exactMost) this.#estimateFromNowOn(this.#seen);
      return;
    }
    if (this.#zeros !== undefined) this.#note(this.#zeros, hash);
  }

  get state(): SeenValues {
    return this.#zeros === undefined ? { seen: this.#seen ?? new Set() } : { zeros: this.#zeros };
  }

  merge(state: SeenValues): void {
    if ('seen' in state) {
      for (const hash of state.seen) this.add(hash);
      return;
    }
    const zeros = this.#zeros ?? this.#estimateFromNowOn(this.#seen ?? new Set());
    for (const [group, run] of state.zeros.entries()) zeros[group] = Math.max(run, zeros[group] ?? 0);
  }

  get counted(): Counted {
    if (this.#zeros === undefined) return { count: this.#seen?.size ?? 0, approximate: false };
    return { count: Math.round(estimate(this.#zeros)), approximate: true };
  }

  #estimateFromNowOn(seen: ReadonlySet<number>): Uint8Array {
    const zeros = new Uint8Array(2 ** this.#groupBits);
    for (const hash of seen) this.#note(zeros, hash);
    this.#zeros = zeros;
    this.#seen = undefined;
    return zeros;
  }

  #note(zeros: Uint8Array, hash: number): void {
    const upper = upperBits(hash);
    const group = upper >>> (32 - this.#groupBits);
    const rest = (upper << this.#groupBits) >>> 0;
    const run = Math.min(Math.clz32(rest), 32 - this.#groupBits) + 1;
    if (run > (zeros[group] ?? 0)) zeros[group] = run;
  }
}

/** Flajolet and others, 2007; below two and a half values a group, by the groups that are empty. */
function estimate(zeros: Uint8Array): number {
  const groups = zeros.length;
  let sum = 0;
  let empty = 0;
  for (const run of zeros) {
    sum += 2 ** -run;
    if (run === 0) empty += 1;
  }
  const raw = ((0.7213 / (1 + 1.079 / groups)) * groups * groups) / sum;
  return raw <= 2.5 * groups && empty > 0 ? groups * Math.log(groups / empty) : raw;
}
