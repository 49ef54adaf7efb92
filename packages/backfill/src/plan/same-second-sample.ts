/** Slots of the table, twice as many as it holds: 28 MB in all. */
const SLOTS = 2 ** 20;
const ENTRIES_MAX = SLOTS / 2;

/** What is known of calls that share person, name and second. */
export interface SameSecondFigures {
  /** The same data event again and, where both calls have one, the same messageId. */
  readonly duplicates: number;
  /** Another data event of the same person, name and second. */
  readonly same_second: number;
  /** Part of all calls that was looked at; below 1 the counts are estimates. */
  readonly looked_at: number;
}

/**
 * Finds calls that share person, name and second by their hashes. While they fit, all of them; then, by halves, a
 * sample chosen by hash, so that memory does not grow: whoever is in it is in it with all such calls.
 */
export class SameSecondSample {
  #keys = new Float64Array(SLOTS);
  #events = new Uint32Array(SLOTS);
  #messages = new Uint32Array(SLOTS);
  #duplicates = new Uint32Array(SLOTS);
  #collisions = new Uint32Array(SLOTS);
  #entries = 0;
  #divisor = 1;

  takes(moment: number): boolean {
    return (moment + 1) % this.#divisor === 0;
  }

  add(moment: number, event: number, message: number): void {
    // 0 marks an empty slot.
    const own = moment + 1;
    if (!this.takes(moment)) return;
    const slot = this.#slotOf(own);
    if (this.#keys[slot] === own) {
      const isSame =
        this.#events[slot] === event >>> 0 &&
        (message === 0 || this.#messages[slot] === 0 || this.#messages[slot] === message >>> 0);
      const counts = isSame ? this.#duplicates : this.#collisions;
      counts[slot] = (counts[slot] ?? 0) + 1;
      return;
    }
    this.#keys[slot] = own;
    this.#events[slot] = event;
    this.#messages[slot] = message;
    this.#entries += 1;
    if (this.#entries >= ENTRIES_MAX) this.#halve();
  }

  get figures(): SameSecondFigures {
    const sum = (counts: Uint32Array) => counts.reduce((total, count) => total + count, 0) * this.#divisor;
    return {
      duplicates: sum(this.#duplicates),
      same_second: sum(this.#collisions),
      looked_at: 1 / this.#divisor,
    };
  }

  #slotOf(own: number): number {
    let slot = Math.floor(own / this.#divisor) % SLOTS;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== own) slot = (slot + 1) % SLOTS;
    return slot;
  }

  #halve(): void {
    const [keys, events, messages] = [this.#keys, this.#events, this.#messages];
    const [duplicates, collisions] = [this.#duplicates, this.#collisions];
    this.#divisor *= 2;
    this.#entries = 0;
    this.#keys = new Float64Array(SLOTS);
    this.#events = new Uint32Array(SLOTS);
    this.#messages = new Uint32Array(SLOTS);
    this.#duplicates = new Uint32Array(SLOTS);
    this.#collisions = new Uint32Array(SLOTS);
    keys.forEach((own, from) => {
      if (own === 0 || own % this.#divisor !== 0) return;
      const slot = this.#slotOf(own);
      this.#keys[slot] = own;
      this.#events[slot] = events[from] ?? 0;
      this.#messages[slot] = messages[from] ?? 0;
      this.#duplicates[slot] = duplicates[from] ?? 0;
      this.#collisions[slot] = collisions[from] ?? 0;
      this.#entries += 1;
    });
  }
}
