import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { CannotRun } from '../terminal/cannot-run';
import { AppendFile } from './append-file';
import { PositionSet } from './position-set';
import { readWholeLines } from './read-whole-lines';

/** Where the dead letters are written anew, until it takes the place of the file. */
const draftOf = (path: string) => `${path}.draft`;

/**
 * Writes the dead letters that still are some beside the file, each once, as it was tried last. Gives the length; the
 * draft is not in its place yet.
 */
export function draftRemaining(path: string, isDeadLetter: (position: number) => boolean): number {
  const draft = draftOf(path);
  rmSync(draft, { force: true });
  const seen = new PositionSet();
  const seenTwice = new PositionSet();
  readWholeLines(path, (text) => {
    const position = readPosition(text, path);
    (seen.has(position) ? seenTwice : seen).add(position);
  });
  const remaining = new AppendFile(draft);
  try {
    readWholeLines(path, (text) => {
      const position = readPosition(text, path);
      if (!isDeadLetter(position)) return;
      // What was tried again and given up again is further down once more.
      if (seenTwice.has(position)) seenTwice.delete(position);
      else remaining.append(text);
    });
    return remaining.bytes;
  } finally {
    remaining.close();
  }
}

export function putDraftInPlace(path: string): void {
  renameSync(draftOf(path), path);
}

/** Ends what a kill cut short: a draft that the journal speaks of, with so many bytes, is whole. */
export function settleDraft(path: string, rewrittenBytes: number | undefined): void {
  const draft = draftOf(path);
  if (!existsSync(draft)) return;
  if (statSync(draft).size === rewrittenBytes) putDraftInPlace(path);
  else rmSync(draft);
}

function readPosition(text: string, path: string): number {
  try {
    const { position } = JSON.parse(text) as { readonly position?: unknown };
    if (typeof position === 'number') return position;
  } catch {
    // Falls through to the same answer as a line of another form.
  }
  throw new CannotRun(`${path} has a line of another form; it was changed by something else.`);
}
