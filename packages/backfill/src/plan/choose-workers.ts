import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { STDIN } from '../sources/find-source-files';

/** Unpacking keeps a thread of its own busy, and is the limit with more. */
export const WORKERS_MOST = 4;
/** Less is read before threads have started. */
const WORTH_BYTES = 8e6;

/**
 * How many threads beside the main one read a dump: as many as asked for, or what is the fastest. None where it cannot be
 * read a second time, which `profileDump` may have to.
 */
export function chooseWorkers(files: readonly string[], asked: number | undefined): number {
  const stats = files.filter((file) => file !== STDIN).map((file) => statSync(file));
  if (stats.length < files.length || !stats.every((file) => file.isFile())) return 0;
  if (asked !== undefined) return asked;
  const cores = availableParallelism();
  const bytes = stats.reduce((sum, { size }) => sum + size, 0);
  return cores === 1 || bytes < WORTH_BYTES ? 0 : Math.min(cores, WORKERS_MOST);
}
