import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../lifetime/until';
import { callCommand } from './call-command';
import { makeCall, startCommand, toLines } from './command';
import { countEnded } from './journal';
import { openRunScene } from './run-scene';

let simulator: Simulator;
let runDir: string;
let args: string[];

beforeEach(async () => {
  const scene = await openRunScene();
  ({ simulator, runDir } = scene);
  const { dump } = scene;
  simulator.seedContacts([{ external_id: 'person-0' }]);
  writeFileSync(dump, toLines(Array.from({ length: 30 }, (_, at) => makeCall(at, 2))));
  args = ['run', dump, '--to', simulator.url, '--run-dir', runDir, '--max-errors', '100%'];
});

const run = () => callCommand(args, { token: simulator.token });
const purge = (...options: string[]) => callCommand(['purge', runDir, ...options]);

it('says what would go, and deletes it only when told so', async () => {
  await run();
  // What a start that was killed may leave.
  writeFileSync(join(runDir, 'checkpoint.json.draft'), '');
  mkdirSync(join(runDir, 'overlaps'));
  const files = readdirSync(runDir);
  const asked = await purge();
  expect(asked).toMatchObject({ code: 3, stderr: expect.stringMatching(/Nothing was deleted; with --yes/) });
  for (const name of files) expect(asked.stdout).toContain(name);
  expect(readdirSync(runDir)).toEqual(files);
  expect(await purge('--yes')).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nDeleted\.\n$/) });
  expect(existsSync(runDir)).toBe(false);
});

it('leaves what is not of the run', async () => {
  await run();
  writeFileSync(join(runDir, 'notes.txt'), 'mine');
  const { code, stdout } = await purge('--yes');
  expect(code).toBe(0);
  expect(stdout).toContain('What else is there stays: one file.');
  expect(readdirSync(runDir)).toEqual(['notes.txt']);
});

it('deletes no folder that holds no run', async () => {
  mkdirSync(runDir);
  writeFileSync(join(runDir, 'notes.txt'), 'mine');
  expect(await purge('--yes')).toMatchObject({ code: 3, stderr: expect.stringMatching(/holds no run/) });
  expect(readdirSync(runDir)).toEqual(['notes.txt']);
});

it('deletes no run under way', async () => {
  simulator.addFault({ kind: 'latency', ms: 50 });
  const { child, ended } = startCommand([...args, '--concurrency', '1'], { token: simulator.token });
  await until('a call has ended', () => countEnded(runDir) > 0);
  // From now on it does not end by itself.
  simulator.addFault({ kind: 'latency', ms: 600_000 });
  expect(await purge('--yes')).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringMatching(/Another run \(process \d+\) works in this run directory/),
  });
  child.kill('SIGKILL');
  await ended;
  expect(await purge('--yes')).toMatchObject({ code: 0 });
});
