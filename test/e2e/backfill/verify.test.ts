import type { Simulator } from '@intercom-destination/simulator';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCall, runCommand, startCommand, toLines, until } from './command';
import { countEnded } from './journal';
import { openRunScene } from './run-scene';

let simulator: Simulator;
let folder: string;
let close: () => Promise<void>;
let dump: string;
let runDir: string;

beforeEach(async () => {
  ({ simulator, folder, dump, runDir, close } = await openRunScene({ rateLimitPerWindow: 50_000, seed: 3 }));
});
afterEach(() => close());

const token = () => ({ token: simulator.token });
const args = (...options: string[]) => [
  ...['run', dump, '--to', simulator.url, '--run-dir', runDir, '--max-errors', '100%', ...options],
];
const run = (...options: string[]) => runCommand(args(...options), token());
const verify = (...options: string[]) =>
  runCommand(['verify', runDir, '--wait', '0', '--json', ...options], token());

interface Verification {
  names: { name: string; sent: number; rose: number; verdict: string }[];
  contacts: Record<string, number>;
}
const parse = (stdout: string) => JSON.parse(stdout) as Verification;
const seed = (count: number) =>
  simulator.seedContacts(Array.from({ length: count }, (_, at) => ({ external_id: `person-${at}` })));

/** An event that the person had before the run. */
async function sendBefore(userId: string, second: number): Promise<void> {
  await fetch(`${simulator.url}/events`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${simulator.token}`,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
    body: JSON.stringify({ user_id: userId, event_name: 'event 1', created_at: second }),
  });
}

describe('verify', () => {
  it('finds the increase equal to what was sent, with faults, kills, duplicates and older events', async () => {
    seed(30);
    for (let at = 0; at < 30; at += 1) await sendBefore(`person-${at}`, 1_500_000_000 + at);
    const calls = Array.from({ length: 600 }, (_, at) => makeCall(at, 40));
    const twins = calls.slice(0, 60).map((call) => ({ ...call, messageId: `${call.messageId}b` }));
    writeFileSync(dump, toLines([...calls, ...calls.slice(100, 150), ...twins]));
    simulator.addFault({ kind: 'drop', when: 'after_storing', share: 0.05 });
    simulator.addFault({ kind: 'status', status: 500, share: 0.05 });
    for (const moment of [100, 400]) {
      const { child, ended } = startCommand(args('--concurrency', '8'), token());
      await until(() => countEnded(runDir) >= moment, 30);
      child.kill('SIGKILL');
      await ended;
    }
    expect(await run()).toMatchObject({ code: 1 });
    simulator.clearFaults();
    const before = simulator.statistics().events;

    const { code, stdout } = await verify();
    const { names, contacts } = parse(stdout);
    expect(code).toBe(0);
    expect(contacts).toEqual({
      compared: 30,
      nothing_sent: 10,
      not_found: 0,
      unanswered: 0,
      too_many_calls: 0,
    });
    expect(names.length).toBeGreaterThan(100);
    for (const name of names) expect(name).toMatchObject({ rose: name.sent, verdict: 'equal' });
    expect(names.reduce((sum, { sent }) => sum + sent, 0)).toBe(450);
    expect(stdout).not.toContain('person-');
    expect(simulator.statistics().events).toEqual(before);
    const text = await runCommand(['verify', runDir], token());
    expect(text.stdout).toMatch(/^30 contacts of the sample were compared, \d+ times/);
    expect(text.stdout).toContain('10 contacts for whom nothing was accepted');
    expect(text.stdout).toContain('Intercom counts names and times, and says nothing of metadata');
  }, 120_000);

  it('finds what is missing, and what is too much', async () => {
    seed(2);
    writeFileSync(dump, toLines(Array.from({ length: 14 }, (_, at) => makeCall(at, 2))));
    expect(await run()).toMatchObject({ code: 0 });
    await sendBefore('person-1', 1_900_000_000);
    const more = await verify();
    expect(more.code).toBe(1);
    expect(parse(more.stdout).names.filter(({ verdict }) => verdict === 'more')).toMatchObject([
      { name: 'Event 1', sent: 1, rose: 2 },
    ]);
    // The workspace forgets everything but the people.
    simulator.reset();
    seed(2);
    const { code, stdout } = await verify();
    expect(code).toBe(1);
    expect(parse(stdout).names).toHaveLength(14);
    for (const name of parse(stdout).names) expect(name).toMatchObject({ rose: 0, verdict: 'missing' });
    const text = await runCommand(['verify', runDir, '--wait', '0'], token());
    expect(text.stdout).toMatch(/Not equal\n {2}Event \d \(from call \d+ on\): sent 1, rose by 0/);
  });

  it('says that what another run has sent before may be what is missing', async () => {
    seed(2);
    writeFileSync(dump, toLines(Array.from({ length: 6 }, (_, at) => makeCall(at, 2))));
    const other = args().map((arg) => (arg === runDir ? `${runDir}-before` : arg));
    expect(await startCommand(other, token()).ended).toMatchObject({ code: 0 });
    expect(await run()).toMatchObject({ code: 0 });
    const { code, stdout } = await runCommand(['verify', runDir, '--wait', '0'], token());
    expect(code).toBe(1);
    expect(stdout).toContain('Of the 6 missing, Intercom had as many before this run 6 times');
  });

  it('looks again until what was missing is there', async () => {
    seed(1);
    writeFileSync(dump, toLines([makeCall(0, 1)]));
    await run();
    simulator.addFault({ kind: 'status', status: 404, match: { path: '/events' }, times: 1 });
    const { code, stderr } = await verify('--wait', '30');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Events of 1 contacts are missing yet; looking again.\n',
    });
  });

  it('counts what a run makes its contacts for, and what a retry sends', async () => {
    seed(1);
    writeFileSync(dump, toLines(Array.from({ length: 12 }, (_, at) => makeCall(at, 4))));
    expect(await run('--missing-contact', 'create_user', '--max-new-contacts', '9')).toMatchObject({
      code: 0,
    });
    expect(parse((await verify()).stdout).contacts).toMatchObject({ compared: 4 });

    runDir = join(folder, 'retried');
    writeFileSync(dump, toLines(Array.from({ length: 12 }, (_, at) => makeCall(at + 100, 6))));
    await run();
    simulator.seedContacts([{ external_id: 'person-4' }, { external_id: 'person-5' }]);
    expect(parse((await verify()).stdout).contacts).toMatchObject({ compared: 4, nothing_sent: 2 });
    expect(await runCommand(['retry', runDir], token())).toMatchObject({ code: 0 });
    expect(await verify()).toMatchObject({ code: 0 });
    expect(parse((await verify()).stdout).contacts).toMatchObject({ compared: 6, nothing_sent: 0 });
  });

  it('stores the same contacts at each start, as many as asked for, once', async () => {
    seed(30);
    writeFileSync(dump, toLines(Array.from({ length: 300 }, (_, at) => makeCall(at, 30))));
    simulator.addFault({ kind: 'latency', ms: 20 });
    const started = startCommand(args('--verify-sample', '7', '--concurrency', '2'), token());
    await until(() => countEnded(runDir) > 10);
    started.child.kill('SIGKILL');
    await started.ended;
    const path = join(runDir, 'verify-before.json');
    const stored = readFileSync(path, 'utf8');
    expect((JSON.parse(stored) as { contacts: unknown[] }).contacts).toHaveLength(7);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    simulator.clearFaults();
    expect(await run('--verify-sample', '8')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/begun with --verify-sample 7/),
    });
    expect(await run('--verify-sample', '7')).toMatchObject({ code: 0 });
    expect(readFileSync(path, 'utf8')).toBe(stored);
    expect(await verify()).toMatchObject({ code: 0 });
  });

  it.each([
    { because: 'the sample is none', options: ['--verify-sample', '0'], says: /stored no counts/ },
    {
      because: 'the token may not read events',
      options: [],
      says: /not allowed to read events/,
      denied: true,
    },
  ])('has nothing to say where $because', async ({ options, says, denied }) => {
    seed(1);
    writeFileSync(dump, toLines([makeCall(0, 1)]));
    if (denied === true) simulator.denyPermissions(['read_events']);
    const { code, stderr } = await run(...options);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        denied === true
          ? 'The token may not read events, so verify will have nothing to compare with.\n'
          : '',
    });
    expect(await verify()).toMatchObject({ code: 3, stdout: '', stderr: expect.stringMatching(says) });
    expect(existsSync(join(runDir, 'verify-before.json'))).toBe(denied === true);
  });
});
