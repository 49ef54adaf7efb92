import { describe, expect, it } from '@jest/globals';
import { createFolder } from '../../../../test/lifetime/folder';
import { CannotRun } from '../terminal/cannot-run';
import { loadPackage } from './load-package';

const LINE = /^--through x needs adapter-x and host-x: npm install both, .*\.$/;

describe('an adapter that the user installed', () => {
  it.each([
    { installed: {}, because: 'neither is there' },
    { installed: { 'adapter-x': 'exports.a = 1' }, because: 'its host is missing' },
    { installed: { 'host-x': 'exports.h = 1' }, because: 'the adapter is missing' },
  ])('is asked for in one line where $because', ({ installed }) => {
    expect(() => {
      inFolderWith(installed, load);
    }).toThrow(LINE);
    expect(() => {
      inFolderWith(installed, load);
    }).toThrow(CannotRun);
  });

  it('is loaded from the working folder, with the host that it uses itself', () => {
    const installed = { 'adapter-x': "exports.host = require('host-x')", 'host-x': 'exports.h = {}' };
    inFolderWith(installed, () => {
      const { exports, requireBeside } = load();
      expect((exports as { host: unknown }).host).toBe(requireBeside('host-x/index'));
    });
  });

  it('is named where it is broken', () => {
    const installed = { 'adapter-x': "throw new Error('too old')", 'host-x': '' };
    expect(() => {
      inFolderWith(installed, load);
    }).toThrow(/cannot be loaded: too old$/);
  });
});

function load() {
  return loadPackage('adapter-x', 'host-x/index', 'x');
}

function inFolderWith(installed: Readonly<Record<string, string>>, work: () => unknown): void {
  const { folder, write } = createFolder();
  const before = process.cwd();
  for (const [name, source] of Object.entries(installed)) {
    write(`node_modules/${name}/index.js`, source);
  }
  try {
    process.chdir(folder);
    work();
  } finally {
    process.chdir(before);
  }
}
