import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');
const [, promised = ''] = /^## What the software promises.*\n([^]*?)^## /m.exec(page) ?? [];
const promises = promised.trim().split(/\n{2,}/);

describe('SECURITY.md', () => {
  it('makes promises', () => {
    expect(promises.length).toBeGreaterThanOrEqual(10);
  });

  it.each(promises)('names tests that exist for: %s', (promise) => {
    const tests = [...promise.matchAll(/`([^\s`]+\.test\.ts)`/g)].map(([, path = '']) => path);
    expect(tests).not.toEqual([]);
    expect(tests.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
