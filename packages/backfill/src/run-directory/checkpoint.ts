import { readFileSync } from 'node:fs';
import type { Counts } from './counts';
import { replaceFile } from './replace-file';

/** A summary of the journal, for who looks at a run from outside. The journal alone is what a resume relies on. */
export interface Checkpoint {
  readonly at: string;
  readonly calls: number;
  readonly counts: Counts;
}

export function writeCheckpoint(path: string, checkpoint: Checkpoint): void {
  replaceFile(path, `${JSON.stringify(checkpoint)}\n`);
}

/** `undefined`: there is none yet. */
export function readCheckpoint(path: string): Checkpoint | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Checkpoint;
  } catch {
    return undefined;
  }
}
