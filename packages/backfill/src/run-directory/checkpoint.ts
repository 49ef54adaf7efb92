import { readFileSync } from 'node:fs';
import type { Counts } from './counts';
import type { Measurements, RunMeter } from './measurements';
import { replaceFile } from './replace-file';
import type { RunJournal } from './run-journal';

/** A summary of the journal, for who looks at a run from outside. The journal alone is what a resume relies on. */
export interface Checkpoint {
  readonly at: string;
  readonly calls: number;
  readonly counts: Counts;
  readonly measurements: Measurements;
}

const EVERY_MS = 1_000;

/**
 * Brings the journal to the disk and renews the checkpoint at once, each second and at the end. Without a disk to account on
 * nothing more may be sent, so a fault aborts the run.
 */
export function keepCheckpoints(
  path: string,
  journal: RunJournal,
  meter: RunMeter,
  calls: number,
  abort: AbortController,
): { readonly stop: () => void; readonly throwIfFailed: () => void } {
  let fault: { readonly error: unknown } | undefined;
  const renew = () => {
    journal.sync();
    const { measurements } = meter;
    const at = new Date().toISOString();
    const checkpoint: Checkpoint = { at, calls, counts: journal.counts, measurements };
    replaceFile(path, `${JSON.stringify(checkpoint)}\n`);
  };
  renew();
  const timer = setInterval(() => {
    try {
      renew();
    } catch (error) {
      fault ??= { error };
      abort.abort(error);
    }
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      renew();
    },
    throwIfFailed: () => {
      if (fault !== undefined) throw fault.error;
    },
  };
}

/** `undefined`: there is none yet. */
export function readCheckpoint(path: string): Checkpoint | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Checkpoint;
  } catch {
    return undefined;
  }
}
