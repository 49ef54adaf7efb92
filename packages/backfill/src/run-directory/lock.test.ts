import { beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createFolder } from '../../../../test/lifetime/folder';
import { findRunningProcess, lockRunDirectory } from './lock';

/** More than a system ever gives. */
const NO_PROCESS = 2 ** 30;

let folder: string;
let path: string;
beforeEach(() => {
  ({ folder } = createFolder());
  path = join(folder, 'lock');
});

describe('the lock of a run directory', () => {
  it.each([
    { because: 'the process that held it died', left: JSON.stringify({ pid: NO_PROCESS, host: hostname() }) },
    {
      because: 'its number belongs to another process by now',
      left: JSON.stringify({ pid: process.pid, startedAt: 'another time', host: hostname() }),
    },
    { because: 'it is no lock at all', left: '{' },
  ])('is taken over where $because', ({ left }) => {
    writeFileSync(path, left);
    expect(findRunningProcess(path)).toBeUndefined();
    const lock = lockRunDirectory(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(readdirSync(folder)).toEqual(['lock']);
    lock.release();
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    { because: 'it works there', host: hostname(), says: `process ${process.pid}` },
    { because: 'a process on another host cannot be asked', host: 'elsewhere', says: 'on elsewhere' },
  ])('stays with its holder where $because', ({ host, says }) => {
    const first = lockRunDirectory(path);
    const held = { ...(JSON.parse(readFileSync(path, 'utf8')) as object), host };
    writeFileSync(path, JSON.stringify(held));
    expect(() => lockRunDirectory(path)).toThrow(says);
    expect(findRunningProcess(path)).toBe(process.pid);
    expect(readdirSync(folder)).toEqual(['lock']);
    first.release();
  });
});
