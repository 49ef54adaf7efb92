import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dose } from '../dose';
import { createFolder } from '../lifetime/folder';
import { startProcess } from '../lifetime/process';

const tools = join(__dirname, '..', '..', 'tools');

/** Runs a module program that may import from tools/, and gives what it prints, read as JSON. */
async function evaluate(program: string): Promise<unknown> {
  const child = startProcess(process.execPath, ['--input-type', 'module', '--eval', program]);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const printed = await child.stdout.toArray();
  const text = Buffer.concat(printed as Buffer[]).toString();
  if (text === '') throw new Error(said);
  return JSON.parse(text);
}

const url = (file: string) => JSON.stringify(pathToFileURL(join(tools, file)).href);

describe('the watchdog', () => {
  it.each([
    {
      because: 'nothing has begun',
      told: [],
      underWay: [],
    },
    {
      because: 'one test does not end, and another file has',
      told: [
        { kind: 'began', path: 'a.test.ts', name: 'hangs' },
        { kind: 'began', path: 'b.test.ts', name: 'passes' },
        { kind: 'ended', path: 'b.test.ts' },
      ],
      underWay: [{ path: 'a.test.ts', name: 'hangs' }],
    },
    {
      because: 'the clean-up after a test does not end',
      told: [
        { kind: 'began', path: 'a.test.ts', name: 'passes' },
        { kind: 'began', path: 'a.test.ts', name: 'between two tests' },
      ],
      underWay: [{ path: 'a.test.ts', name: 'between two tests' }],
    },
  ])('names what is under way where $because', async ({ told, underWay }) => {
    const seen = await evaluate(`
      import { createWatchdog } from ${url('watchdog.mjs')};
      const timers = new Map();
      const fake = {
        setTimeout: (callback, ms) => { timers.set(timers.size + 1, { callback, ms }); return timers.size; },
        clearTimeout: (id) => { if (timers.has(id)) timers.get(id).callback = undefined; },
      };
      const stalls = [];
      const watchdog = createWatchdog({ limitMs: 300000, timers: fake, onStall: (found) => stalls.push(found) });
      for (const progress of ${JSON.stringify(told)}) watchdog.tell(progress);
      const waiting = [...timers.values()].filter(({ callback }) => callback !== undefined);
      for (const { callback } of waiting) callback();
      console.log(JSON.stringify({ waiting: waiting.map(({ ms }) => ms), stalls }));
    `);
    // Each word that comes starts the time again, so one timer is left of all.
    expect(seen).toEqual({ waiting: [300_000], stalls: [underWay] });
  });
});

describe('a run of the tests', () => {
  async function run(fixture: string, limits: object): Promise<unknown> {
    const { folder } = createFolder();
    const options = { args: ['--testMatch', `**/${fixture}`, '--colors=false'], results: folder, ...limits };
    return evaluate(`
      import { runJest, describeRun } from ${url('run-jest.mjs')};
      const { seconds, ...run } = await runJest(${JSON.stringify(options)});
      console.log(JSON.stringify({ ...run, line: describeRun({ ...run, seconds: 61 }) }));
    `);
  }

  it('ends where a test keeps jest from exiting, and says what was left behind', async () => {
    expect(await run('open.fixture.ts', { exitLimitMs: 1_000 })).toEqual({
      passed: 1,
      failed: 0,
      skipped: 0,
      faults: [
        'jest did not exit after its last test: a test has left something open.',
        'Tests have left files behind: test-forgotten.',
      ],
      line: expect.stringMatching(/^FAILED in 1 min 1 s: 1 of 1 tests passed, 0 failed\. jest did not exit/),
    });
  });

  it('ends where a test blocks jest, names that test, and kills what it has started', async () => {
    // The limit must be longer than jest takes to begin on a busy machine.
    expect(await run('stalled.fixture.ts', { stallLimitMs: dose(15_000, 60_000) })).toEqual({
      passed: 0,
      failed: 0,
      skipped: 0,
      faults: [
        expect.stringMatching(
          /^No test has begun or ended for .*\. Under way: blocks everything for ever \(test\/lifetime\/fixtures\/stalled\.fixture\.ts\)$/,
        ),
        'Tests have left 1 process running.',
      ],
      line: expect.stringMatching(/^FAILED in 1 min 1 s: 0 of 0 tests passed/),
    });
  });
});
