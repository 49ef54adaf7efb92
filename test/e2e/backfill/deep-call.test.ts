import { expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../lifetime/folder';
import { makeCall, runCommand, toLines } from './command';

it('a call nested too deep to be written again ends as a dead letter, and those after it are reached', async () => {
  const { folder } = createFolder();
  const dump = join(folder, 'dump.ndjson');
  const deep = JSON.stringify({ ...makeCall(1), properties: 'DEEP' }).replace(
    '"DEEP"',
    '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000),
  );
  writeFileSync(dump, `${deep}\n${toLines([makeCall(2)])}`);
  const runDir = join(folder, 'run');
  const contacts = join(folder, 'contacts.ndjson');
  writeFileSync(contacts, toLines([{ external_id: 'somebody-else' }]));
  const to = ['--to', 'simulator', '--simulator-contacts', contacts];
  const { code, stderr } = await runCommand(['run', dump, ...to, '--run-dir', runDir]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const [first, second] = readFileSync(join(runDir, 'dead-letters.ndjson'), 'utf8').split('\n');
  expect(JSON.parse(first ?? '')).toMatchObject({ file: dump, line: 1, reason: 'contact_not_found' });
  expect(JSON.parse(second ?? '')).toMatchObject({ line: 2, call: makeCall(2) });
});
