import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from './refused';

/** Whether a path from the transformer's folder stays within it. */
export function isInside(path: string): boolean {
  return path
    .split(/[\\/]/)
    .every((part) => part !== '' && part !== '.' && part !== '..' && !part.includes(':'));
}

/** Throws `Refused` where a link on the way would lead the installer elsewhere. `path` is from the transformer's folder. */
export function refuseLinks(app: string, path: string): void {
  let each = app;
  for (const part of path.split('/')) {
    each = join(each, part);
    if (lstatSync(each, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      throw new Refused(`${each} is a symbolic link: the installer changes nothing behind one.`);
    }
  }
}
