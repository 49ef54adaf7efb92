import { RATE_WINDOW_MS } from '../limits';
import type { HttpReply } from './http';

/** What a reply says of the window it fell into. */
interface RateHeaders {
  readonly limit: number;
  /** As the reply states it: before this call was counted. */
  readonly remaining: number;
  readonly resetSeconds: number;
}

/**
 * Paces requests so that they use `rateShare` of Intercom's limit, evenly, and never what is not there. All times are
 * our clock's milliseconds; the window's end is translated by the `Date` header, whose cut-off fraction of a second
 * errs on the side of waiting.
 */
export class RateWindow {
  readonly #rateShare: number;
  #limit: number | undefined;
  #nextSlotMs = 0;
  #inFlight = 0;
  #closedUntilMs = 0;
  #windowResetMs = 0;
  #remaining = Infinity;

  constructor(rateShare: number) {
    this.#rateShare = rateShare;
  }

  /** Takes the right to send one request now (0), or says what to wait for before asking again: milliseconds, or a reply. */
  take(nowMs: number): number | 'next_reply' {
    if (isAhead(this.#closedUntilMs, nowMs)) return this.#closedUntilMs - nowMs;
    // Until the first reply nothing is known of the limit: one request at a time.
    if (this.#limit === undefined && this.#inFlight > 0) return 'next_reply';
    const isUsedUp = this.#remaining - this.#inFlight <= 0;
    if (isUsedUp && isAhead(this.#windowResetMs, nowMs)) return this.#windowResetMs - nowMs;
    if (isAhead(this.#nextSlotMs, nowMs)) return this.#nextSlotMs - nowMs;
    const slotMs = this.#slotMs();
    this.#nextSlotMs =
      (this.#nextSlotMs > nowMs - slotMs && this.#nextSlotMs <= nowMs ? this.#nextSlotMs : nowMs) + slotMs;
    this.#inFlight += 1;
    return 0;
  }

  /** To be called once for each request taken, with its reply or, where none came, `undefined`. */
  ended(reply: HttpReply | undefined, sentMs: number, nowMs: number): void {
    this.#inFlight -= 1;
    if (reply === undefined) return;
    const rate = readRateHeaders(reply);
    const offsetMs = readClockOffset(reply, sentMs, nowMs);
    if (rate !== undefined) this.#learn(rate, offsetMs);
    if (reply.status === 429) this.#closedUntilMs = this.#reopensAt(rate, offsetMs, nowMs);
  }

  #slotMs(): number {
    if (this.#limit === undefined) return 0;
    return RATE_WINDOW_MS / Math.max(1, this.#limit * this.#rateShare);
  }

  #learn({ limit, remaining, resetSeconds }: RateHeaders, offsetMs: number): void {
    this.#limit = limit;
    const resetMs = resetSeconds * 1000 - offsetMs;
    const isNewWindow = Math.abs(resetMs - this.#windowResetMs) > RATE_WINDOW_MS / 2;
    this.#remaining = isNewWindow ? remaining - 1 : Math.min(this.#remaining, remaining - 1);
    if (isNewWindow) this.#windowResetMs = resetMs;
  }

  #reopensAt(rate: RateHeaders | undefined, offsetMs: number, nowMs: number): number {
    const namedMs = rate === undefined ? 0 : rate.resetSeconds * 1000 - offsetMs;
    const soonestMs = nowMs + 50;
    return Math.min(Math.max(namedMs, soonestMs), nowMs + WAIT_MAX_MS);
  }
}

/** A window lasts ten seconds: what says to wait longer than two is a clock that jumped or a header gone wrong. */
const WAIT_MAX_MS = 2 * RATE_WINDOW_MS;

function isAhead(momentMs: number, nowMs: number): boolean {
  return momentMs > nowMs && momentMs - nowMs <= WAIT_MAX_MS;
}

function readRateHeaders({ headers }: HttpReply): RateHeaders | undefined {
  const limit = Number(headers['x-ratelimit-limit']);
  const remaining = Number(headers['x-ratelimit-remaining']);
  const resetSeconds = Number(headers['x-ratelimit-reset']);
  return limit > 0 && remaining >= 0 && resetSeconds > 0 ? { limit, remaining, resetSeconds } : undefined;
}

/** How far Intercom's clock is ahead of ours. */
function readClockOffset({ headers }: HttpReply, sentMs: number, nowMs: number): number {
  const date = Date.parse(headers['date'] ?? '');
  return Number.isNaN(date) ? 0 : date - (sentMs + nowMs) / 2;
}
