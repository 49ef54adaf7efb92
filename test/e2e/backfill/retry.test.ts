import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../lifetime/until';
import { callCommand } from './call-command';
import { makeCall, startCommand, toLines } from './command';
import { readRunLines } from './journal';
import { openRunScene } from './run-scene';

let simulator: Simulator;
let folder: string;
let dump: string;
let runDir: string;

beforeEach(async () => {
  ({ simulator, folder, dump, runDir } = await openRunScene({ rateLimitPerWindow: 50_000 }));
  simulator.seedContacts([{ external_id: 'person-0' }]);
});

const token = () => ({ token: simulator.token });
const run = (...options: string[]) =>
  callCommand(
    ['run', dump, '--to', simulator.url, '--run-dir', runDir, '--max-errors', '100%', ...options],
    token(),
  );
const retry = (...options: string[]) => callCommand(['retry', runDir, ...options], token());
const callsOf = (count: number, people: number) =>
  Array.from({ length: count }, (_, at) => makeCall(at, people));
const deadLetters = () => readRunLines(runDir, 'dead-letters.ndjson');

interface Report {
  outcomes: Record<string, number>;
  dead_letters: Record<string, number>;
  adds_up: boolean;
  retried: number;
  recovered: number;
}
const report = () => JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8')) as Report;

describe('retry', () => {
  it('sends the stored data events again, and moves what is accepted out of the dead letters', async () => {
    writeFileSync(dump, toLines(callsOf(60, 6)));
    expect(await run()).toMatchObject({ code: 1 });
    expect(report().dead_letters).toEqual({ contact_not_found: 50 });
    simulator.seedContacts([{ external_id: 'person-1' }, { external_id: 'person-2' }]);
    // What is retried is what was stored: the dump is not read again.
    writeFileSync(dump, '');

    const { code, stdout, stderr } = await retry();
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^Tried again: 50, of which 20 were accepted\.\n\nFinished\. 60 calls/);
    expect(stdout).toContain('30 + 0 + 0 + 30 + 0 = 60: every call counted once.');
    expect(stdout).toContain('Dead letters were tried again 50 times, and 20 were accepted then.');
    expect(report()).toMatchObject({
      adds_up: true,
      outcomes: { accepted: 30, dead_letter: 30, not_reached: 0 },
      dead_letters: { contact_not_found: 30 },
      retried: 50,
      recovered: 20,
    });
    const lines = deadLetters().map(({ line }) => Number(line));
    expect(lines.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, at) => at + 1).filter((line) => (line - 1) % 6 > 2),
    );
    expect(simulator.storedEvents()).toHaveLength(30);
    expect(simulator.storedEvents().map(({ metadata }) => metadata)).toContainEqual({
      index: 7,
      plan: 'pro',
    });
    const status = await callCommand(['status', runDir]);
    expect(status.stdout).toContain('30 + 0 + 0 + 30 + 0 = 60: every call counted once.');

    simulator.seedContacts([3, 4, 5].map((who) => ({ external_id: `person-${who}` })));
    expect(await retry()).toMatchObject({ code: 0 });
    expect(report()).toMatchObject({ outcomes: { accepted: 60, dead_letter: 0 }, dead_letters: {} });
    expect(deadLetters()).toEqual([]);
    expect(await retry()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Tried again: 0,/) });
  });

  it('goes on after kills, asks for nobody twice, and sends nothing twice that was answered', async () => {
    writeFileSync(dump, toLines(callsOf(400, 40)));
    await run();
    simulator.seedContacts(Array.from({ length: 20 }, (_, at) => ({ external_id: `person-${at + 1}` })));
    simulator.addFault({ kind: 'latency', ms: 10 });
    const before = simulator.statistics().requests;
    const countRetries = () => readFileSync(join(runDir, 'journal.ndjson'), 'utf8').split('"was"').length - 1;
    for (const moment of [40, 150, 300]) {
      const { child, ended } = startCommand(['retry', runDir, '--concurrency', '4'], token());
      await until(`${moment} calls were tried again`, () => countRetries() >= moment);
      child.kill('SIGKILL');
      expect(await ended).toMatchObject({ code: null });
    }
    expect(await retry()).toMatchObject({ code: 1 });
    expect(report()).toMatchObject({
      adds_up: true,
      outcomes: { accepted: 210, dead_letter: 190 },
      retried: 390,
      recovered: 200,
    });
    expect(deadLetters()).toHaveLength(190);
    expect(new Set(deadLetters().map(({ position }) => position)).size).toBe(190);
    expect(simulator.storedEvents()).toHaveLength(210);
    // 200 events; GET /me and what was in flight for each start; the 19 who are missing once a start.
    expect(simulator.statistics().requests - before).toBeLessThanOrEqual(200 + 4 * (1 + 4 + 19 + 4));
  });

  it('takes the reasons asked for alone, and keeps why it failed anew', async () => {
    writeFileSync(dump, toLines(callsOf(10, 2)));
    simulator.addFault({ kind: 'status', status: 400, message: 'no', match: { contact: 'person-0' } });
    await run();
    expect(report().dead_letters).toEqual({ refused: 5, contact_not_found: 5 });
    simulator.clearFaults();
    simulator.seedContacts([{ external_id: 'person-1' }]);
    simulator.addFault({ kind: 'status', status: 422, message: 'bad', match: { contact: 'person-1' } });
    expect(await retry()).toMatchObject({ code: 1 });
    expect(report().dead_letters).toEqual({ refused: 10 });
    expect(deadLetters().map(({ reason }) => reason)).toEqual(Array.from({ length: 10 }, () => 'refused'));
    simulator.clearFaults();
    expect(await retry('--reason', 'exhausted')).toMatchObject({ code: 1 });
    expect(report().outcomes['accepted']).toBe(0);
    expect(await retry('--reason', 'refused', 'exhausted')).toMatchObject({ code: 0 });
    expect(report().outcomes).toMatchObject({ accepted: 10, dead_letter: 0 });
  });

  it('asks for the weaker identifiers of the call too', async () => {
    const call = { ...makeCall(1), userId: 'gone', traits: { email: 'ana@example.com' } };
    writeFileSync(dump, toLines([call]));
    await run();
    simulator.seedContacts([{ external_id: 'other', email: 'ana@example.com' }]);
    expect(await retry()).toMatchObject({ code: 0 });
    expect(simulator.storedEvents()).toHaveLength(1);
  });

  it('maps the stored calls anew when asked to', async () => {
    writeFileSync(dump, toLines(callsOf(14, 7).map((call) => ({ ...call, userId: 'person-1' }))));
    await run();
    simulator.seedContacts([{ external_id: 'person-1' }]);
    const mapping = join(folder, 'mapping.yaml');
    writeFileSync(
      mapping,
      'events:\n  rules:\n    - { match: Event 1, action: skip }\n    - { match: Event 2, action: send, name: Renamed }\n',
    );
    expect(await retry('--mapping', mapping)).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/--mapping has a use with --remap alone/),
    });
    expect(await retry('--remap', '--mapping', mapping)).toMatchObject({ code: 0 });
    expect(report()).toMatchObject({ outcomes: { accepted: 12, skipped: 2, dead_letter: 0 }, adds_up: true });
    const names = new Set(simulator.storedEvents().map(({ event_name_sent: name }) => name));
    expect(names).toContain('Renamed');
    expect(names).not.toContain('Event 2');
  });

  it('may be stopped, and says so', async () => {
    writeFileSync(dump, toLines(callsOf(50, 1).map((call) => ({ ...call, userId: 'person-1' }))));
    await run();
    simulator.seedContacts([{ external_id: 'person-1' }]);
    simulator.addFault({ kind: 'latency', ms: 100 });
    const { child, ended } = startCommand(['retry', runDir, '--concurrency', '1'], token());
    await until('a call was tried again', () =>
      readFileSync(join(runDir, 'journal.ndjson'), 'utf8').includes('"was"'),
    );
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(4);
    expect(stdout).toMatch(
      /^Paused; the same command goes on\.\nTried again: \d+, of which \d+ were accepted\./,
    );
    expect(deadLetters()).toHaveLength(report().outcomes['dead_letter'] ?? 0);
    simulator.clearFaults();
    expect(await retry()).toMatchObject({ code: 0 });
    expect(simulator.statistics().events).toMatchObject({ stored: 50, duplicates: 0 });
  });

  it('wants a run that has a report', async () => {
    expect(await retry()).toMatchObject({ code: 3, stderr: expect.stringMatching(/holds no run/) });
  });
});
