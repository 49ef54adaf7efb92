import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../lifetime/until';
import { makeCall, runCommand, startCommand, toLines, type Running } from './command';
import { openRunScene } from './run-scene';

const CALLS = 300;
const PEOPLE = 20;
/** Requests that may be under way at once, and so be sent again after a kill. */
const CONCURRENCY = 8;
const EVENTS = { path: '/events' };

let simulator: Simulator;
let folder: string;
let dump: string;
let runDir: string;

beforeEach(async () => {
  ({ simulator, folder, dump, runDir } = await openRunScene({ seed: 7 }));
  // One person in ten is not in the workspace.
  simulator.seedContacts(
    Array.from({ length: PEOPLE }, (_, index) => ({ external_id: `person-${index}` })).filter(
      (_, index) => index % 10 !== 3,
    ),
  );
  const calls: unknown[] = Array.from({ length: CALLS }, (_, index) => makeCall(index, PEOPLE));
  // An identify call, a call without a name and a line that is no JSON among them.
  const lines = toLines(calls).split('\n');
  lines.splice(
    100,
    0,
    '{"type":"identify","userId":"person-1"}',
    '{"type":"track","userId":"person-1"}',
    '{"broken":',
  );
  writeFileSync(dump, lines.join('\n'));
});

function start(): Running {
  return startCommand(
    ['run', dump, '--to', simulator.url, '--run-dir', runDir, '--concurrency', String(CONCURRENCY)],
    { token: simulator.token },
  );
}

interface Report {
  state: string;
  calls: number;
  adds_up: boolean;
  outcomes: Record<string, number>;
  refused: Record<string, number>;
  skipped: Record<string, number>;
  dead_letters: Record<string, number>;
}

const readLines = (name: string) =>
  readFileSync(join(runDir, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const readReport = () => JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8')) as Report;
const endedCalls = () =>
  existsSync(join(runDir, 'journal.ndjson')) ? readLines('journal.ndjson').length : 0;

const UNDISTURBED = {
  state: 'finished',
  calls: CALLS + 3,
  adds_up: true,
  outcomes: { accepted: 270, skipped: 1, refused: 2, dead_letter: 30, not_reached: 0 },
  skipped: { other_type: 1 },
  refused: { no_event_name: 1, unreadable_line: 1 },
  dead_letters: { contact_not_found: 30 },
};

/** What every finished run must have come to, however it was disturbed. */
function expectWholeRun(): void {
  expect(readReport()).toMatchObject(UNDISTURBED);
  const positions = readLines('journal.ndjson').map(({ n }) => n as number);
  // The one of another type is left out, and has no line.
  const expected = Array.from({ length: CALLS + 3 }, (_, index) => index + 1).filter((n) => n !== 101);
  expect(positions.sort((a, b) => a - b)).toEqual(expected);
  expect(readLines('dead-letters.ndjson')).toHaveLength(30);
  expect(new Set(readLines('dead-letters.ndjson').map(({ line }) => line)).size).toBe(30);
  expect(readLines('refused.ndjson')).toHaveLength(2);
  expect(storedCalls()).toEqual(expectedCalls());
}

/** What the workspace holds, and what it must hold: whose, which name, which second, with which metadata. */
function storedCalls(): string[] {
  const externalIds = new Map(simulator.contacts().map(({ id, external_id }) => [id, external_id]));
  return simulator
    .storedEvents()
    .map(({ contact_id, event_name_sent, created_at, metadata }) =>
      JSON.stringify([externalIds.get(contact_id), event_name_sent, created_at, metadata]),
    )
    .sort();
}

function expectedCalls(): string[] {
  return Array.from({ length: CALLS }, (_, index) => makeCall(index, PEOPLE))
    .filter(({ userId }) => !/3$/.test(userId))
    .map(({ userId, event, timestamp, properties }) =>
      JSON.stringify([userId, event, Date.parse(timestamp) / 1000, properties]),
    )
    .sort();
}

describe('run', () => {
  it('brings every call to one end, and says so', async () => {
    const { code, stdout, stderr } = await start().ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('270 + 1 + 2 + 30 + 0 = 303: every call counted once.');
    expectWholeRun();
    expect(simulator.statistics().events).toMatchObject({ accepted: 270, stored: 270, duplicates: 0 });
  });

  it('waits for a server that is not quite there yet', async () => {
    simulator.addFault({ kind: 'status', status: 503, times: 2 });
    expect(await start().ended).toMatchObject({ code: 1 });
    expectWholeRun();
  });

  it('exits with 0 where all were accepted', async () => {
    writeFileSync(dump, toLines([makeCall(1), makeCall(2)]));
    expect(await start().ended).toMatchObject({ code: 0 });
  });

  it('changes nothing when a finished run is started again', async () => {
    const first = await start().ended;
    const { requests } = simulator.statistics();
    const second = await start().ended;
    expect(simulator.statistics().requests).toBe(requests);
    expect(second).toEqual(first);
  });

  it('delivers into the embedded simulator, from standard input', async () => {
    const contacts = join(folder, 'contacts.ndjson');
    writeFileSync(contacts, toLines([{ external_id: 'person-1' }]));
    const args = ['run', '-', '--to', 'simulator', '--simulator-contacts', contacts, '--run-dir', runDir];
    const stdin = toLines([makeCall(1), makeCall(2)]);
    expect(await runCommand(args, { stdin })).toMatchObject({ code: 1 });
    expect(readReport()).toMatchObject({ target: 'simulator', outcomes: { accepted: 1, dead_letter: 1 } });
    // The input was kept, so the same command needs none.
    expect(await runCommand(args)).toMatchObject({ code: 1 });
  });

  it('is readable by its owner alone, and names no person but where it must', async () => {
    const { stdout, stderr } = await start().ended;
    expect(statSync(runDir).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(runDir))
      expect([name, statSync(join(runDir, name)).mode & 0o777]).toEqual([name, 0o600]);
    const status = await runCommand(['status', runDir]);
    const shown = ['manifest.json', 'journal.ndjson', 'checkpoint.json', 'report.json'].map((name) =>
      readFileSync(join(runDir, name), 'utf8'),
    );
    for (const text of [...shown, stdout, stderr, status.stdout]) {
      expect(text).not.toMatch(/person-\d/);
      expect(text).not.toContain(simulator.token);
    }
    expect(readLines('dead-letters.ndjson')[0]).toMatchObject({
      file: dump,
      reason: 'contact_not_found',
      maybe_stored: false,
      error: { code: 'not_found' },
      data_event: { user_id: 'person-3' },
      call: { userId: 'person-3' },
    });
    for (const name of readdirSync(runDir)) {
      expect(readFileSync(join(runDir, name), 'utf8')).not.toContain(simulator.token);
    }
  });
});

describe('a run that was disturbed', () => {
  it.each([0.05, 0.3, 0.6, 0.9])('goes on after kill -9 with %d of the calls ended', async (share) => {
    simulator.addFault({ kind: 'status', status: 500, share: 0.02, match: EVENTS });
    simulator.addFault({ kind: 'drop', when: 'after_storing', share: 0.02, match: EVENTS });
    simulator.addFault({ kind: 'latency', ms: 10 });
    const run = start();
    await until(`${share * CALLS} calls have ended`, () => endedCalls() >= share * CALLS);
    run.child.kill('SIGKILL');
    expect(await run.ended).toMatchObject({ code: null });
    expect(endedCalls()).toBeLessThan(CALLS + 3);
    const endedBefore = endedCalls();

    expect(await start().ended).toMatchObject({ code: 1 });
    expectWholeRun();
    expect(endedBefore).toBeGreaterThan(0);
  });

  it('drops a torn last line of the journal, and cuts what was kept beside it without a line', async () => {
    const run = start();
    await until('150 calls have ended', () => endedCalls() >= 150);
    run.child.kill('SIGKILL');
    await run.ended;
    appendFileSync(join(runDir, 'journal.ndjson'), '{"n":299,"o":"acc');
    appendFileSync(join(runDir, 'dead-letters.ndjson'), '{"line":1}\n{"torn":');
    appendFileSync(join(runDir, 'refused.ndjson'), '{"line":1}\n');
    expect(await start().ended).toMatchObject({ code: 1 });
    expectWholeRun();
  });

  it('sends again after a kill no more than what was under way', async () => {
    simulator.addFault({ kind: 'latency', ms: 20 });
    const run = start();
    await until('150 calls have ended', () => endedCalls() >= 150);
    run.child.kill('SIGKILL');
    await run.ended;
    simulator.clearFaults();
    await start().ended;
    expectWholeRun();
    expect(simulator.statistics().events.duplicates).toBeLessThanOrEqual(CONCURRENCY);
  });

  it('finishes what is under way after one Ctrl-C, exits with 4 and goes on', async () => {
    simulator.addFault({ kind: 'latency', ms: 50 });
    const run = start();
    await until('50 calls have ended', () => endedCalls() >= 50);
    run.child.kill('SIGINT');
    const { code, stdout, stderr } = await run.ended;
    expect({ code, stderr }).toEqual({
      code: 4,
      stderr: expect.stringMatching(/^Finishing what is under way/),
    });
    expect(stdout).toMatch(/^Paused; the same command goes on\./);
    expect(readReport()).toMatchObject({ state: 'paused', adds_up: true });
    // Nothing was cut off, so nothing is sent twice.
    simulator.clearFaults();
    expect(await start().ended).toMatchObject({ code: 1 });
    expectWholeRun();
    expect(simulator.statistics().events.duplicates).toBe(0);
  });

  it('stops at once after two, exits with 4 and goes on', async () => {
    simulator.addFault({ kind: 'status', status: 503, match: EVENTS });
    const run = start();
    await until(
      'more than 5 events were sent',
      () => (simulator.statistics().byRoute['POST /events'] ?? 0) > 5,
    );
    await interruptTwice(run);
    expect(await run.ended).toMatchObject({ code: 4 });
    simulator.clearFaults();
    expect(await start().ended).toMatchObject({ code: 1 });
    expectWholeRun();
  });

  it('does not wait for an answer that is slow after two, and sends that call again', async () => {
    simulator.addFault({ kind: 'slow_body', ms: 600_000, match: { eventName: 'Event 0' } });
    const run = start();
    // One alone is under way: nothing is known of the rate window before its answer.
    await until('an event was accepted', () => simulator.statistics().events.accepted === 1);
    await interruptTwice(run);
    expect(await run.ended).toMatchObject({ code: 4 });
    expect(readReport()).toMatchObject({ state: 'paused', adds_up: true, outcomes: { accepted: 0 } });
    simulator.clearFaults();
    expect(await start().ended).toMatchObject({ code: 1 });
    expectWholeRun();
  });

  it('stops when the token is refused on the way, exits with 3 and loses nothing', async () => {
    simulator.addFault({
      kind: 'status',
      status: 401,
      code: 'unauthorized',
      message: 'Access Token Invalid',
      match: { eventName: 'Event 6' },
    });
    const { code, stdout } = await start().ended;
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Stopped: Intercom refuses the token/);
    expect(readReport()).toMatchObject({ state: 'token_refused', adds_up: true });
    simulator.clearFaults();
    expect(await start().ended).toMatchObject({ code: 1 });
    expectWholeRun();
  });
});

/** The second time once the first has been taken note of: a process sees two that come at once as one. */
async function interruptTwice({ child }: Running): Promise<void> {
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.kill('SIGINT');
  await until('the run says that it finishes what is under way', () => said.includes('Finishing'));
  child.kill('SIGINT');
}

describe('status', () => {
  it('tells how far a run is, while it runs, after a kill, and after its end', async () => {
    simulator.addFault({ kind: 'latency', ms: 300 });
    const run = start();
    await until('the status tells how many calls have ended', async () =>
      /^Running \(process \d+\)\. \d+ of 303 calls ended/.test((await runCommand(['status', runDir])).stdout),
    );
    expect(JSON.parse((await runCommand(['status', runDir, '--json'])).stdout)).toMatchObject({
      state: 'running',
      pid: run.child.pid,
      calls: 303,
    });
    run.child.kill('SIGKILL');
    await run.ended;
    // As where both were written in one millisecond.
    const [reportPath, checkpointPath] = [join(runDir, 'report.json'), join(runDir, 'checkpoint.json')];
    const { at } = JSON.parse(readFileSync(checkpointPath, 'utf8')) as { at: string };
    const begun = JSON.parse(readFileSync(reportPath, 'utf8')) as object;
    writeFileSync(reportPath, JSON.stringify({ ...begun, ended_at: at }));
    expect((await runCommand(['status', runDir])).stdout).toMatch(
      /^Stopped; the same command goes on\. \d+ of 303/,
    );
    simulator.clearFaults();
    const { stdout } = await start().ended;
    expect((await runCommand(['status', runDir])).stdout).toBe(stdout);
    expect(JSON.parse((await runCommand(['status', runDir, '--json'])).stdout)).toMatchObject({
      state: 'finished',
      counts: { outcomes: { accepted: 270 } },
    });
  });
});

describe('simulate', () => {
  it("serves a simulator that knows a part of a dump's people", async () => {
    const { child, ended } = startCommand(['simulate', '--port', '0', '--people-of', dump, '--share', '0.5']);
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    await until('the server shows its contacts', () => shown.includes('Contacts:'));
    const [, url = ''] = /Simulator: (\S+)/.exec(shown) ?? [];
    const [, contacts = ''] = /Contacts: +(\d+)/.exec(shown) ?? [];
    expect(Number(contacts)).toBeGreaterThan(4);
    expect(Number(contacts)).toBeLessThan(16);
    expect((await fetch(url)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });

  it('makes one contact of a user id and an email of one call, and calls by the email reach it', async () => {
    const call = (second: number, who: object) => ({ ...makeCall(second), userId: undefined, ...who });
    const byEmail = { context: { traits: { email: 'ada@example.com' } } };
    writeFileSync(
      dump,
      toLines([call(0, byEmail), call(1, { userId: 'ada', ...byEmail }), call(2, byEmail)]),
    );
    const { child, ended } = startCommand(['simulate', '--port', '0', '--people-of', dump]);
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    await until('the server shows its contacts', () => shown.includes('Contacts:'));
    const [, url = ''] = /Simulator: (\S+)/.exec(shown) ?? [];
    const options = { token: 'simulator-token' };
    const ran = await runCommand(['run', dump, '--to', url, '--run-dir', runDir], options);
    const list = async (what: string) =>
      (await (await fetch(`${url}/_simulator/${what}`)).text())
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { id: string; contact_id: string });
    const contacts = await list('contacts');
    const events = await list('events');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
    expect(ran).toMatchObject({ code: 0 });
    expect(contacts).toMatchObject([{ external_id: 'ada', email: 'ada@example.com' }]);
    expect(events.map((event) => event.contact_id)).toEqual(Array(3).fill(contacts[0]?.id));
  });
});
