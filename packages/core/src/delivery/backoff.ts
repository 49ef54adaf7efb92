const FIRST_MS = 500;
const CAP_MS = 30_000;

/** The wait before another attempt: 0.5 s doubling up to 30 s, with full jitter. `chance` is from 0 up to 1. */
export function backoffMs(attemptsMade: number, chance: number): number {
  const ceilingMs = Math.min(CAP_MS, FIRST_MS * 2 ** (attemptsMade - 1));
  return Math.round(ceilingMs * chance);
}
