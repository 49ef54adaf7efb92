import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a run, by what they are for. All of them are readable by their owner alone. */
export function runFiles(folder: string) {
  return {
    manifest: join(folder, 'manifest.json'),
    journal: join(folder, 'journal.ndjson'),
    refused: join(folder, 'refused.ndjson'),
    deadLetters: join(folder, 'dead-letters.ndjson'),
    createdContacts: join(folder, 'created-contacts.ndjson'),
    checkpoint: join(folder, 'checkpoint.json'),
    report: join(folder, 'report.json'),
    page: join(folder, 'report.html'),
    lock: join(folder, 'lock'),
    spooledStdin: join(folder, 'stdin'),
    overlaps: join(folder, 'overlaps'),
    firstReading: join(folder, 'first-reading.json'),
    firstOverlaps: join(folder, 'first-overlaps.gz'),
    leftOut: join(folder, 'left-out.gz'),
    rate: join(folder, 'rate'),
    verifyBefore: join(folder, 'verify-before.json'),
    verification: join(folder, 'verification.json'),
  };
}

export type RunFiles = ReturnType<typeof runFiles>;

export function createRunFolder(folder: string): void {
  const isNew = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined;
  // A folder with something in it has uses of its own; the files of a run are for their owner alone in any case.
  if (!isNew && readdirSync(folder).length === 0) chmodSync(folder, 0o700);
}

/** Whether a call has ended: from then on the run is bound to what it was started for. */
export function hasBegun(folder: string): boolean {
  const { journal, createdContacts } = runFiles(folder);
  return [journal, createdContacts].some((path) => existsSync(path) && statSync(path).size > 0);
}
