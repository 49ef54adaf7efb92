import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createFolder, type Folder } from '../../lifetime/folder';
import { startSimulator } from '../../lifetime/simulator';
import { until } from '../../lifetime/until';
import { callCommand } from './call-command';
import { makeCall, startCommand, toLines } from './command';
import { countEnded, readPositions, readRunLines } from './journal';

let simulator: Simulator;
let folder: string;
let write: Folder['write'];

beforeEach(async () => {
  simulator = await startSimulator({ rateLimitPerWindow: 20_000 });
  ({ folder, write } = createFolder());
});

const call = { type: 'track', event: 'Sent', userId: 'u1', timestamp: '2026-03-01T00:00:00Z' };

/** What becomes of each call, by `map`: the event's name, or why it is left out. */
async function fates(calls: readonly unknown[], args: readonly string[]): Promise<string[]> {
  const { code, stdout, stderr } = await callCommand(['map', write('dump', toLines(calls)), ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const { skipped, refusal, dataEvent } = JSON.parse(line) as {
        skipped?: string;
        refusal?: { code: string };
        dataEvent?: { event_name: string };
      };
      return dataEvent?.event_name ?? skipped ?? refusal?.code ?? '';
    });
}

describe('what is not sent though it could be mapped', () => {
  const suppressList = () =>
    write(
      'never',
      '\ufeff"Email",id\r\n  Ada@Example.com ,\r\nu_7\r\n"eve@example.com","lead, one"\r\n42\r\n1610521604143693812',
    );
  it.each<{ because: string; args?: string[]; change: object; fate: string }>([
    { because: 'Intercom is off by name', change: { integrations: { intercom: false } }, fate: 'opted_out' },
    { because: 'all is off', change: { integrations: { All: false, Mixpanel: {} } }, fate: 'opted_out' },
    { because: 'Intercom alone is on', change: { integrations: { All: false, Intercom: {} } }, fate: 'Sent' },
    {
      because: 'the person at the terminal knows better',
      args: ['--ignore-integrations'],
      change: { integrations: { Intercom: false } },
      fate: 'Sent',
    },
    {
      because: 'it says nothing of consent',
      args: ['--consent', 'Marketing'],
      change: {},
      fate: 'no_consent',
    },
    {
      because: 'it consents to both',
      args: ['--consent', 'A', '--consent', 'B'],
      change: { context: { consent: { categoryPreferences: { A: true, B: true } } } },
      fate: 'Sent',
    },
    {
      because: 'it consents to one of two',
      args: ['--consent', 'A', '--consent', 'B'],
      change: { context: { consent: { categoryPreferences: { A: true, B: false } } } },
      fate: 'no_consent',
    },
    { because: 'the name is wanted', args: ['--only', ' se*t '], change: {}, fate: 'Sent' },
    {
      because: 'the name is not wanted',
      args: ['--only', 'Other', '--only', 'An*'],
      change: {},
      fate: 'not_in_only',
    },
    { because: 'the name is left out', args: ['--exclude', 'SENT'], change: {}, fate: 'excluded' },
    {
      because: 'left out goes before wanted',
      args: ['--only', 'S*', '--exclude', '*t'],
      change: {},
      fate: 'excluded',
    },
    { because: 'it happened at the first second', args: ['--from', '2026-03-01'], change: {}, fate: 'Sent' },
    {
      because: 'it happened before',
      args: ['--from', '2026-03-01T00:00:01Z'],
      change: {},
      fate: 'too_early',
    },
    {
      because: 'the end is not within',
      args: ['--before', '2026-03-01T00:00:00Z'],
      change: {},
      fate: 'too_late',
    },
    { because: 'it is before the end', args: ['--before', '2026-03-01T00:00:01Z'], change: {}, fate: 'Sent' },
    {
      because: 'another type is another type',
      args: ['--only', 'x'],
      change: { type: 'identify' },
      fate: 'other_type',
    },
    {
      because: 'who opted out is counted so',
      change: { integrations: { Intercom: false }, timestamp: 'x' },
      fate: 'opted_out',
    },
    { because: 'what is faulty is refused', change: { timestamp: 'x' }, fate: 'no_timestamp' },
  ])('$fate: $because', async ({ args = [], change, fate }) => {
    expect(await fates([{ ...call, ...change }], args)).toEqual([fate]);
  });

  it.each([
    { because: 'an id is listed', change: { userId: ' u_7 ' } },
    { because: 'a number is listed', change: { userId: 42 } },
    { because: "a number of MongoDB's is listed", change: { userId: { $numberLong: '42' } } },
    { because: "an id of MongoDB's is listed", change: { context: { traits: { id: { $oid: 'u_7' } } } } },
    {
      because: 'a number that was rounded before it came to the dump may be the listed one',
      change: { userId: Number('1610521604143693812'), traits: { email: 'x@example.com' } },
    },
    {
      because: 'so may the digits that another language writes of it',
      change: { userId: '1610521604143693824', traits: { email: 'x@example.com' } },
    },
    {
      because: 'an email is listed, in another case',
      change: { context: { traits: { email: 'ADA@example.com ' } } },
    },
    { because: 'an email in quotes is listed', change: { traits: { email: 'eve@example.com' } } },
    {
      because: 'an id with a comma is listed',
      change: { userId: undefined, integrations: { Intercom: { id: 'lead, one' } } },
    },
    { because: 'an anonymous id is listed', change: { anonymousId: 'u_7' } },
    { because: "another one's email is in it", change: { properties: { email: 'eve@example.com' } } },
  ])('suppressed: $because', async ({ change }) => {
    const other = { ...call, userId: 'U_7', properties: { id: 'u_7' } };
    expect(await fates([{ ...call, ...change }, other], ['--suppress', suppressList()])).toEqual([
      'suppressed',
      'Sent',
    ]);
  });

  it('tells long ids apart by their last digit', async () => {
    const neighbour = { ...call, userId: '1610521604143693811' };
    expect(await fates([neighbour], ['--suppress', suppressList()])).toEqual(['Sent']);
  });

  it('is refused as a list with nobody in it, which would send to everybody', async () => {
    const args = ['map', write('dump', toLines([call])), '--suppress', write('never', '\n')];
    expect(await callCommand(args)).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/There is nobody in .*never/),
    });
    expect(await callCommand([...args.slice(0, 3), join(folder, 'nowhere')])).toMatchObject({ code: 3 });
  });

  it('lets --limit pass the first so many to deliver', async () => {
    const calls = [
      { ...call, integrations: { All: false } },
      call,
      { type: 'page' },
      call,
      call,
      { ...call, event: '' },
    ];
    expect(await fates(calls, ['--limit', '2'])).toEqual([
      'opted_out',
      'Sent',
      'other_type',
      'Sent',
      'beyond_limit',
      'beyond_limit',
    ]);
  });

  it('takes the same people for --sample each time, and more for a larger one', async () => {
    const calls = Array.from({ length: 2000 }, (_, index) => makeCall(index, 500));
    const taken = async (share: string) =>
      (await fates(calls, ['--sample', share])).map((fate) => fate !== 'not_in_sample');
    const third = await taken('0.3');
    expect(third.filter(Boolean).length).toBeGreaterThan(450);
    expect(third.filter(Boolean).length).toBeLessThan(750);
    expect(third.every((isIn, index) => isIn === third[index % 500])).toBe(true);
    const half = await taken('0.5');
    expect(third.every((isIn, index) => !isIn || half[index])).toBe(true);
  });
});

describe('a run', () => {
  const runArgs = (input: string, ...more: string[]) => [
    'run',
    input,
    '--to',
    simulator.url,
    '--run-dir',
    join(folder, 'run'),
    ...more,
  ];
  const report = () => JSON.parse(readFileSync(join(folder, 'run', 'report.json'), 'utf8')) as object;

  it('leaves out what map leaves out, and counts each by its name', async () => {
    simulator.seedContacts([{ external_id: 'u1' }, { external_id: 'u2' }]);
    const dump = write(
      'dump',
      toLines([
        { ...call, integrations: { Intercom: false } },
        { ...call, userId: 'u2' },
        { ...call, event: 'Noise' },
        { ...call, timestamp: '2020-01-01' },
        call,
        { ...call, timestamp: '2026-03-01T00:00:05Z' },
        { ...call, timestamp: '2026-03-01T00:00:06Z' },
        { type: 'identify', userId: 'u1' },
      ]),
    );
    const args = runArgs(
      dump,
      '--suppress',
      write('never', 'u2'),
      '--exclude',
      'N*',
      '--from',
      '2026-01-01',
      '--limit',
      '2',
    );
    expect(await callCommand(args, { token: simulator.token })).toMatchObject({ code: 0, stderr: '' });
    expect(simulator.storedEvents()).toHaveLength(2);
    expect(report()).toMatchObject({
      adds_up: true,
      outcomes: { accepted: 2, skipped: 6 },
      skipped: { opted_out: 1, suppressed: 1, excluded: 1, too_early: 1, beyond_limit: 1, other_type: 1 },
      events: { Sent: 2 },
    });

    const other = await callCommand(args.with(-1, '3'), { token: simulator.token });
    expect(other).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/started with other filters \(limit\)/),
    });
    write('never', 'u1');
    const changed = await callCommand(args, { token: simulator.token });
    expect(changed).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/started with other filters \(suppress\)/),
    });
  });

  it('sends no more than --limit, also when it was killed on the way', async () => {
    simulator.seedContacts(Array.from({ length: 20 }, (_, index) => ({ external_id: `person-${index}` })));
    simulator.addFault({ kind: 'latency', ms: 20 });
    const calls = Array.from({ length: 900 }, (_, index) => makeCall(index));
    const others = [{ type: 'page' }, { ...makeCall(1), event: 'Noise' }, { ...makeCall(2), event: '' }];
    const dump = write('dump', toLines(calls.flatMap((one) => [one, ...others])));
    const args = runArgs(dump, '--limit', '500', '--exclude', 'Noise', '--concurrency', '8');
    const runDir = join(folder, 'run');
    for (const moment of [100, 700]) {
      const { child, ended } = startCommand(args, { token: simulator.token });
      await until(`more than ${moment} calls have ended`, () => countEnded(runDir) > moment);
      child.kill('SIGKILL');
      await ended;
    }
    const { stdout } = await callCommand(['status', runDir, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ counts: { skipped: { excluded: 900, other_type: 900 } } });
    // Each call before the limit is refused where it has no name.
    expect(await callCommand(args, { token: simulator.token })).toMatchObject({ code: 1 });
    expect(simulator.storedEvents()).toHaveLength(500);
    expect(report()).toMatchObject({
      adds_up: true,
      calls: 3_600,
      outcomes: { accepted: 500, refused: 499, skipped: 2_601, not_reached: 0 },
      skipped: { beyond_limit: 801, excluded: 900, other_type: 900 },
    });
    // What is left out has no line anywhere, and whatever else has one line.
    const expected = Array.from({ length: 500 }, (_, at) => [4 * at + 1, 4 * at + 4]).flat();
    expect(readPositions(runDir)).toEqual(expected.slice(0, -1));
    expect(readRunLines(runDir, 'refused.ndjson')).toHaveLength(499);
  });
});

it('goes on with a run of an earlier version, whose journal has a line for each call left out', async () => {
  simulator.seedContacts([{ external_id: 'u1' }]);
  simulator.addFault({ kind: 'status', status: 401, match: { path: '/events' } });
  const dump = write('dump', toLines([{ type: 'page' }, call, { type: 'page' }, { ...call, event: 'Two' }]));
  const runDir = join(folder, 'run');
  const args = ['run', dump, '--to', simulator.url, '--run-dir', runDir];
  expect(await callCommand(args, { token: simulator.token })).toMatchObject({ code: 3 });
  simulator.clearFaults();
  rmSync(join(runDir, 'left-out.gz'));
  writeFileSync(join(runDir, 'journal.ndjson'), '{"n":1,"o":"skipped","code":"other_type"}\n');
  expect(await callCommand(args, { token: simulator.token })).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8'))).toMatchObject({
    adds_up: true,
    outcomes: { accepted: 2, skipped: 2, not_reached: 0 },
  });
  expect(readPositions(runDir)).toEqual([1, 2, 3, 4]);
});

it('does not go on where what was left out is not what the run wrote', async () => {
  simulator.seedContacts([{ external_id: 'u1' }]);
  const dump = write('dump', toLines([{ type: 'page' }, call]));
  const runDir = join(folder, 'run');
  const args = ['run', dump, '--to', simulator.url, '--run-dir', runDir];
  expect(await callCommand(args, { token: simulator.token })).toMatchObject({ code: 0 });
  writeFileSync(join(runDir, 'left-out.gz'), gzipSync('{"skipped":{"other_type":2}}\n\x02'));
  expect(await callCommand(args, { token: simulator.token })).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/left-out\.gz is not what this run wrote; it was changed/),
  });
});

it('refuses a time range that holds nothing', async () => {
  const dump = write('dump', toLines([call]));
  expect(await callCommand(['map', dump, '--from', '2026-02-01', '--before', '2026-01-01'])).toMatchObject({
    code: 3,
    stderr: 'intercom-destination: --from must be earlier than --before: no time lies between them.\n',
  });
});
