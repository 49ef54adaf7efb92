import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { STDIN } from '../sources/find-source-files';

/** Unpacking keeps a thread of its own busy, and is the limit with more. */
export const WORKERS_MOST = 4;
/** Less is read before threads have started. */
const WORTH_BYTES = 8e6;

/** How many threads beside the main one read a dump the fastest. */
export function chooseWorkers(files: readonly string[]): number {
  const cores = availableParallelism();
  const bytes = files.reduce((sum, file) => sum + (file === STDIN ? 0 : statSync(file).size), 0);
  return cores === 1 || bytes < WORTH_BYTES ? 0 : Math.min(cores, WORKERS_MOST);
}
