import type { Simulator, SimulatorOptions } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../lifetime/folder';
import { startSimulator } from '../../lifetime/simulator';
import { until } from '../../lifetime/until';
import { callCommand } from './call-command';
import { makeCall, runCommand, startCommand, toLines } from './command';
import { countEnded, readRunLines } from './journal';

let simulator: Simulator;
let folder: string;
let runDir: string;

beforeEach(async () => {
  ({ folder } = createFolder());
  runDir = join(folder, 'run');
  simulator = await open();
});

async function open(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const opened = await startSimulator({ rateLimitPerWindow: 50_000, ...options });
  opened.seedContacts([{ external_id: 'person-0', email: 'person-0@example.com' }]);
  return opened;
}

/** Writes a dump of calls by so many people, of whom only person-0 is there. */
function writeDump(calls: readonly unknown[]): string {
  const dump = join(folder, 'dump.ndjson');
  writeFileSync(dump, toLines(calls));
  return dump;
}

const callsOf = (count: number, people: number) =>
  Array.from({ length: count }, (_, at) => makeCall(at, people));

function run(dump: string, ...options: string[]) {
  return callCommand(
    ['run', dump, '--to', simulator.url, '--run-dir', runDir, '--concurrency', '4', ...options],
    {
      token: simulator.token,
    },
  );
}

interface Report {
  state: string;
  outcomes: { accepted: number; dead_letter: number; not_reached: number };
  dead_letters: Record<string, number>;
  contacts_created: number;
}

const report = () => JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8')) as Report;

describe('a person who is missing', () => {
  it('is given up by default', async () => {
    expect(await run(writeDump(callsOf(4, 2)))).toMatchObject({ code: 1 });
    expect(report()).toMatchObject({ outcomes: { accepted: 2, dead_letter: 2 } });
  });

  it('is asked for once more at the end under retry, and may have come by then', async () => {
    const dump = writeDump(callsOf(120, 2));
    simulator.addFault({ kind: 'latency', ms: 20 });
    const { child, ended } = startCommand(
      [
        'run',
        dump,
        '--to',
        simulator.url,
        '--run-dir',
        runDir,
        '--concurrency',
        '2',
        '--missing-contact',
        'retry',
      ],
      { token: simulator.token },
    );
    await until('more than 20 calls have ended', () => countEnded(runDir) > 20);
    simulator.seedContacts([{ external_id: 'person-1' }]);
    expect(await ended).toMatchObject({ code: 0 });
    expect(child.exitCode).toBe(0);
    expect(report()).toMatchObject({ state: 'finished', outcomes: { accepted: 120, dead_letter: 0 } });
    expect(simulator.storedEvents()).toHaveLength(120);
  });

  it('is given up under retry when the second asking finds nobody either', async () => {
    expect(await run(writeDump(callsOf(10, 2)), '--missing-contact', 'retry')).toMatchObject({ code: 1 });
    expect(report().dead_letters).toEqual({ contact_not_found: 5 });
  });

  it.each(['create_user', 'create_lead'])(
    'is made under %s, and kept in a file of its own',
    async (policy) => {
      const calls = callsOf(20, 4).map((call) => ({
        ...call,
        context: { traits: { email: `${call.userId}@example.com` } },
      }));
      const dump = writeDump(calls);
      const { code, stdout } = await run(dump, '--missing-contact', policy, '--max-new-contacts', '3');
      expect({ code, made: report().contacts_created }).toEqual({ code: 0, made: 3 });
      expect(stdout).toContain('Contacts made: 3');
      expect(simulator.contacts()).toHaveLength(4);
      const made = readRunLines(runDir, 'created-contacts.ndjson').filter(({ id }) => id !== undefined);
      expect(made.map(({ id }) => id).sort()).toEqual(
        simulator
          .contacts()
          .slice(1)
          .map(({ id }) => id)
          .sort(),
      );
      expect(made).toMatchObject(made.map(() => ({ file: dump, line: expect.any(Number) })));
      expect(statSync(join(runDir, 'created-contacts.ndjson')).mode & 0o777).toBe(0o600);
    },
  );

  it('is made no more often than allowed, over all starts of a run', async () => {
    const dump = writeDump(callsOf(20, 5));
    const create = ['--missing-contact', 'create_user', '--max-new-contacts'];
    expect(await run(dump, ...create, '2')).toMatchObject({ code: 2 });
    expect(report()).toMatchObject({ state: 'new_contact_limit', contacts_created: 2 });
    expect(simulator.contacts()).toHaveLength(3);
    expect(await run(dump, ...create, '2')).toMatchObject({ code: 2 });
    expect(simulator.contacts()).toHaveLength(3);
    expect(await run(dump, ...create, '4')).toMatchObject({ code: 0 });
    expect(report()).toMatchObject({ state: 'finished', contacts_created: 4, outcomes: { accepted: 20 } });
  });

  it('may not be searched for by the token, which is said once', async () => {
    simulator.denyPermissions(['read_users_companies']);
    const calls = callsOf(10, 5).map((call) => ({
      ...call,
      userId: undefined,
      traits: { email: `${call.userId}@example.com` },
    }));
    const { stderr } = await run(writeDump(calls), '--progress', 'none');
    expect(stderr).toBe(
      'The token lacks the permission to read users and companies (read_users_companies), so verify will have nothing to compare with.\n' +
        'The token may not search contacts, so leads are not found by their email.\n',
    );
  });
});

describe('a run stops by itself', () => {
  const people = (count: number) =>
    callsOf(count, 1).map((call, at) => ({ ...call, userId: at % 10 === 0 ? 'nobody' : 'person-0' }));

  it('at more dead letters than a count, and goes on with a higher one', async () => {
    const dump = writeDump(people(200));
    expect(await run(dump, '--max-errors', '5')).toMatchObject({ code: 2 });
    const { state, outcomes } = report();
    expect(state).toBe('max_errors');
    expect(outcomes.dead_letter).toBeGreaterThan(5);
    expect(outcomes.dead_letter).toBeLessThanOrEqual(5 + 4);
    expect(outcomes.not_reached).toBeGreaterThan(0);
    expect(await run(dump, '--max-errors', '20')).toMatchObject({ code: 1 });
    expect(report()).toMatchObject({ state: 'finished', outcomes: { accepted: 180, dead_letter: 20 } });
  });

  it('at more than 5 % once a thousand were delivered, unless told otherwise', async () => {
    const dump = writeDump(people(1_500));
    expect(await run(dump)).toMatchObject({ code: 2 });
    expect(report().outcomes.accepted + report().outcomes.dead_letter).toBeLessThan(1_010);
    expect(await run(dump, '--max-errors', '11%')).toMatchObject({ code: 1 });
  });

  it('where the workspace knows none of the first people', async () => {
    simulator.reset();
    const { code, stdout } = await run(writeDump(callsOf(400, 400)));
    expect({ code, state: report().state }).toEqual({ code: 2, state: 'unknown_people' });
    expect(stdout).toContain('These ids do not match this workspace.');
    expect(report().outcomes.not_reached).toBeGreaterThan(190);
  });

  it('where the embedded simulator has no contacts, and says so before it reads', async () => {
    const dump = writeDump(callsOf(400, 400));
    const args = ['run', dump, '--to', 'simulator', '--run-dir', runDir, '--progress', 'none'];
    const { code, stdout, stderr } = await callCommand(args);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'The embedded simulator has no contacts, so it stores no event: name a file of them with --simulator-contacts, or make them with --missing-contact create_user.\n',
    });
    expect(stdout).toMatch(/^Stopped: the embedded simulator knows none of the first 200 people\./);
    expect(stdout).not.toContain('These ids do not match');
  });

  it('but not at one missing person who has many events, nor under retry before the second asking', async () => {
    const calls = callsOf(300, 1).map((call) => ({ ...call, userId: 'nobody' }));
    const dump = writeDump([...calls, makeCall(0, 1)]);
    expect(await run(dump)).toMatchObject({ code: 1 });
    expect(report()).toMatchObject({ state: 'finished', outcomes: { accepted: 1, dead_letter: 300 } });
  });

  it('where it knows none of the first people under retry too, in the first reading', async () => {
    simulator.reset();
    expect(await run(writeDump(callsOf(2_000, 2_000)), '--missing-contact', 'retry')).toMatchObject({
      code: 2,
    });
    expect(report().outcomes.not_reached).toBe(2_000);
    expect(simulator.statistics().requests).toBeLessThan(300);
  });

  it('before it sends anything where the calls have more names than allowed', async () => {
    const named = (count: number) =>
      Array.from({ length: count }, (_, at) => ({
        ...makeCall(at, 1),
        event: at % 2 === 0 ? `Event ${at}` : `EVENT ${at - 1}`,
      }));
    const { code, stderr } = await run(writeDump(named(242)), '--progress', 'none');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'intercom-destination: The calls have 121 event names, and --name-budget allows 120; event rules in the mapping can skip or join some.\n',
    });
    expect(simulator.statistics().byRoute).toEqual({ 'GET /me': 1 });
    expect(await run(writeDump(named(240)))).toMatchObject({ code: 0 });
  });

  it('at a time, and goes on with a later one', async () => {
    const dump = writeDump(callsOf(50, 1));
    expect(await run(dump, '--until', '2020-01-01T00:00:00Z')).toMatchObject({ code: 4 });
    expect(report()).toMatchObject({ state: 'until' });
    expect(simulator.storedEvents()).toEqual([]);
    expect(await run(dump, '--until', '2120-01-01')).toMatchObject({ code: 0 });
    expect(simulator.storedEvents()).toHaveLength(50);
  });

  it('at Ctrl-C while Intercom is away, without waiting for it', async () => {
    const dump = writeDump(callsOf(100, 1));
    simulator.addFault({ kind: 'drop', when: 'before_storing', match: { path: '/events' } });
    const { child, ended } = startCommand(
      ['run', dump, '--to', simulator.url, '--run-dir', runDir, '--concurrency', '30', '--progress', 'json'],
      { token: simulator.token },
    );
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await until('the progress shows an outage', () => said.includes('"outage":true'));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 4 });
    expect(report()).toMatchObject({ state: 'paused', outcomes: { not_reached: 100 } });
  });

  it('when Intercom cannot be reached at a later start, and may be started again', async () => {
    const dump = writeDump(people(20));
    await run(dump, '--max-errors', '0');
    const { url } = simulator;
    await simulator.close();
    const { code, stderr } = await callCommand(
      ['run', dump, '--to', url, '--run-dir', runDir, '--progress', 'none'],
      { token: 'simulator-token' },
    );
    expect({ code, stderr }).toEqual({ code: 4, stderr: `intercom-destination: ${url} does not answer.\n` });
    simulator = await open({ port: Number(new URL(url).port) });
    expect(await run(dump, '--max-errors', '99')).toMatchObject({ code: 1 });
  });

  it('when Intercom stays away, and loses nothing', async () => {
    const dump = writeDump(callsOf(100, 1));
    const away = { kind: 'drop', when: 'before_storing', match: { path: '/events' } } as const;
    simulator.addFault(away);
    // So many at once that the failures of an outage need no second tries.
    expect(await run(dump, '--max-outage', '0', '--concurrency', '30')).toMatchObject({ code: 4 });
    expect(report()).toMatchObject({
      state: 'outage',
      outcomes: { accepted: 0, dead_letter: 0, not_reached: 100 },
    });
    simulator.clearFaults();
    expect(await run(dump)).toMatchObject({ code: 0 });
    expect(simulator.storedEvents()).toHaveLength(100);
  });
});

describe('a run is bound to its workspace', () => {
  it('and does not go on in another one, though the address is the same', async () => {
    const dump = writeDump([...callsOf(50, 1), { ...makeCall(50), userId: 'nobody' }, ...callsOf(50, 1)]);
    expect(await run(dump, '--max-errors', '0', '--concurrency', '1')).toMatchObject({ code: 2 });
    const port = Number(new URL(simulator.url).port);
    await simulator.close();
    simulator = await open({ port, idCode: 'other001' });
    const { code, stderr } = await run(dump, '--progress', 'none');
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr:
        'intercom-destination: The run was started for the workspace sim00001, and the token is of other001.\n',
    });
    expect(simulator.storedEvents()).toHaveLength(0);
  });

  it('and to its region, where one is given', async () => {
    const dump = writeDump(callsOf(5, 1));
    const { code, stderr } = await run(dump, '--region', 'EU');
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: 'intercom-destination: The token belongs to a workspace in US, not in EU.\n',
    });
    expect(await run(dump, '--region', 'US')).toMatchObject({ code: 0 });
  });

  it.each([
    { because: 'the token is refused', options: [], token: 'another', says: /refuses the access token/ },
    {
      because: 'the region is another one',
      options: ['--region', 'EU'],
      token: undefined,
      says: /belongs to a workspace in US, not in EU/,
    },
  ])('which is asked before the input is read: $because', async ({ options, token, says }) => {
    const damaged = join(folder, 'damaged.ndjson.gz');
    writeFileSync(damaged, Buffer.from('1f8b0800000000000003ffff', 'hex'));
    const args = ['--to', simulator.url, '--run-dir', runDir, ...options];
    const given = { token: token ?? simulator.token };
    const refused = { code: 3, stderr: expect.stringMatching(says) };
    expect(await callCommand(['run', damaged, ...args], given)).toMatchObject(refused);
    // Standard input that goes on need not end first.
    const { ended } = startCommand(['run', '-', ...args], { ...given, stdinStaysOpen: true });
    expect(await ended).toMatchObject(refused);
  });

  it('which a token may not tell: said, and sent', async () => {
    simulator.denyPermissions(['read_admins']);
    const { code, stderr } = await run(writeDump(callsOf(5, 1)), '--region', 'EU');
    expect(code).toBe(0);
    expect(stderr).toBe('The token may not ask whose it is (GET /me), so its region is unverified.\n');
  });
});

describe('check', () => {
  const check = (...options: string[]) => callCommand(['check', ...options], { token: simulator.token });

  it('tells whose the token is, and sends nothing else', async () => {
    expect(await check('--base-url', simulator.url, '--region', 'US')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/Id code: +sim00001\nRegion: +US\nLimit: +50000 calls in 10 s\n/),
    });
    const { stdout } = await check('--base-url', simulator.url, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ id_code: 'sim00001', region: 'US', calls_per_window: 50_000 });
    expect(simulator.statistics().requests).toBe(2);
  });

  it.each([
    { because: 'no region', options: [], says: '--region US, EU or AU' },
    { because: 'a bad region', options: ['--region', 'UK'], says: 'Allowed choices are US, EU, AU' },
    { because: 'a bad address', options: ['--base-url', 'localhost'], says: '--base-url must be a URL' },
  ])('answers $because in one line', async ({ options, says }) => {
    const { code, stderr } = await check(...options);
    expect(code).toBe(3);
    expect(stderr).toContain(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

it('a run directory that may only be read is named in one line', async () => {
  const dump = writeDump(callsOf(1, 1));
  const parent = join(folder, 'read-only');
  mkdirSync(parent, { mode: 0o500 });
  // Root may write everywhere, unless it gives its privileges up.
  const under = ['setpriv', '--bounding-set', '-all', '--inh-caps', '-all'];
  const asRoot = process.getuid?.() === 0;
  const { code, stderr } = await runCommand(
    ['run', dump, '--to', simulator.url, '--run-dir', join(parent, 'run'), '--progress', 'none'],
    { token: simulator.token, ...(asRoot ? { under } : {}) },
  );
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: `intercom-destination: ${join(parent, 'run')}: permission denied.\n`,
  });
});

describe('bad limits are answered in one line', () => {
  it.each([
    { options: ['--missing-contact', 'create_user'], says: '--max-new-contacts' },
    { options: ['--missing-contact', 'create'], says: 'give_up, retry, create_user, create_lead' },
    { options: ['--max-errors', 'many'], says: 'a share such as 5%' },
    { options: ['--max-errors', '200%'], says: 'a share such as 5%' },
    { options: ['--until', 'tomorrow'], says: '2026-01-31T06:00:00Z' },
    { options: ['--until', '2026-02-31'], says: '2026-01-31T06:00:00Z' },
    { options: ['--progress', 'pie'], says: 'auto, bar, lines, json, none' },
    { options: ['--max-outage', '-1'], says: 'whole number' },
    { options: ['--region', 'UK'], says: 'US, EU, AU' },
  ])('$options', async ({ options, says }) => {
    const { code, stderr } = await run(writeDump(callsOf(1, 1)), ...options);
    expect(code).toBe(3);
    expect(stderr).toContain(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(simulator.statistics().requests).toBe(0);
  });

  it('visitors without an id are not to become users', async () => {
    const mapping = join(folder, 'mapping.yaml');
    writeFileSync(mapping, 'sendAnonymousId: true\n');
    const create = ['--missing-contact', 'create_user', '--max-new-contacts', '5', '--mapping', mapping];
    const { code, stderr } = await run(writeDump(callsOf(1, 1)), ...create);
    expect(code).toBe(3);
    expect(stderr).toContain('sendAnonymousId');
  });
});

it('progress in JSON is one object a line, and counts none that is not sent', async () => {
  const pages = Array.from({ length: 70 }, () => ({ type: 'page', name: 'Home', userId: 'person-0' }));
  const { stderr } = await run(writeDump([...callsOf(50, 1), ...pages]), '--progress', 'json');
  const lines = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { phase: string; done: number });
  expect(lines.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['reading', 'delivering']));
  expect(lines.at(-1)).toMatchObject({ phase: 'delivering', done: 50, total: 50 });
});

it('a line that is no UTF-8 is refused, for two people could become one', async () => {
  const dump = join(folder, 'dump.ndjson');
  const line = Buffer.from(toLines([makeCall(0, 1)]));
  const broken = Buffer.from(line);
  broken[line.indexOf('person-0') + 1] = 0xff;
  writeFileSync(dump, Buffer.concat([line, broken]));
  expect(await run(dump)).toMatchObject({ code: 1 });
  expect(readRunLines(runDir, 'refused.ndjson')).toMatchObject([
    { line: 2, code: 'unreadable_line', message: 'The line is not UTF-8.' },
  ]);
});
