import { resolve } from 'node:path';
import { UnreadableFiles, type SkippedFile } from '../sources/unreadable-file';
import { CannotRun } from '../terminal/cannot-run';

/**
 * Reads the files, and once more without those that cannot be read, where they may be left out: so no call's position depends
 * on what such a file gave before its fault. Throws where no file is left.
 */
export async function readReadable<Found>(
  files: readonly string[],
  skipsBadFiles: boolean,
  read: (files: readonly string[]) => Promise<Found>,
): Promise<{ readonly found: Found; readonly skipped: readonly SkippedFile[] }> {
  try {
    return { found: await read(files), skipped: [] };
  } catch (error) {
    if (!(error instanceof UnreadableFiles)) throw error;
    const skipped = error.files;
    const bad = new Set(skipped.map(({ file }) => file));
    const rest = files.filter((file) => !bad.has(file));
    if (rest.length === 0) throw error;
    if (!skipsBadFiles) {
      const hint = `With --skip-bad-files the others are read without ${bad.size === 1 ? 'it' : 'them'}.`;
      throw new CannotRun(error.message, { cause: error, details: [...error.details, hint] });
    }
    return {
      found: await read(rest),
      skipped: skipped.map(({ file, fault }) => ({ file: resolve(file), fault })),
    };
  }
}
