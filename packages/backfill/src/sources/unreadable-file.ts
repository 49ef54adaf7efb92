import { resolve } from 'node:path';
import { CannotRun } from '../terminal/cannot-run';

/** A file that cannot be read to its end, though others can. */
export class UnreadableFile extends CannotRun {
  readonly file: string;

  constructor(file: string, message: string, cause: unknown) {
    super(message, { cause });
    this.file = file;
  }
}

/** What a file that is left out says of itself in plans, manifests and reports. */
export interface SkippedFile {
  /** Its whole path, but as it was named where nothing is left out yet. */
  readonly file: string;
  /** A sentence. */
  readonly fault: string;
}

/** Whether a file is among those that are left out, by whatever path it is named. */
export function isSkipped(file: string, skipped: readonly SkippedFile[]): boolean {
  const path = resolve(file);
  return skipped.some((one) => one.file === path);
}

/** All files of an input that cannot be read. */
export class UnreadableFiles extends CannotRun {
  readonly files: readonly SkippedFile[];

  constructor(faults: readonly UnreadableFile[]) {
    const messages = faults.map(({ message }) => message);
    const isOne = messages.length === 1;
    super(isOne ? (messages[0] ?? '') : `${messages.length} files cannot be read:`, {
      cause: faults[0],
      details: isOne ? [] : messages,
    });
    this.files = faults.map(({ file, message }) => ({ file, fault: message }));
  }
}
