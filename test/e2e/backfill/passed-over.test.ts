import { beforeEach, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, type Folder } from '../../lifetime/folder';
import { callCommand } from './call-command';
import { makeCall, toLines } from './command';

let folder: string;
let write: Folder['write'];
beforeEach(() => {
  ({ folder, write } = createFolder());
  write('dump/day=1/part-0.json', toLines([makeCall(1)]));
  write('dump/day=2/part-0.json', toLines([makeCall(2)]));
  write('dump/_SUCCESS', '');
  write('dump/\u001b[31m.crc', 'crc');
});

const dump = () => join(folder, 'dump');
const passedOver = () => [
  { path: join(dump(), '\u001b[31m.crc'), rule: '*.crc' },
  { path: join(dump(), '_SUCCESS'), rule: '_SUCCESS' },
];
const sentence = () =>
  String.raw`Passed over by their names, as holding no calls: *.crc: ${dump()}/\u001b[31m.crc; _SUCCESS: ${dump()}/_SUCCESS.`;

it('is listed by map, on standard error', async () => {
  const { code, stdout, stderr } = await callCommand(['map', dump()]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: `${sentence()}\n` });
  expect(stdout.split('\n')).toHaveLength(3);
});

it('is listed by plan, as text and as JSON', async () => {
  const text = await callCommand(['plan', dump()]);
  expect(text.stdout).toContain(`\n${sentence()}\n`);
  const { stdout } = await callCommand(['plan', dump(), '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ passed_over: passedOver() });
});

it('is listed by run, in its log, summary and report', async () => {
  const args = ['run', dump(), '--run-dir', join(folder, 'run'), '--to', 'simulator'];
  const { stdout, stderr } = await callCommand([...args, '--log-level', 'info']);
  expect(stderr).toContain(sentence());
  expect(stdout).toContain(`\n${sentence()}\n`);
  const report: unknown = JSON.parse(readFileSync(join(folder, 'run', 'report.json'), 'utf8'));
  expect(report).toMatchObject({ calls: 2, passed_over: passedOver() });
  const dry = await callCommand(['run', dump(), '--dry-run']);
  expect(dry.stdout).toContain(`\n${sentence()}\n`);
});

it('does not keep a run from going on, whatever comes or goes', async () => {
  const args = [
    'run',
    dump(),
    '--run-dir',
    join(folder, 'run'),
    '--to',
    'simulator',
    '--missing-contact',
    'create_user',
  ];
  const first = await callCommand([...args, '--max-new-contacts', '1']);
  expect(first.code).toBe(2);
  write('dump/_committed_1', '');
  const { code, stdout } = await callCommand([...args, '--max-new-contacts', '2']);
  expect(code).toBe(0);
  expect(stdout).toContain('_committed_*');
});

it('is nothing where a folder holds calls alone', async () => {
  const { stderr } = await callCommand(['map', join(dump(), 'day=1')]);
  expect(stderr).toBe('');
});

it('finds files by a quoted wildcard, the same for plan and run', async () => {
  const pattern = join(dump(), 'day=*', '*.json');
  const { code, stdout } = await callCommand(['plan', pattern, '--json']);
  expect(code).toBe(0);
  const { inputs, command } = JSON.parse(stdout) as { inputs: { path: string }[]; command: string };
  expect(inputs.map(({ path }) => path)).toEqual(
    [1, 2].map((day) => join(dump(), `day=${day}`, 'part-0.json')),
  );
  expect(command).toContain(`'${pattern}'`);
});

it.each([
  { input: 'nothing-*.json', says: 'Nothing matches nothing-*.json.' },
  {
    input: 's3://bucket/logs/',
    says: 's3://bucket/logs/ is an address, and only files are read. Fetch it first, with `aws s3 sync s3://bucket/logs/ dump/`, and name the files or their folder.',
  },
])('refuses $input in one line', async ({ input, says }) => {
  for (const command of ['map', 'plan']) {
    const { code, stderr } = await callCommand([command, input]);
    expect({ code, stderr }).toEqual({ code: 3, stderr: `intercom-destination: ${says}\n` });
  }
});
