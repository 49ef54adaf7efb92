import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kill, pid } from 'node:process';
import { refuseLinks } from './inside';
import { RECORD_FOLDER } from './record';
import { Refused, systemCode } from './refused';

/** Does the work while no other installer changes the same transformer. Throws `Refused` where one is at it. */
export function withLock<Result>(app: string, work: () => Result): Result {
  refuseLinks(app, RECORD_FOLDER);
  const folder = join(app, RECORD_FOLDER);
  const lock = join(folder, 'lock');
  mkdirSync(folder, { recursive: true });
  take(lock);
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
    removeIfEmpty(folder);
  }
}

function take(lock: string): void {
  if (!tryToTake(lock)) {
    const holder = readFileSync(lock, 'utf8').trim();
    if (!isGone(holder)) {
      throw new Refused(
        `Another rudder-install${holder === '' ? '' : ` (process ${holder})`} is at work there. If there is none, remove ${lock}.`,
      );
    }
    rmSync(lock);
    if (!tryToTake(lock)) throw new Refused('Another rudder-install has just begun there.');
  }
}

/** Whether it is ours now. */
function tryToTake(lock: string): boolean {
  try {
    writeFileSync(lock, `${pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Our own number is that of an earlier process: in a container they begin anew. */
function isGone(holder: string): boolean {
  if (!/^[1-9][0-9]{0,9}$/.test(holder)) return false;
  if (Number(holder) === pid) return true;
  try {
    kill(Number(holder), 0);
    return false;
  } catch (error) {
    return systemCode(error) === 'ESRCH';
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // There is a record in it.
  }
}
