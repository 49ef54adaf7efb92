const RECENT_MS = 30_000;

/** How fast a count has grown of late. Times are milliseconds of one clock. */
export class RecentRate {
  #seen: { readonly atMs: number; readonly count: number }[];

  constructor(atMs: number, count: number) {
    this.#seen = [{ atMs, count }];
  }

  /** A second over the last thirty seconds, or since the start. To be asked about once a second. */
  perSecond(atMs: number, count: number): number {
    this.#seen.push({ atMs, count });
    // The one before the oldest of the last thirty seconds is where these begin.
    while (this.#seen[1] !== undefined && this.#seen[1].atMs <= atMs - RECENT_MS) this.#seen.shift();
    const [oldest = { atMs, count }] = this.#seen;
    return Math.max(0, (count - oldest.count) / Math.max(1, atMs - oldest.atMs)) * 1_000;
  }
}
