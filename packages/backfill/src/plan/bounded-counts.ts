/** Counts by name, for so many names at most. */
export class BoundedCounts {
  readonly #most: number;
  readonly #counts = new Map<string, number>();
  /** What was counted under names that found no room. */
  others = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(name: string): void {
    const count = this.#counts.get(name);
    if (count === undefined && this.#counts.size >= this.#most) this.others += 1;
    else this.#counts.set(name, (count ?? 0) + 1);
  }

  /** The most frequent first. */
  get sorted(): readonly (readonly [name: string, count: number])[] {
    return [...this.#counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  }
}
