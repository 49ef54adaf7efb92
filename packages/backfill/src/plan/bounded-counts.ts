/** What was counted, in a form that goes from one thread to another. */
export interface CountedNames {
  readonly counts: ReadonlyMap<string, number>;
  readonly others: number;
}

/** Counts by name, for so many names at most. */
export class BoundedCounts {
  readonly #most: number;
  readonly #counts = new Map<string, number>();
  /** What was counted under names that found no room. */
  others = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(name: string, times = 1): void {
    const count = this.#counts.get(name);
    if (count === undefined && this.#counts.size >= this.#most) this.others += times;
    else this.#counts.set(name, (count ?? 0) + times);
  }

  countOf(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  get state(): CountedNames {
    return { counts: this.#counts, others: this.others };
  }

  merge({ counts, others }: CountedNames): void {
    for (const [name, count] of counts) this.add(name, count);
    this.others += others;
  }

  /** The most frequent first. */
  get sorted(): readonly (readonly [name: string, count: number])[] {
    return [...this.#counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  }
}
