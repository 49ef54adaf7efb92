/** Characters of the two texts that are compared. */
export const SHORT = 2_048;
export const LONG = 8 * SHORT;

/** Less processor time than this, in milliseconds, is no fault whatever it is a multiple of. */
const FLOOR_MS = 4;
/** Linear work gives 8, quadratic 64. */
const RATIO_MAX = 24;
const ROUNDS = 2;
/** Another program, or the collector, may be in the way once or twice. */
const TRIES = 3;

/**
 * How the work grows from a short text to one eight times as long, by processor time. Only the ratio counts, so a slow
 * machine finds the same as a fast one.
 */
export function growthOf(prepare: (length: number) => () => void): 'linear' | 'steeper' {
  const long = prepare(LONG);
  // Nearly all end here.
  if (leastMs(long, 1) < FLOOR_MS) return 'linear';
  const short = prepare(SHORT);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const longMs = leastMs(long, ROUNDS);
    if (longMs < FLOOR_MS || longMs <= RATIO_MAX * leastMs(short, ROUNDS)) return 'linear';
  }
  return 'steeper';
}

function leastMs(run: () => void, rounds: number): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}
