import { RATE_WINDOW_MS } from './limits';

/** What one call finds when it asks for its place in the window. */
export interface RateTicket {
  readonly allowed: boolean;
  readonly limit: number;
  /** Calls left before this one: the first reply of a window equals the limit. */
  readonly remaining: number;
  /** Unix seconds. */
  readonly reset: number;
}

/** Counts calls in windows of ten seconds that are aligned to the epoch. */
export class RateWindow {
  #window = -1;
  #used = 0;
  #peak = 0;
  readonly #limit: number;
  readonly #resetOffsetSeconds: number;
  readonly #usedByOthers: (windowShare: number) => number;

  /**
   * `usedByOthers` gives the calls that others on the same token have made so far, by the share of the window that has
   * passed (0 to 1).
   */
  constructor(limit: number, resetOffsetSeconds: number, usedByOthers: (windowShare: number) => number) {
    this.#limit = limit;
    this.#resetOffsetSeconds = resetOffsetSeconds;
    this.#usedByOthers = usedByOthers;
  }

  /** The most calls that were let through in any one window. */
  get peak(): number {
    return this.#peak;
  }

  /** Takes a place in the window of `nowMs`, if there is one left. */
  take(nowMs: number): RateTicket {
    const window = Math.floor(nowMs / RATE_WINDOW_MS);
    if (window !== this.#window) {
      this.#window = window;
      this.#used = 0;
    }
    const others = this.#usedByOthers((nowMs - window * RATE_WINDOW_MS) / RATE_WINDOW_MS);
    const remaining = Math.max(0, this.#limit - this.#used - others);
    const allowed = remaining > 0;
    if (allowed) this.#peak = Math.max(this.#peak, ++this.#used);
    const reset = ((window + 1) * RATE_WINDOW_MS) / 1000 + this.#resetOffsetSeconds;
    return { allowed, limit: this.#limit, remaining, reset };
  }

  clear(): void {
    this.#window = -1;
    this.#used = 0;
    this.#peak = 0;
  }
}
