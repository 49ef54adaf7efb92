import { expect } from '@jest/globals';

const SMALL = 5_000;
const GROWTH = 8;
const ROUNDS = 5;

/** Eight times the input may cost eight times as much, and some more for noise, but not its square. */
export function expectLinearCost(work: (size: number) => void): void {
  work(1_000);
  let [small, large, growth] = [Infinity, Infinity, Infinity];
  // Noise only adds to a cost, so that one round without much of it is enough.
  for (let round = 0; round < ROUNDS && growth >= GROWTH * 4; round += 1) {
    small = Math.min(small, costOf(work, SMALL));
    large = Math.min(large, costOf(work, SMALL * GROWTH));
    growth = large / Math.max(small, 1);
  }
  expect(growth).toBeLessThan(GROWTH * 4);
}

/** In milliseconds of processor time: what else the machine does is not in it. */
function costOf(work: (size: number) => void, size: number): number {
  const before = process.cpuUsage();
  work(size);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
