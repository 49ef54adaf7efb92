import type { WindowUse } from '@intercom-destination/core';
import { increment } from './counts';
import type { EndedCall } from './outcome';

/** How a run went over time. It is kept with the checkpoint, so that it outlives a start. */
export interface Measurements {
  /** Seconds that a bucket is long. */
  readonly bucket_s: number;
  /** In order; those in which nothing happened are left out. */
  readonly buckets: readonly Bucket[];
  /** Replies by how long they took: each count is for up to the bound in `LATENCY_BOUNDS_MS`, the last for more. */
  readonly latency: readonly number[];
  /** Requests by the status of their reply; `none`: no whole answer came. */
  readonly replies: Readonly<Record<string, number>>;
}

export interface Bucket {
  /** When it begins, in Unix seconds. */
  readonly at_s: number;
  /** Calls that Intercom accepted, or that the platform took. */
  accepted: number;
  dead_letters: number;
  /** Calls that ended without a request. */
  not_sent: number;
  requests: number;
  /** Of the rate windows that ended in it, in calls. */
  window_ours: number;
  window_others: number;
  window_limit: number;
}

export const LATENCY_BOUNDS_MS = [25, 50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800] as const;
const BUCKETS_MAX = 240;
const FIRST_BUCKET_S = 10;

/** Measures a run in flat memory: where there would be too many buckets, two become one. */
export class RunMeter {
  #bucketS: number;
  #buckets: Bucket[];
  readonly #latency: number[];
  readonly #replies: Record<string, number>;
  readonly #nowMs: () => number;

  /** `before` is what earlier starts have measured. */
  constructor(before?: Measurements, nowMs: () => number = Date.now) {
    this.#bucketS = before?.bucket_s ?? FIRST_BUCKET_S;
    this.#buckets = before?.buckets.map((bucket) => ({ ...bucket })) ?? [];
    this.#latency = LATENCY_BOUNDS_MS.map((_, index) => before?.latency[index] ?? 0);
    this.#latency.push(before?.latency[LATENCY_BOUNDS_MS.length] ?? 0);
    this.#replies = { ...before?.replies };
    this.#nowMs = nowMs;
  }

  ended({ outcome }: Pick<EndedCall, 'outcome'>): void {
    const bucket = this.#bucket();
    switch (outcome) {
      case 'accepted':
      case 'same_second':
      case 'handed_over':
        bucket.accepted += 1;
        return;
      case 'dead_letter':
        bucket.dead_letters += 1;
        return;
      case 'duplicate':
      case 'skipped':
      case 'refused':
        bucket.not_sent += 1;
        return;
      default:
        outcome satisfies never;
    }
  }

  /** `status` is `undefined` where no whole answer came. */
  replied(status: number | undefined, tookMs: number): void {
    this.#bucket().requests += 1;
    increment(this.#replies, status === undefined ? 'none' : String(status));
    if (status === undefined) return;
    const index = LATENCY_BOUNDS_MS.findIndex((bound) => tookMs <= bound);
    const at = index === -1 ? LATENCY_BOUNDS_MS.length : index;
    this.#latency[at] = (this.#latency[at] ?? 0) + 1;
  }

  windowEnded({ ours, others, limit }: WindowUse): void {
    const bucket = this.#bucket();
    bucket.window_ours += ours;
    bucket.window_others += Math.round(others);
    bucket.window_limit += limit;
  }

  get measurements(): Measurements {
    return {
      bucket_s: this.#bucketS,
      buckets: this.#buckets,
      latency: this.#latency,
      replies: this.#replies,
    };
  }

  #bucket(): Bucket {
    const atS = this.#startOf(this.#nowMs() / 1000);
    const last = this.#buckets.at(-1);
    // A clock that was set back adds to the last one.
    if (last !== undefined && atS <= last.at_s) return last;
    if (this.#buckets.length >= BUCKETS_MAX) {
      this.#merge();
      return this.#bucket();
    }
    const bucket = emptyBucket(atS);
    this.#buckets.push(bucket);
    return bucket;
  }

  #merge(): void {
    this.#bucketS *= 2;
    const merged: Bucket[] = [];
    for (const bucket of this.#buckets) {
      const atS = this.#startOf(bucket.at_s);
      const last = merged.at(-1);
      if (last?.at_s === atS) addTo(last, bucket);
      else merged.push({ ...bucket, at_s: atS });
    }
    this.#buckets = merged;
  }

  #startOf(seconds: number): number {
    return Math.floor(seconds / this.#bucketS) * this.#bucketS;
  }
}

function emptyBucket(atS: number): Bucket {
  return {
    at_s: atS,
    accepted: 0,
    dead_letters: 0,
    not_sent: 0,
    requests: 0,
    window_ours: 0,
    window_others: 0,
    window_limit: 0,
  };
}

function addTo(sum: Bucket, bucket: Bucket): void {
  sum.accepted += bucket.accepted;
  sum.dead_letters += bucket.dead_letters;
  sum.not_sent += bucket.not_sent;
  sum.requests += bucket.requests;
  sum.window_ours += bucket.window_ours;
  sum.window_others += bucket.window_others;
  sum.window_limit += bucket.window_limit;
}
