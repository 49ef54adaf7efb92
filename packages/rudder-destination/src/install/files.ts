import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { isMarked } from './mark';

/** Whole or not at all, whenever the process ends. */
export function writeWhole(path: string, content: string | Buffer, mode?: number): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = path + UNFINISHED;
  const file = openSync(unfinished, 'w');
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (mode !== undefined) chmodSync(unfinished, mode);
  renameSync(unfinished, path);
}

const UNFINISHED = '.unfinished';

/** What is left of a write that was killed. */
export function removeUnfinished(path: string): void {
  rmSync(path + UNFINISHED, { force: true });
}

/** A copy with the same content and mode. */
export function copyWhole(from: string, to: string): void {
  writeWhole(to, readFileSync(from), statSync(from).mode & 0o7777);
}

/** `undefined`: there is none. */
export function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Whether the installer wrote this file. */
export function isOurs(path: string): boolean {
  return isMarked(readIfThere(path) ?? '');
}

/** Removes the folder and those around it, up to `until`, as long as they are empty. */
export function removeEmptyFolders(folder: string, until: string): void {
  for (let each = folder; each.length > until.length; each = dirname(each)) {
    try {
      rmdirSync(each);
    } catch {
      return;
    }
  }
}
