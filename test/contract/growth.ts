/** Characters of the shortest text; each longer one is `STEP` times as long. */
export const SHORT = 2_048;
const STEP = 8;
export const LONG = STEP * SHORT;

/** Less processor time than this, in milliseconds, is no fault whatever it is a multiple of. */
const FLOOR_MS = 4;
/** Linear work gives 8, quadratic 64. */
const RATIO_MAX = 24;
/** Of the long text; the short one has as many as take the same time. */
const ROUNDS = 2;
/** Another program, or the collector, may be in the way once or twice. */
const TRIES = 3;

/**
 * How the work grows from a short text to one eight times as long, by processor time. Only the ratio counts, so a slow
 * machine finds the same as a fast one. Work that leaves the processor's cache or needs a larger stack takes a step once:
 * work is called steeper where it is so from the long text to one eight times as long again.
 */
export function growthOf(prepare: (length: number) => () => void): 'linear' | 'steeper' {
  const long = prepare(LONG);
  // Nearly all end here.
  if (leastMs(long, 1) < FLOOR_MS) return 'linear';
  if (isLinear(prepare(SHORT), long)) return 'linear';
  return isLinear(long, prepare(STEP * LONG)) ? 'linear' : 'steeper';
}

function isLinear(short: () => void, long: () => void): boolean {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const longMs = leastMs(long, ROUNDS);
    if (longMs < FLOOR_MS || longMs <= RATIO_MAX * leastMs(short, STEP * ROUNDS)) return true;
  }
  return false;
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
