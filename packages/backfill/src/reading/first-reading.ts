import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Overlaps } from '../overlaps/overlaps';
import { replaceFile } from '../run-directory/replace-file';
import type { runFiles } from '../run-directory/run-files';
import type { FileHistory } from '../sources/again/file-history';
import { CannotRun } from '../terminal/cannot-run';
import type { Survey } from './survey';

/** What the first reading of a run found. A resume goes by it, and does not read everything again. */
export interface FirstReading {
  readonly files: readonly FileHistory[];
  readonly found: Survey;
}

type Paths = Pick<ReturnType<typeof runFiles>, 'firstReading' | 'firstOverlaps'>;

/** What the file holds. The people of the sample are left out: nobody asks for them once a call has ended. */
interface StoredReading {
  readonly format: 1;
  /** Of which run it is. */
  readonly subject: string;
  readonly files: readonly FileHistory[];
  readonly found: Omit<Survey, 'overlaps' | 'sample'>;
}

export function writeFirstReading(paths: Paths, subject: string, { files, found }: FirstReading): void {
  replaceFile(paths.firstOverlaps, gzipSync(found.overlaps.bytes, { level: 1 }));
  const figures = { ...found, overlaps: undefined, sample: undefined };
  const stored: StoredReading = { format: 1, subject, files, found: figures };
  replaceFile(paths.firstReading, `${JSON.stringify(stored)}\n`);
}

/** Throws `CannotRun` where the run directory does not hold the first reading of this run whole. */
export function readFirstReading(paths: Paths, subject: string): FirstReading {
  const path = paths.firstReading;
  if (!existsSync(path)) throw new CannotRun(`${path} is missing; it was taken away by something else.`);
  try {
    const stored = JSON.parse(readFileSync(path, 'utf8')) as Partial<StoredReading>;
    const overlaps = Overlaps.from(gunzipSync(readFileSync(paths.firstOverlaps)));
    const { format, files, found } = stored;
    if (format === 1 && stored.subject === subject && files !== undefined && found !== undefined) {
      return { files, found: { ...found, overlaps, sample: [] } };
    }
  } catch {
    // Falls through to the same answer as a file of another form.
  }
  throw new CannotRun(`${path} is not what this run wrote; it was changed by something else.`);
}
