import { beforeEach, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeCall, runCommand, toLines } from './command';
import { positionsUpTo, readPositions } from './journal';
import { openRunScene, type RunScene } from './run-scene';

const callsFrom = (first: number) => Array.from({ length: 5 }, (_, index) => makeCall(first + index, 1));
const CUT = gzipSync(toLines(Array.from({ length: 500 }, (_, index) => makeCall(1_000 + index, 1))));

let scene: RunScene;
let dumps: string;

beforeEach(async () => {
  scene = await openRunScene();
  scene.simulator.seedContacts([{ external_id: 'person-0' }]);
  dumps = join(scene.folder, 'dumps');
  mkdirSync(dumps);
  writeFileSync(join(dumps, 'a.ndjson'), toLines(callsFrom(0)));
  writeFileSync(join(dumps, 'b.ndjson.gz'), CUT.subarray(0, CUT.length - 40));
  writeFileSync(join(dumps, 'c.ndjson'), toLines(callsFrom(5)));
  // Its first calls are whole.
  writeFileSync(
    join(dumps, 'd.json'),
    `[${callsFrom(100)
      .map((call) => JSON.stringify(call))
      .join(',')},`,
  );
  writeFileSync(join(dumps, 'e.ndjson'), toLines(callsFrom(10)));
});

const CUT_GZIP = /The gzip data of .*b\.ndjson\.gz ends too early, after line \d+\./;
const CUT_LIST = /d\.json ends after element 5, before its list does: it was cut off\./;
const FAULTS = [CUT_GZIP, CUT_LIST];
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
const run = (...more: string[]) =>
  runCommand(
    ['run', dumps, '--to', scene.simulator.url, '--run-dir', scene.runDir, '--verify-sample', '0', ...more],
    { token: scene.simulator.token },
  );

it.each([
  { command: 'plan', args: ['plan'] },
  { command: 'plan in threads', args: ['plan', '--workers', '2'] },
  { command: 'a dry run', args: ['run', '--dry-run'] },
])(
  '$command names all files that cannot be read, and goes on without them where it is told to',
  async ({ args }) => {
    const refused = await runCommand([...args, dumps]);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toMatch(/2 files cannot be read:\n {2}The gzip data/);
    for (const fault of FAULTS) expect(refused.stderr).toMatch(fault);
    expect(refused.stderr).toMatch(
      /cut off\.\n {2}With --skip-bad-files the others are read without them\.\n$/,
    );

    const listed = await runCommand([...args, dumps, '--skip-bad-files']);
    expect(listed.code).toBe(1);
    expect(listed.stdout).toMatch(/15 calls read/);
    for (const fault of FAULTS) expect(listed.stdout).toMatch(fault);
  },
);

it('sends nothing of a file that cannot be read, and no other call moves', async () => {
  expect(await run()).toMatchObject({ code: 3, stdout: '' });
  const end = await run('--skip-bad-files');
  expect(end.code).toBe(1);
  for (const fault of FAULTS) {
    expect(end.stdout).toMatch(fault);
    expect(end.stderr).toMatch(fault);
  }
  expect(scene.simulator.storedEvents()).toHaveLength(15);
  expect(readPositions(scene.runDir)).toEqual(positionsUpTo(15));
  const skipped = [
    { file: join(dumps, 'b.ndjson.gz'), fault: expect.stringMatching(CUT_GZIP) },
    { file: join(dumps, 'd.json'), fault: expect.stringMatching(CUT_LIST) },
  ];
  expect(readJson(join(scene.runDir, 'report.json'))['skipped_files']).toEqual(skipped);
  expect(readJson(join(scene.runDir, 'manifest.json'))['skipped_files']).toEqual(skipped);

  writeFileSync(join(dumps, 'b.ndjson.gz'), CUT);
  const again = await run();
  expect(again.code).toBe(1);
  expect(again.stderr).toMatch(
    /b\.ndjson\.gz could not be read when this run was started, and has changed since\. It is not read now either/,
  );
  expect(scene.simulator.storedEvents()).toHaveLength(15);
});

it('leaves out what the plan left out', async () => {
  const plan = join(scene.folder, 'plan.json');
  expect(await runCommand(['plan', dumps, '--skip-bad-files', '--out', plan])).toMatchObject({ code: 1 });
  expect(readJson(plan)['skipped_files']).toHaveLength(2);
  expect(await run('--plan', plan)).toMatchObject({ code: 1 });
  expect(scene.simulator.storedEvents()).toHaveLength(15);
});

it('does not leave out the only file there is', async () => {
  const dump = join(dumps, 'd.json');
  const end = await runCommand(['plan', dump, '--skip-bad-files']);
  expect(end).toMatchObject({ code: 3, stdout: '' });
  expect(end.stderr).toMatch(CUT_LIST);
});

it('leaves out what a wildcard stands for and cannot be read, also once it is mended', async () => {
  const wildcard = join(dumps, '[ab].ndjson*');
  const args = [
    ...['run', wildcard, join(dumps, '*.json'), '--to', scene.simulator.url, '--run-dir', scene.runDir],
    ...['--verify-sample', '0', '--skip-bad-files'],
  ];
  const first = await runCommand(args, { token: scene.simulator.token });
  expect(first).toMatchObject({ code: 1 });
  for (const fault of FAULTS) expect(first.stderr).toMatch(fault);
  expect(scene.simulator.storedEvents()).toHaveLength(5);

  writeFileSync(join(dumps, 'b.ndjson.gz'), CUT);
  const again = await runCommand(args, { token: scene.simulator.token });
  expect(again).toMatchObject({ code: 1 });
  expect(scene.simulator.storedEvents()).toHaveLength(5);
  expect(readPositions(scene.runDir)).toEqual(positionsUpTo(5));
});
