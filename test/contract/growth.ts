import { dose } from '../dose';

/** Characters of the texts to compare; each is `STEP` times as long as the one before. */
const STEP = 10;
const LENGTHS = dose([10_000], [10_000, 100_000]);

/** Less processor time than this, in milliseconds, is no fault whatever it is a multiple of. */
const FLOOR_MS = 4;
/** Linear work gives 10, quadratic 100. */
const RATIO_MAX = 32;
/** Another program, or the collector, may be in the way once or twice. */
const TRIES = 3;

/**
 * How the work grows with the length of its text, from a thousand characters to ten thousand and, in the soak, to a hundred
 * thousand, by processor time. Only the ratio counts, so a slow machine finds the same as a fast one. Work that leaves the
 * processor's cache or needs a larger stack takes a step once: work is called steeper where it is so on the next step too.
 */
export function growthOf(prepare: (length: number) => () => void): 'linear' | 'steeper' {
  return LENGTHS.every((length) => growsLinearly(prepare, length)) ? 'linear' : 'steeper';
}

function growsLinearly(prepare: (length: number) => () => void, length: number): boolean {
  const long = prepare(length);
  // Nearly all end here.
  if (averageMs(long, 1) < FLOOR_MS) return true;
  return isLinear(prepare(length / STEP), long) || isLinear(long, prepare(STEP * length));
}

function isLinear(short: () => void, long: () => void): boolean {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const longMs = averageMs(long, 1);
    // As many rounds of the short text as take the same time: the collector then has as much to do in them, too.
    if (longMs < FLOOR_MS || longMs <= RATIO_MAX * averageMs(short, STEP)) return true;
  }
  return false;
}

function averageMs(run: () => void, rounds: number): number {
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / rounds;
}
