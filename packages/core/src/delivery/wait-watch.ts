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

/** Watches what a sender waits for. Times given are milliseconds of its clock. */
export class WaitWatch {
  readonly #waits = new Set<Wait>();
  #underWay = 0;
  #silentSinceMs = 0;

  sent(nowMs: number): void {
    if (this.#underWay === 0) this.#silentSinceMs = nowMs;
    this.#underWay += 1;
  }

  /** To be called once for each that was sent, whether an answer came or not. */
  ended(nowMs: number): void {
    this.#underWay -= 1;
    this.#silentSinceMs = nowMs;
  }

  /** Settles as `waited` does. */
  async during(reason: WaitReason, untilMs: number, waited: Promise<void>): Promise<void> {
    const wait = { reason, untilMs };
    this.#waits.add(wait);
    try {
      await waited;
    } finally {
      this.#waits.delete(wait);
    }
  }

  /** `undefined`: requests are under way, or nobody wants to send. Nothing is sent for `leastMs`. */
  at(nowMs: number, leastMs = 0): Waiting | undefined {
    if (this.#underWay > 0) {
      const ms = nowMs - this.#silentSinceMs;
      return ms < SILENCE_MS ? undefined : { for: 'answer', ms };
    }
    let next: Wait | undefined;
    for (const wait of this.#waits) if (next === undefined || wait.untilMs < next.untilMs) next = wait;
    return next === undefined ? undefined : { ...next.reason, ms: Math.max(leastMs, next.untilMs - nowMs) };
  }
}
