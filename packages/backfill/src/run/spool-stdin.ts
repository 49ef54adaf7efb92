import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CannotRun } from '../terminal/cannot-run';

/**
 * Keeps standard input in a file of its user alone, so that a run on it can be resumed. Once kept, it is not read
 * again. Rejects with the signal's reason when that is aborted.
 */
export async function spoolStdin(path: string, signal: AbortSignal): Promise<void> {
  if (existsSync(path)) {
    console.error(`Standard input was kept by the start before; going on with ${path}.`);
    return;
  }
  const draft = `${path}.draft`;
  const wasCutOff = existsSync(draft);
  try {
    await pipeline(process.stdin, createWriteStream(draft, { mode: 0o600, flush: true }), { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  // Resumed without its input, the run would else finish with no call at all.
  if (wasCutOff && statSync(draft).size === 0) {
    throw new CannotRun(
      'Standard input was cut off while it was kept, and now there is none; give it once more.',
    );
  }
  renameSync(draft, path);
}
