import type { Clock } from './clock';

/** Why nothing is sent for some time. */
export type WaitReason =
  /** To keep to the rate. `isRefused`: the last answer was 429. */
  | { readonly for: 'rate'; readonly isRefused: boolean }
  /** A request failed and is tried again. `status`: of its answer; `undefined`: none came. */
  | { readonly for: 'next_try'; readonly status: number | undefined };

/** What a sender waits for just now. */
export type Waiting =
  /** `ms` until the next request. */
  | (WaitReason & { readonly ms: number })
  /** `ms` since the last answer came. */
  | { readonly for: 'answer'; readonly ms: number };

/** An answer normally takes less than a second. */
const SILENCE_MS = 5_000;

interface Wait {
  readonly reason: WaitReason;
  readonly untilMs: number;
}

/** Waits for a sender by its clock, and tells what it waits for. */
export class WaitWatch {
  readonly #clock: Clock;
  readonly #waits = new Set<Wait>();
  #underWay = 0;
  #silentSinceMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  sent(): void {
    if (this.#underWay === 0) this.#silentSinceMs = this.#clock.now();
    this.#underWay += 1;
  }

  /** To be called once for each that was sent, whether an answer came or not. */
  ended(): void {
    this.#underWay -= 1;
    this.#silentSinceMs = this.#clock.now();
  }

  /** Rejects as the clock does, when the signal is aborted. */
  async wait(reason: WaitReason, ms: number, signal?: AbortSignal): Promise<void> {
    const wait = { reason, untilMs: this.#clock.now() + ms };
    this.#waits.add(wait);
    try {
      await this.#clock.wait(ms, signal);
    } finally {
      this.#waits.delete(wait);
    }
  }

  /** `undefined`: requests are under way, or nobody wants to send. Nothing is sent for `leastMs`. */
  waiting(leastMs = 0): Waiting | undefined {
    const nowMs = this.#clock.now();
    if (this.#underWay > 0) {
      const ms = nowMs - this.#silentSinceMs;
      return ms < SILENCE_MS ? undefined : { for: 'answer', ms };
    }
    let next: Wait | undefined;
    for (const wait of this.#waits) if (next === undefined || wait.untilMs < next.untilMs) next = wait;
    return next === undefined ? undefined : { ...next.reason, ms: Math.max(leastMs, next.untilMs - nowMs) };
  }
}
