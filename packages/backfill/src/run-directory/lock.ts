import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { CannotRun } from '../terminal/cannot-run';
import { errorCodeOf } from '../terminal/error-code';

interface LockHolder {
  readonly pid: number;
  /** When the process started, in the kernel's own count; `undefined`: this system does not tell. */
  readonly startedAt: string | undefined;
  readonly host: string;
}

/** Makes this process the only one that works in the run directory. A lock left by a process that died is taken over. */
export function lockRunDirectory(path: string): { release: () => void } {
  const mine: LockHolder = { pid: process.pid, startedAt: readStartTime(process.pid), host: hostname() };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (tryLink(draft, path)) return { release: removeIfThere.bind(undefined, path) };
      const holder = readLockHolder(path);
      if (holder !== undefined && isAlive(holder)) throw new CannotRun(describeHolder(holder, path));
      if (holder !== undefined) takeAway(path, holder, `${draft}.stale`);
      else removeIfThere(path);
    }
    throw new CannotRun('Another process keeps taking the run directory; try again.');
  } finally {
    removeIfThere(draft);
  }
}

/** Who works in the run directory now; `undefined`: nobody. */
export function findRunningProcess(path: string): number | undefined {
  const holder = readLockHolder(path);
  return holder !== undefined && isAlive(holder) ? holder.pid : undefined;
}

function describeHolder({ pid, host }: LockHolder, path: string): string {
  if (host === hostname()) {
    return `Another run (process ${pid}) works in this run directory; wait for it, or give this run another --run-dir.`;
  }
  return `Another run (process ${pid} on ${host}) has locked this run directory; if it is over, delete ${path}.`;
}

/** A link appears whole or not at all, so nobody ever reads half a lock. */
function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes the lock of a process that died. Another one may have put its own in that place meanwhile, so what was taken
 * away is looked at, and given back.
 */
function takeAway(path: string, dead: LockHolder, aside: string): void {
  try {
    renameSync(path, aside);
  } catch {
    // Taken away by another process.
    return;
  }
  if (!isSameHolder(readLockHolder(aside), dead)) tryLink(aside, path);
  removeIfThere(aside);
}

function isSameHolder(one: LockHolder | undefined, other: LockHolder): boolean {
  return one?.pid === other.pid && one.startedAt === other.startedAt && one.host === other.host;
}

function readLockHolder(path: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
  } catch {
    // Gone meanwhile, or no lock at all.
    return undefined;
  }
}

/** A process on another host cannot be asked, so it counts as alive. */
function isAlive({ pid, startedAt, host }: LockHolder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCodeOf(error) === 'EPERM';
  }
  // The number may have passed to another process since.
  return startedAt === undefined || readStartTime(pid) === startedAt;
}

function readStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22, counted after the name in brackets, which may hold blanks.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Nothing to remove.
  }
}
