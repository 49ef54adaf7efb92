import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, linkSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createFolder, type Folder } from '../../lifetime/folder';
import { startSimulator } from '../../lifetime/simulator';
import { until } from '../../lifetime/until';
import { makeCall, runCommand, startCommand, toLines } from './command';
import { countEnded, positionsUpTo, readPositions } from './journal';

/** So many that reading takes a while, and none is sent. */
const OTHER_CALLS = 60_000;
const OTHER_LINES = '{"type":"identify"}\n'.repeat(OTHER_CALLS);
const CALLS = 40;

let simulator: Simulator;
let folder: string;
let write: Folder['write'];
let runDir: string;

beforeEach(async () => {
  simulator = await startSimulator({ rateLimitPerWindow: 20_000 });
  simulator.seedContacts([{ external_id: 'person-0' }]);
  ({ folder, write } = createFolder());
  runDir = join(folder, 'run');
});

const calls = () => toLines(Array.from({ length: CALLS }, (_, index) => makeCall(index, 1)));
const runArgs = (input: string) => ['run', input, '--to', simulator.url, '--run-dir', runDir];
const asToken = () => ({ token: simulator.token });

describe('a run that still reads', () => {
  it.each([
    { signal: 'SIGINT', code: 4, because: 'Ctrl-C ends it at once, resumable' },
    { signal: 'SIGKILL', code: null, because: 'nothing can be said, and nothing is lost' },
  ] as const)('exits with $code at $signal: $because', async ({ signal, code }) => {
    const dump = write('dump.ndjson', `${OTHER_LINES}${calls()}`);
    // It reads slowly, and this test looks at it often.
    const under = ['nice', '-n', '10'];
    const { child, ended } = startCommand(runArgs(dump), { ...asToken(), under });
    await until('the run has its manifest', () => existsSync(join(runDir, 'manifest.json')));
    child.kill(signal);
    const { stdout, stderr, ...end } = await ended;
    expect({ ...end, stdout }).toEqual({ code, stdout: '' });
    if (code === 4)
      expect(stderr).toMatch(/\nStopped before this start sent anything; the same command goes on/);
    expect(simulator.storedEvents()).toEqual([]);
    expect(existsSync(join(runDir, 'journal.ndjson'))).toBe(false);
    expect((await runCommand(['status', runDir])).stdout).toBe('Stopped while reading.\n');

    expect(await runCommand(runArgs(dump), asToken())).toMatchObject({ code: 0 });
    // Calls left out have no line in the journal.
    expect(readPositions(runDir)).toEqual(positionsUpTo(OTHER_CALLS + CALLS).slice(OTHER_CALLS));
    expect(simulator.storedEvents()).toHaveLength(CALLS);
  });

  it('takes the same command again when a damaged file was mended, since nothing was sent', async () => {
    const whole = gzipSync(calls());
    const dump = write('dump.gz', whole.subarray(0, 100));
    expect(await runCommand(runArgs(dump), asToken())).toMatchObject({ code: 3, stdout: '' });
    write('dump.gz', whole);
    expect(await runCommand(runArgs(dump), asToken())).toMatchObject({ code: 0 });
    expect(simulator.storedEvents()).toHaveLength(CALLS);
  });
});

describe('the files a run reads', () => {
  it('are not those of its own run directory, so that a run on the folder around it goes on', async () => {
    write('dump.ndjson', calls());
    const first = await runCommand(runArgs(folder), asToken());
    expect(first).toMatchObject({ code: 0 });
    expect(await runCommand(runArgs(folder), asToken())).toEqual(first);
    expect(readPositions(runDir)).toEqual(positionsUpTo(CALLS));
  });

  it.each([
    {
      because: 'a file named in two ways',
      inputs: (dump: string) => [
        dump,
        join(folder, '.', 'sub', '..', 'dump.ndjson').replace('/dump', '/./dump'),
      ],
      says: /are the same file; its calls would be sent twice/,
    },
    {
      because: 'a file and a link to it',
      inputs: (dump: string) => {
        symlinkSync(dump, join(folder, 'link'));
        return [dump, join(folder, 'link')];
      },
      says: /dump\.ndjson and .*link are the same file/,
    },
    {
      because: 'a file and the folder that holds it',
      inputs: (dump: string) => [dump, folder],
      says: /dump\.ndjson is named twice/,
    },
    {
      because: 'a link that leads nowhere, by its own name',
      inputs: () => {
        mkdirSync(join(folder, 'sub'));
        symlinkSync('nowhere', join(folder, 'sub', 'broken'));
        return [join(folder, 'sub')];
      },
      says: /Cannot read .*sub\/broken: no such file or folder/,
    },
    {
      because: 'a folder that holds itself',
      inputs: () => {
        mkdirSync(join(folder, 'sub'));
        symlinkSync('.', join(folder, 'sub', 'self'));
        return [join(folder, 'sub')];
      },
      says: /too many symbolic links/,
    },
    {
      because: 'what is no file, since it cannot be read twice',
      inputs: () => ['/dev/null'],
      says: /\/dev\/null is no regular file, .* give it as standard input/,
    },
  ])('are refused: $because', async ({ inputs, says }) => {
    const dump = write('dump.ndjson', calls());
    const { code, stdout, stderr } = await runCommand(
      ['run', ...inputs(dump), '--to', simulator.url, '--run-dir', runDir],
      asToken(),
    );
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(simulator.statistics().requests).toBe(0);
  });

  it('may be two with the same content', async () => {
    linkSync(write('dump.ndjson', calls()), join(folder, 'copy.ndjson'));
    expect(await runCommand(['map', folder])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('standard input', () => {
  const stdin = Array.from({ length: 300 }, (_, index) => makeCall(index, 1));

  it('is not asked for again when a run on it was killed', async () => {
    const started = startCommand(runArgs('-'), { ...asToken(), stdin: toLines(stdin) });
    await until('more than 50 calls have ended', () => countEnded(runDir) > 50);
    started.child.kill('SIGKILL');
    await started.ended;
    expect(countEnded(runDir)).toBeLessThan(stdin.length);
    expect(await runCommand(runArgs('-'), asToken())).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(
        /^Standard input was kept by the start before; going on with .*stdin\.\n$/,
      ),
    });
    expect(readPositions(runDir)).toEqual(positionsUpTo(stdin.length));
    expect(simulator.storedEvents()).toHaveLength(stdin.length);
  });

  it('must be given again when it was cut off, and is not taken for an empty one', async () => {
    const started = startCommand(runArgs('-'), {
      ...asToken(),
      stdin: toLines(stdin.slice(0, 100)),
      stdinStaysOpen: true,
    });
    await until('standard input is being kept', () => existsSync(join(runDir, 'stdin.draft')));
    expect((await runCommand(['status', runDir])).stdout).toBe(`Reading (process ${started.child.pid}).\n`);
    started.child.kill('SIGKILL');
    await started.ended;
    for (const attempt of [1, 2]) {
      const { code, stdout, stderr } = await runCommand(runArgs('-'), asToken());
      expect({ attempt, code, stdout }).toEqual({ attempt, code: 3, stdout: '' });
      expect(stderr).toMatch(/Standard input was cut off while it was kept.* give it once more/);
    }
    expect(await runCommand(runArgs('-'), { ...asToken(), stdin: toLines(stdin) })).toMatchObject({
      code: 0,
    });
    expect(simulator.storedEvents()).toHaveLength(stdin.length);
  });

  it('is left at Ctrl-C while it is kept', async () => {
    const { child, ended } = startCommand(runArgs('-'), {
      ...asToken(),
      stdin: toLines(stdin),
      stdinStaysOpen: true,
    });
    await until('standard input is being kept', () => existsSync(join(runDir, 'stdin.draft')));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 4, stdout: '' });
  });

  it('is not read, and nothing is written, where there is no token', async () => {
    const { ended } = startCommand(runArgs('-'), { stdinStaysOpen: true });
    expect(await ended).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/no access token/),
    });
    expect(existsSync(runDir)).toBe(false);
  });
});
