import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
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

/** The same for a long journal, of which each look reads only what is new. */
export function createEndedCounter(runDir: string): () => number {
  const path = join(runDir, 'journal.ndjson');
  let readBytes = 0;
  let ended = 0;
  return () => {
    const size = existsSync(path) ? statSync(path).size : 0;
    if (size <= readBytes) return ended;
    const descriptor = openSync(path, 'r');
    const chunk = Buffer.alloc(size - readBytes);
    readSync(descriptor, chunk, 0, chunk.length, readBytes);
    closeSync(descriptor);
    const whole = chunk.subarray(0, chunk.lastIndexOf(0x0a) + 1);
    readBytes += whole.length;
    ended += whole.toString().match(/"o":/g)?.length ?? 0;
    return ended;
  };
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
