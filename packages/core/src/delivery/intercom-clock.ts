import type { HttpReply } from './http';

/** The `Date` header leaves out fractions of a second. */
const DATE_HEADER_STEP_MS = 1_000;

/**
 * Intercom's clock as its replies show it. Each reply bounds how far it is ahead of ours: it was written between our
 * sending and our receiving, in the second that its `Date` names. Many together narrow it down to a request's length.
 */
export class IntercomClock {
  #leastAheadMs = -Infinity;
  #mostAheadMs = Infinity;

  learn({ headers }: HttpReply, sentMs: number, receivedMs: number): void {
    const dateMs = Date.parse(headers['date'] ?? '');
    if (Number.isNaN(dateMs)) return;
    const leastMs = dateMs - receivedMs;
    const mostMs = dateMs + DATE_HEADER_STEP_MS - sentMs;
    this.#leastAheadMs = Math.max(this.#leastAheadMs, leastMs);
    this.#mostAheadMs = Math.min(this.#mostAheadMs, mostMs);
    if (this.#leastAheadMs <= this.#mostAheadMs) return;
    // One of the two clocks was set.
    this.#leastAheadMs = leastMs;
    this.#mostAheadMs = mostMs;
  }

  /** Intercom's time at our time, in milliseconds since 1970. Ours, before the first reply. */
  at(nowMs: number): number {
    return this.#isKnown ? nowMs + (this.#leastAheadMs + this.#mostAheadMs) / 2 : nowMs;
  }

  /** How far `at` may be off, either way. */
  get uncertaintyMs(): number {
    return this.#isKnown ? (this.#mostAheadMs - this.#leastAheadMs) / 2 : 0;
  }

  get #isKnown(): boolean {
    return this.#leastAheadMs !== -Infinity;
  }
}
