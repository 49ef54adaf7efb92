import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../lifetime/folder';
import { outputOf } from '../../lifetime/run-process';
import { callCommand } from './call-command';

const script = join(__dirname, '..', '..', 'fixtures', 'dump', 'make.mjs');

async function make(seed: string): Promise<string> {
  const { folder } = createFolder();
  await outputOf(process.execPath, [script, folder, '1000', seed]);
  return folder;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of filesIn(folder)) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

describe('the dump of test/fixtures/dump', () => {
  it('is the same for one seed, and another one for another', async () => {
    const hash = hashOf(await make('one'));
    expect(hashOf(await make('one'))).toBe(hash);
    expect(hashOf(await make('other'))).not.toBe(hash);
  });

  it('has files beside it of which each stops a command', async () => {
    const refused = join(await make('one'), 'refused');
    const read: string[] = [];
    for (const name of filesIn(refused)) {
      const { code } = await callCommand(['plan', join(refused, name)]);
      if (code !== 3) read.push(name);
    }
    expect(read).toEqual([]);
  });
});
