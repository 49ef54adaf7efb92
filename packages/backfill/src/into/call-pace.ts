import type { Clock, Rate } from '@intercom-destination/core';

/** Calls a second that Intercom takes of a workspace by default: 10,000 a minute, in windows of ten seconds. */
const INTERCOM_PER_SECOND = 1_667 / 10;

/**
 * Paces what is handed over by calls a second. A share is one of what Intercom takes by default, since the destination
 * has to bring all of it there, and a platform gives up after some hours.
 */
export class CallPace {
  readonly #clock: Clock;
  #perSecond: number;
  #nextMs = 0;

  constructor(rate: Rate, clock: Clock) {
    this.#clock = clock;
    this.#perSecond = toPerSecond(rate);
  }

  changeRate(rate: Rate): void {
    this.#perSecond = toPerSecond(rate);
  }

  /** So many calls go at once, so that they arrive evenly: those of one second. */
  get callsAtOnce(): number {
    return Math.max(1, Math.ceil(this.#perSecond));
  }

  get perSecond(): number {
    return this.#perSecond;
  }

  /** Resolves when so many calls may go. Rejects with the signal's reason when that is aborted. */
  async take(calls: number, signal: AbortSignal): Promise<void> {
    const nowMs = this.#clock.now();
    const turnMs = Math.max(this.#nextMs, nowMs);
    this.#nextMs = turnMs + (calls / this.#perSecond) * 1_000;
    if (turnMs > nowMs) await this.#clock.wait(turnMs - nowMs, signal);
    signal.throwIfAborted();
  }
}

function toPerSecond(rate: Rate): number {
  return 'share' in rate ? rate.share * INTERCOM_PER_SECOND : rate.perSecond;
}
