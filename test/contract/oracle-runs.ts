import { expect } from '@jest/globals';
import { dose } from '../dose';
import { shrink } from './shrink';

/** With a million calls in ten tests, none takes so long that it looks like one that hangs. */
const TESTS = 10;
const SEEDS_A_TEST = dose(10, 2_000);
export const CALLS_A_SEED = 50;

/** The first seed of each test. */
export const FIRST_SEEDS = Array.from({ length: TESTS }, (_, at) => at * SEEDS_A_TEST);

type Call = Record<string, unknown>;

/** Settings and the calls to map under them, the same ones for a seed. */
export type Draw<Settings> = (seed: number) => {
  readonly settings: Settings;
  readonly calls: readonly Call[];
};

/** What core makes of a call beside what is documented. */
type Comparison = (call: Call) => {
  readonly found: unknown;
  readonly documented: unknown;
  readonly agree: boolean;
};

/** Fails with the smallest call of which core makes something else than is documented. */
export function expectAgreement<Settings>(
  firstSeed: number,
  draw: Draw<Settings>,
  createComparison: (settings: Settings) => Comparison,
): void {
  for (let seed = firstSeed; seed < firstSeed + SEEDS_A_TEST; seed += 1) {
    const { settings, calls } = draw(seed);
    const compare = createComparison(settings);
    for (const call of calls) {
      if (compare(call).agree) continue;
      const smallest = shrink(call, (smaller) => !compare(smaller).agree);
      const { found, documented } = compare(smallest);
      expect({ seed, settings, call: smallest, found }).toEqual({
        ...{ seed, settings, call: smallest },
        found: documented,
      });
    }
  }
}

/** The endings that at least ten calls of the first seeds come to. */
export function listCommonEndings<Settings>(
  seeds: number,
  draw: Draw<Settings>,
  endingsOf: (call: Call, settings: Settings) => readonly string[],
): string[] {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < seeds; seed += 1) {
    const { settings, calls } = draw(seed);
    for (const ending of calls.flatMap((call) => endingsOf(call, settings))) {
      counts.set(ending, (counts.get(ending) ?? 0) + 1);
    }
  }
  return [...counts].filter(([, count]) => count >= 10).map(([ending]) => ending);
}
