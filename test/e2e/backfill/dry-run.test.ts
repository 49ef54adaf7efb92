import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../lifetime/until';
import { makeCall, runCommand, startCommand, toLines } from './command';
import { countEnded } from './journal';
import { openRunScene } from './run-scene';

let simulator: Simulator;
let folder: string;
let dump: string;
let runDir: string;

beforeEach(async () => {
  ({ simulator, folder, dump, runDir } = await openRunScene());
  simulator.seedContacts([{ external_id: 'person-0' }]);
});

const mixed = () => [
  makeCall(1, 1),
  makeCall(1, 1),
  { ...makeCall(1, 1), messageId: 'other' },
  makeCall(2, 1),
  { type: 'identify', userId: 'person-0' },
  { type: 'track', userId: 'person-0' },
];

describe('a dry run', () => {
  it('counts everything, sends nothing, and leaves nothing on the disk', async () => {
    writeFileSync(dump, toLines(mixed()));
    const args = ['run', dump, '--dry-run', '--to', simulator.url, '--run-dir', runDir];
    const { code, stdout, stderr } = await runCommand(args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^Dry run: nothing was sent\. 6 calls read for http/);
    expect(stdout).toMatch(
      /duplicates +1 .*\n.*skipped +1 .*\n.*refused +1 .*\n.*dead letters +0.*\n.*would be sent +3 /,
    );
    expect(stdout).toContain('6: every call counted once.');
    expect(stdout).toContain('probably takes for one with another call: 1 (--on-collision)');
    expect(simulator.statistics().requests).toBe(0);
    expect(readdirSync(folder)).toEqual(['dump.ndjson']);
  });

  it('needs neither a target nor a token, and reads standard input', async () => {
    const { code, stdout } = await runCommand(['run', '-', '--dry-run', '--on-collision', 'drop'], {
      stdin: toLines(mixed().slice(0, 4)),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/would be sent +2 /);
    expect(stdout).toMatch(/same_second_dropped +1 /);
  });

  it('says as a run does where there are too many names', async () => {
    writeFileSync(dump, toLines(mixed()));
    const { code, stderr } = await runCommand(['run', dump, '--dry-run', '--name-budget', '1']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--name-budget allows 1') });
  });
});

it('a run changes its rate while it works', async () => {
  writeFileSync(dump, toLines(Array.from({ length: 1_200 }, (_, at) => makeCall(at, 1))));
  const { ended } = startCommand(
    ['run', dump, '--to', simulator.url, '--run-dir', runDir, '--rate', '2/s', '--log-level', 'info'],
    { token: simulator.token },
  );
  await until('more than 2 calls have ended', () => countEnded(runDir) > 2);
  const changed = await runCommand(['rate', '80%', runDir]);
  expect(changed).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^The run \(process \d+\) goes on with 80 % of the workspace's limit\.\n$/),
  });
  // At the old rate it would take ten minutes, which no test is given.
  const { code, stderr } = await ended;
  expect(code).toBe(0);
  expect(stderr).toContain('info  The rate is 2 requests a second.\n');
  expect(stderr).toContain("info  The rate is now 80 % of the workspace's limit.\n");
});

describe('the log', () => {
  it.each([
    { level: 'silent', holds: /^$/ },
    { level: 'warn', holds: /^$/ },
    {
      level: 'info',
      holds:
        /^\S+Z info {2}The token is of .*\n\S+Z info {2}6 calls were read from one file\.\n(\S+Z info .*\n)+$/,
    },
    {
      level: 'debug',
      holds: /dump\.ndjson, line 1: accepted by user_id, 1 requests\n[^]*line 6: refused \(no_event_name\)\n/,
    },
  ])('at $level tells no more and no less', async ({ level, holds }) => {
    writeFileSync(dump, toLines(mixed()));
    const args = ['run', dump, '--to', simulator.url, '--run-dir', runDir, '--concurrency', '1'];
    const { stderr } = await runCommand([...args, '--log-level', level], { token: simulator.token });
    expect(stderr).toMatch(holds);
    expect(stderr).not.toContain('person-0');
    expect(stderr).not.toContain(simulator.token);
    expect(readFileSync(join(runDir, 'report.json'), 'utf8')).toContain('finished');
  });
});
