import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lines of a file in a run directory. */
export function readRunLines(runDir: string, name: string): Record<string, unknown>[] {
  return readFileSync(join(runDir, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** How many calls have ended, also while the run goes on and its journal may end in half a line. */
export function countEnded(runDir: string): number {
  const path = join(runDir, 'journal.ndjson');
  return existsSync(path) ? (readFileSync(path, 'utf8').match(/"o":/g)?.length ?? 0) : 0;
}

/** The positions of the calls that have ended, in order. */
export function readPositions(runDir: string): number[] {
  return readRunLines(runDir, 'journal.ndjson')
    .filter(({ o }) => o !== undefined)
    .map(({ n }) => Number(n))
    .sort((a, b) => a - b);
}

/** From 1. */
export function positionsUpTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
