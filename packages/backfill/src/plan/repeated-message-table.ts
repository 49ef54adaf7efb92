import { addSample, type Place, type Sample } from './samples';

/** Slots of the table, twice as many as it holds: 17 MB in all. */
const SLOTS = 2 ** 20;
const ENTRIES_MAX = SLOTS / 2;

/** What is known of calls that have the messageId of another call. */
export interface RepeatedMessages {
  /** Those with other contents than the first one. */
  readonly repeated: number;
  /** Part of all messageIds that was looked at; below 1 the count is an estimate. */
  readonly lookedAt: number;
  readonly samples: readonly Sample[];
}

/**
 * Finds calls that have the messageId of another one and other contents, by their hashes. While they fit, all of them; then, by
 * halves, a sample chosen by hash, so that memory does not grow.
 */
export class RepeatedMessageTable {
  #keys = new Float64Array(SLOTS);
  #contents = new Uint32Array(SLOTS);
  #repeated = new Uint32Array(SLOTS);
  #entries = 0;
  #divisor = 1;
  readonly #samples: Sample[] = [];

  takes(message: number): boolean {
    return message !== 0 && message % this.#divisor === 0;
  }

  /** `message` is a hash of the messageId, `content` one of all that the call says. */
  add(message: number, content: number, place: Place): void {
    if (!this.takes(message)) return;
    const slot = this.#slotOf(message);
    if (this.#keys[slot] === message) {
      if (this.#contents[slot] === content >>> 0) return;
      this.#repeated[slot] = (this.#repeated[slot] ?? 0) + 1;
      addSample(this.#samples, place, 'messageId');
      return;
    }
    this.#keys[slot] = message;
    this.#contents[slot] = content;
    this.#entries += 1;
    if (this.#entries >= ENTRIES_MAX) this.#halve();
  }

  get found(): RepeatedMessages {
    const repeated = this.#repeated.reduce((sum, count) => sum + count, 0) * this.#divisor;
    return { repeated, lookedAt: 1 / this.#divisor, samples: this.#samples };
  }

  #slotOf(message: number): number {
    let slot = Math.floor(message / this.#divisor) % SLOTS;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== message) slot = (slot + 1) % SLOTS;
    return slot;
  }

  #halve(): void {
    const [keys, contents, repeated] = [this.#keys, this.#contents, this.#repeated];
    this.#divisor *= 2;
    this.#entries = 0;
    this.#keys = new Float64Array(SLOTS);
    this.#contents = new Uint32Array(SLOTS);
    this.#repeated = new Uint32Array(SLOTS);
    keys.forEach((message, from) => {
      if (message === 0 || message % this.#divisor !== 0) return;
      const slot = this.#slotOf(message);
      this.#keys[slot] = message;
      this.#contents[slot] = contents[from] ?? 0;
      this.#repeated[slot] = repeated[from] ?? 0;
      this.#entries += 1;
    });
  }
}
