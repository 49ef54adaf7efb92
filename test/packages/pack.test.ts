import { expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createFolder } from '../lifetime/folder';
import { outputOf } from '../lifetime/run-process';

const root = join(__dirname, '..', '..');

it('makes a tarball of each package, and says what to install for each', async () => {
  const { folder } = createFolder();
  const said = await outputOf(process.execPath, [join(root, 'tools', 'pack.mjs'), folder]);
  const lines = [...said.matchAll(/^@intercom-destination\/(\S+):\n {2}npm install (.+)$/gm)];
  const wanted = new Map(lines.map(([, name = '', what = '']) => [name, what.split(' ')]));
  expect([...wanted.keys()].sort()).toEqual(readdirSync(join(root, 'packages')).sort());
  const named = (name: string) =>
    (wanted.get(name) ?? []).map((what) => basename(what).replace(/-\d[\d.]*\.tgz$/, ''));
  expect(named('core')).toEqual(['intercom-destination-core']);
  expect(named('segment-destination')).toEqual([
    'intercom-destination-segment-destination',
    'intercom-destination-core',
    'actions-core',
  ]);
  const tarballs = [...wanted.values()].flat().filter((what) => what.endsWith('.tgz'));
  expect(tarballs.filter((file) => !existsSync(file))).toEqual([]);
});
