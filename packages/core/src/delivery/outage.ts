/** Failures in a row, over all calls, after which it is Intercom that is away and not one call that is at fault. */
const FAILURES_OF_OUTAGE = 20;
const PROBE_EVERY_MS = 15_000;

/** Tells an outage from faults that pass, and when to ask whether it is over. Times are our clock's milliseconds. */
export class OutageWatch {
  readonly #maxOutageMs: number;
  #failuresInARow = 0;
  #sinceMs: number | undefined;
  #nextProbeMs = 0;

  constructor(maxOutageMs: number) {
    this.#maxOutageMs = maxOutageMs;
  }

  get isOn(): boolean {
    return this.#sinceMs !== undefined;
  }

  /** Answers that failed since the last one that did not. */
  get failuresInARow(): number {
    return this.#failuresInARow;
  }

  failed(nowMs: number): void {
    this.#failuresInARow += 1;
    if (this.isOn) this.#nextProbeMs = nowMs + PROBE_EVERY_MS;
    else if (this.#failuresInARow >= FAILURES_OF_OUTAGE) this.begin(nowMs);
  }

  /** Where a question of another kind failed too, there is no need to count to twenty. */
  begin(nowMs: number): void {
    this.#sinceMs ??= nowMs;
    this.#nextProbeMs = nowMs + PROBE_EVERY_MS;
  }

  answered(): void {
    this.#failuresInARow = 0;
    this.#sinceMs = undefined;
  }

  /** Milliseconds until one request may ask whether the outage is over; 0: now. */
  untilProbe(nowMs: number): number {
    // A wait longer than that between two probes: our clock was set back.
    return Math.min(Math.max(0, this.#nextProbeMs - nowMs), PROBE_EVERY_MS);
  }

  hasLastedTooLong(nowMs: number): boolean {
    return this.#sinceMs !== undefined && nowMs - this.#sinceMs >= this.#maxOutageMs;
  }
}
