import type { HttpReply } from './http';

/** What a reply says of the window it was counted in. */
export interface RateHeaders {
  /** Calls in a window. */
  readonly limit: number;
  /** As the reply states it: before this call was counted. */
  readonly remaining: number;
  /** The window's end in Unix seconds; some workspaces have been seen to say two seconds more. */
  readonly resetSeconds: number;
}

/** `undefined`: the reply has none that can be, as a reply to bad credentials. */
export function readRateHeaders({ headers }: HttpReply): RateHeaders | undefined {
  const limit = Number(headers['x-ratelimit-limit']);
  const remaining = Number(headers['x-ratelimit-remaining']);
  const resetSeconds = Number(headers['x-ratelimit-reset']);
  const areNumbers = Number.isFinite(limit + remaining + resetSeconds);
  return areNumbers && limit > 0 && remaining >= 0 && resetSeconds > 0
    ? { limit, remaining, resetSeconds }
    : undefined;
}
