import { RATE_WINDOW_MS } from '../limits';
import type { HttpReply } from './http';
import { IntercomClock } from './intercom-clock';
import { readRateHeaders, type RateHeaders } from './rate-headers';

/** Of the limit: what is left to others beyond what they were seen to use. */
const LEFT_TO_OTHERS = 0.05;
/** Of the limit: what we take even where others use it all, so that a run never stands still. */
const LEAST_SHARE = 0.01;
/** How much of a delay is made up for by sending closer together afterwards. */
const CATCH_UP_MS = 250;
/** Doubled with each 429 in a row: the least wait where the clocks say that its window has ended already. */
const LEAST_WAIT_MS = 25;

/** How fast to send: a share of the limit, above 0 and at most 1, or requests a second. */
export type Rate = { readonly share: number } | { readonly perSecond: number };

/** A window of ten seconds as we have seen it. It begins at `index` times its length, on Intercom's clock. */
interface SeenWindow {
  readonly index: number;
  /** Requests of ours. */
  taken: number;
  lowestRemaining: number;
  /** When the lowest was seen, in Intercom's milliseconds. */
  lowestSeenMs: number;
}

/** How a window of ten seconds was used, in calls. */
export interface WindowUse {
  readonly ours: number;
  readonly others: number;
  readonly limit: number;
}

/**
 * Paces requests so that they keep to a share of Intercom's limit, evenly, leave others what they used in the window
 * before, and never use what is not there. Intercom's windows are aligned to the epoch, so they are told by its clock.
 * All times given are our own clock's milliseconds.
 */
export class RateWindow {
  #rate: Rate;
  readonly #inFlightMax: number;
  readonly #clock = new IntercomClock();
  #limit: number | undefined;
  #window: SeenWindow = openWindow(0);
  #usedByOthers = 0;
  #lastWindow: WindowUse | undefined;
  #inFlight = 0;
  #nextSlotMs = 0;
  #closedUntilMs = 0;
  #refusalsInARow = 0;

  /** `rateShare` is above 0 and at most 1. */
  constructor(rateShare: number, inFlightMax = Infinity) {
    this.#rate = { share: rateShare };
    this.#inFlightMax = inFlightMax;
  }

  /** From the next request on. */
  changeRate(rate: Rate): void {
    this.#rate = rate;
  }

  /** Takes the right to send one request now (0), or says what to wait for before asking again: milliseconds, or a reply. */
  take(nowMs: number): number | 'next_reply' {
    if (this.#inFlight >= this.#inFlightMax) return 'next_reply';
    const closedForMs = this.#closedUntilMs - nowMs;
    if (closedForMs > 0 && closedForMs <= WAIT_MAX_MS) return closedForMs;
    if (this.#limit === undefined) {
      // Nothing is known yet: one request at a time.
      if (this.#inFlight > 0) return 'next_reply';
      this.#inFlight += 1;
      return 0;
    }
    const atMs = this.#clock.at(nowMs);
    this.#enter(indexOf(atMs));
    const budget = this.#budget(this.#limit);
    const isUsedUp = this.#window.lowestRemaining - 1 - this.#inFlight <= this.#limit * LEAST_SHARE;
    if (isUsedUp) return this.#untilEnd(atMs) + this.#clock.uncertaintyMs;
    if (this.#window.taken >= budget) return this.#untilEnd(atMs);
    const slotMs = RATE_WINDOW_MS / budget;
    // Further ahead than a slot: our clock was set back.
    if (this.#nextSlotMs > nowMs + slotMs) this.#nextSlotMs = nowMs;
    if (this.#nextSlotMs > nowMs) return this.#nextSlotMs - nowMs;
    this.#nextSlotMs = Math.max(this.#nextSlotMs, nowMs - CATCH_UP_MS) + slotMs;
    this.#window.taken += 1;
    this.#inFlight += 1;
    return 0;
  }

  /** To be called once for each request taken, with its reply or, where none came, `undefined`. */
  ended(reply: HttpReply | undefined, sentMs: number, nowMs: number): void {
    this.#inFlight -= 1;
    if (reply === undefined) return;
    this.#clock.learn(reply, sentMs, nowMs);
    const rate = readRateHeaders(reply);
    const index = rate === undefined ? undefined : this.#windowOf(rate, nowMs);
    if (rate !== undefined && index !== undefined) this.#learn(rate, index, nowMs);
    this.#refusalsInARow = reply.status === 429 ? this.#refusalsInARow + 1 : 0;
    if (reply.status === 429) this.#close(index ?? indexOf(this.#clock.at(nowMs)), nowMs);
  }

  /** Calls of ours in this window: what others leave, and never more than our share. */
  #budget(limit: number): number {
    const left = limit - this.#usedByOthers - limit * LEFT_TO_OTHERS;
    const wanted = callsInWindow(this.#rate, limit);
    return Math.max(1, Math.min(wanted, Math.max(limit * LEAST_SHARE, left)));
  }

  /** Calls in the last window that is over, ours and those of others, and the limit; `undefined`: none is over yet. */
  get lastWindow(): WindowUse | undefined {
    return this.#lastWindow;
  }

  #enter(index: number): void {
    // One back is the clock's own uncertainty, more is a clock that was set.
    if (index === this.#window.index || index === this.#window.index - 1) return;
    if (this.#limit !== undefined && this.#window.taken > 0) {
      this.#usedByOthers = usedByOthers(this.#window, this.#limit);
      this.#lastWindow = { ours: this.#window.taken, others: this.#usedByOthers, limit: this.#limit };
    }
    this.#window = openWindow(index);
  }

  /** Reset tells the window exactly, whether it states its end or two seconds more; the clock tells whether to believe it. */
  #windowOf({ resetSeconds }: RateHeaders, nowMs: number): number {
    const stated = Math.floor((resetSeconds * 1000) / RATE_WINDOW_MS) - 1;
    const byClock = indexOf(this.#clock.at(nowMs));
    return Math.abs(stated - byClock) <= 1 ? stated : byClock;
  }

  #learn({ limit, remaining }: RateHeaders, index: number, nowMs: number): void {
    const isFirst = this.#limit === undefined;
    this.#limit = limit;
    if (isFirst || index > this.#window.index) this.#enter(index);
    if (isFirst) this.#window.taken = 1;
    if (index !== this.#window.index || remaining >= this.#window.lowestRemaining) return;
    this.#window.lowestRemaining = remaining;
    this.#window.lowestSeenMs = this.#clock.at(nowMs);
  }

  #close(index: number, nowMs: number): void {
    const atMs = this.#clock.at(nowMs);
    const untilEndMs = (index + 1) * RATE_WINDOW_MS - atMs + this.#clock.uncertaintyMs;
    const leastMs = LEAST_WAIT_MS * 2 ** Math.min(this.#refusalsInARow, 10);
    const waitMs = Math.min(Math.max(untilEndMs, leastMs), WAIT_MAX_MS);
    this.#closedUntilMs = Math.max(this.#closedUntilMs, nowMs + waitMs);
  }

  #untilEnd(atMs: number): number {
    return Math.max(1, (this.#window.index + 1) * RATE_WINDOW_MS - atMs);
  }
}

/** A window lasts ten seconds: what says to wait longer than two is a clock that was set. */
const WAIT_MAX_MS = 2 * RATE_WINDOW_MS;

function openWindow(index: number): SeenWindow {
  return { index, taken: 0, lowestRemaining: Infinity, lowestSeenMs: 0 };
}

function callsInWindow(rate: Rate, limit: number): number {
  return 'share' in rate ? rate.share * limit : (rate.perSecond * RATE_WINDOW_MS) / 1000;
}

function indexOf(intercomMs: number): number {
  return Math.floor(intercomMs / RATE_WINDOW_MS);
}

/** What others would have used in the whole window, had it not been used up before its end. */
function usedByOthers({ index, taken, lowestRemaining, lowestSeenMs }: SeenWindow, limit: number): number {
  if (lowestRemaining === Infinity) return 0;
  const seen = Math.max(0, limit - lowestRemaining + 1 - taken);
  const isUsedUp = lowestRemaining <= limit * LEAST_SHARE;
  const lastedMs = lowestSeenMs - index * RATE_WINDOW_MS;
  return isUsedUp && lastedMs > 0 && lastedMs < RATE_WINDOW_MS ? (seen * RATE_WINDOW_MS) / lastedMs : seen;
}
