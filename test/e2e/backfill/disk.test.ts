import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { until } from '../../lifetime/until';
import { makeCall, runCommand, startCommand, toLines, type Ended, type StartOptions } from './command';
import { countEnded, positionsUpTo, readPositions, readRunLines } from './journal';
import { openRunScene } from './run-scene';

const CALLS = 300;
/** Nobody of these is in the workspace. */
const MISSING = 30;

let simulator: Simulator;
let folder: string;
let dump: string;
let runDir: string;

beforeEach(async () => {
  ({ simulator, folder, dump, runDir } = await openRunScene());
  simulator.seedContacts([{ external_id: 'person-0' }]);
  const calls = Array.from({ length: CALLS }, (_, index) => makeCall(index, 1));
  const missing = Array.from({ length: MISSING }, (_, index) => ({
    ...makeCall(index),
    userId: `nobody-${index}`,
  }));
  writeFileSync(dump, toLines([...missing.slice(0, 5), ...calls, ...missing.slice(5)]));
});

const args = (...options: string[]) => [
  ...['run', dump, '--to', simulator.url, '--run-dir', runDir, '--concurrency', '8', ...options],
];
const run = (options: StartOptions = {}, ...flags: string[]): Promise<Ended> =>
  runCommand(args(...flags), { token: simulator.token, ...options });

function expectWholeRun(): void {
  expect(readPositions(runDir)).toEqual(positionsUpTo(CALLS + MISSING));
  expect(readRunLines(runDir, 'dead-letters.ndjson')).toHaveLength(MISSING);
  expect(simulator.storedEvents()).toHaveLength(CALLS);
}

describe('the disk under a run', () => {
  it('says that it is full, sends no more than what was under way, and goes on when there is room', async () => {
    // A limit on the size of a file cuts a write in the middle of a line, as a full disk does.
    const under = ['sh', '-c', 'ulimit -f 10 && exec "$@"', 'sh'];
    const withoutSample = ['--verify-sample', '0'];
    const { code, stdout, stderr } = await run({ under }, ...withoutSample);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^intercom-destination: Cannot write .*journal\.ndjson: file too large\.\n$/);
    const ended = countEnded(runDir);
    expect(ended).toBeGreaterThan(50);
    expect(simulator.statistics().events.accepted).toBeLessThanOrEqual(ended + 8);

    expect(await run({}, ...withoutSample)).toMatchObject({ code: 1 });
    expectWholeRun();
  });

  it.each([
    { because: 'the sample for verify', block: 10, file: /verify-before\.json/ },
    { because: 'what sorts out duplicates', block: 4, file: /overlaps\/\d+/ },
  ])('says that it is full before anything is sent: $because', async ({ block, file }) => {
    const under = ['sh', '-c', `ulimit -f ${block} && exec "$@"`, 'sh'];
    // One person and second, so that all hashes are in one part.
    if (file.source.startsWith('overlaps')) {
      writeFileSync(
        dump,
        toLines(Array.from({ length: 400 }, (_, n) => ({ ...makeCall(1, 1), messageId: `m${n}` }))),
      );
    }
    const { code, stdout, stderr } = await run({ under });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(new RegExp(`Cannot write .*${file.source}: file too large\\.\\n$`));
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(simulator.statistics().events.accepted).toBe(0);
    expect(await run()).toMatchObject({
      code: expect.any(Number),
      stdout: expect.stringMatching(/^Finished\./),
    });
  });

  it('stops when its run directory is taken away', async () => {
    simulator.addFault({ kind: 'latency', ms: 200 });
    const { ended } = startCommand(args(), { token: simulator.token });
    await until('a call has ended', () => countEnded(runDir) > 0);
    rmSync(runDir, { recursive: true });
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^intercom-destination: .*checkpoint\.json\.draft: no such file or folder\.\n$/);
    expect(simulator.statistics().events.accepted).toBeLessThan(CALLS);
  });

  it('writes nothing when a finished run is started again', async () => {
    const first = await run();
    const look = () =>
      readdirSync(runDir)
        .filter((name) => name !== 'manifest.json')
        .map((name) => [
          name,
          statSync(join(runDir, name)).mtimeMs,
          readFileSync(join(runDir, name), 'utf8'),
        ]);
    const before = look();
    expect(before.map(([name]) => name)).toContain('report.json');
    expect(await run()).toEqual(first);
    expect(look()).toEqual(before);
  });

  it.each([
    {
      because: 'dead letters that the journal counts are gone',
      spoil: () => {
        truncateSync(join(runDir, 'dead-letters.ndjson'), 10);
      },
      says: /dead-letters\.ndjson is shorter than the journal says/,
    },
    {
      because: 'the journal holds a line that is none',
      spoil: () => {
        appendFileSync(join(runDir, 'journal.ndjson'), 'null\n');
      },
      says: /journal\.ndjson has a line of another form/,
    },
    {
      because: 'the manifest is of another version',
      spoil: () => {
        writeFileSync(join(runDir, 'manifest.json'), '{"format":1}');
      },
      says: /manifest\.json is no manifest that this version understands/,
    },
  ])('does not go on where $because', async ({ spoil, says }) => {
    writeFileSync(dump, toLines([makeCall(1)]));
    await run();
    const { requests } = simulator.statistics();
    spoil();
    const { code, stdout, stderr } = await run();
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(simulator.statistics().requests).toBe(requests);
  });

  it('closes a run directory that was there before, but no folder that holds something', async () => {
    writeFileSync(dump, toLines([makeCall(1)]));
    mkdirSync(runDir, { mode: 0o755 });
    await run();
    expect(statSync(runDir).mode & 0o777).toBe(0o700);

    const shared = join(folder, 'shared');
    mkdirSync(shared, { mode: 0o755 });
    writeFileSync(join(shared, 'notes'), '');
    await runCommand(['run', dump, '--to', simulator.url, '--run-dir', shared], { token: simulator.token });
    expect(statSync(shared).mode & 0o777).toBe(0o755);
    expect(statSync(join(shared, 'journal.ndjson')).mode & 0o777).toBe(0o600);
  });
});
