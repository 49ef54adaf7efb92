import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtPath, putBackBuilt } from './built';
import { copyWhole, isOurs, removeEmptyFolders, removeUnfinished } from './files';
import { refuseLinks } from './inside';
import type { RecordedFile } from './installation-record';
import { backupPath } from './record';
import { Refused } from './refused';

/** Makes one file what it was: gone, or the built-in one, in a clone's build too. What somebody else has put there meanwhile stays. */
export function putBack(app: string, file: RecordedFile): void {
  putBackWritten(app, file);
  putBackBuilt(app, file);
}

/** Throws `Refused` where a link is in the way of that. */
export function refuseLinksToPutBack(app: string, { path }: RecordedFile): void {
  for (const each of [path, builtPath(path)]) if (each !== undefined) refuseLinks(app, each);
}

function putBackWritten(app: string, { path: from, builtInPath }: RecordedFile): void {
  const path = join(app, from);
  removeUnfinished(path);
  if (builtInPath === undefined) {
    if (isOurs(path)) rmSync(path);
    removeEmptyFolders(dirname(path), app);
    return;
  }
  const builtIn = join(app, builtInPath);
  const backup = backupPath(app, from);
  removeUnfinished(builtIn);
  if (isOurs(path)) {
    const kept = [backup, builtIn].find((each) => existsSync(each));
    if (kept === undefined) {
      throw new Refused(`${builtIn} is gone, and no copy of it is kept: install the transformer anew.`);
    }
    copyWhole(kept, path);
  }
  rmSync(builtIn, { force: true });
  rmSync(backup, { force: true });
}
