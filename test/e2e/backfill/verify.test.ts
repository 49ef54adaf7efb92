import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../lifetime/until';
import { callCommand } from './call-command';
import { makeCall, startCommand, toLines } from './command';
import { countEnded } from './journal';
import { openRunScene } from './run-scene';

let simulator: Simulator;
let folder: string;
let dump: string;
let runDir: string;

beforeEach(async () => {
  ({ simulator, folder, dump, runDir } = await openRunScene({ rateLimitPerWindow: 50_000, seed: 3 }));
});

const token = () => ({ token: simulator.token });
const args = (...options: string[]) => [
  ...['run', dump, '--to', simulator.url, '--run-dir', runDir, '--max-errors', '100%', ...options],
];
const run = (...options: string[]) => callCommand(args(...options), token());
const verify = (...options: string[]) =>
  callCommand(['verify', runDir, '--wait', '0', '--json', ...options], token());

interface Verification {
  names: { name: string; sent: number; rose: number; missing: number; verdict: string }[];
  contacts: Record<string, number>;
}
const parse = (stdout: string) => JSON.parse(stdout) as Verification;
const seed = (count: number) =>
  simulator.seedContacts(Array.from({ length: count }, (_, at) => ({ external_id: `person-${at}` })));

/** An event that the person had before the run. */
const sendBefore = (userId: string, second: number) =>
  postEvent({ user_id: userId, event_name: 'event 1', created_at: second });

async function postEvent(event: object): Promise<void> {
  await fetch(`${simulator.url}/events`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${simulator.token}`,
      'Content-Type': 'application/json',
      Accept: 'application/json',
    },
    body: JSON.stringify(event),
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
      await until(`${moment} calls have ended`, () => countEnded(runDir) >= moment);
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
      ambiguous: 0,
      unanswered: 0,
      too_many_calls: 0,
    });
    expect(names.length).toBeGreaterThan(100);
    for (const name of names) expect(name).toMatchObject({ rose: name.sent, verdict: 'equal' });
    expect(names.reduce((sum, { sent }) => sum + sent, 0)).toBe(450);
    expect(stdout).not.toContain('person-');
    expect(simulator.statistics().events).toEqual(before);
    const text = await callCommand(['verify', runDir], token());
    expect(text.stdout).toMatch(/^(\d+) of \1 are verified\. [^]*; 30 contacts were compared\./);
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
    const text = await callCommand(['verify', runDir, '--wait', '0'], token());
    expect(text.stdout).toMatch(/^0 of 14 are verified\./);
    expect(text.stdout).toContain('By event name\n  Event 0  0 of 2   2 missing (2 events)\n');
    expect(text.stdout).toMatch(/Missing\n {2}Event \d \(from call \d+ on\): sent 1, rose by 0, 1 missing/);
    expect(text.stdout).toContain('Intercom lists no events older than 90 days, and of a contact');
    expect(text.stdout).toContain(`intercom-destination retry ${runDir} --unverified\n`);
  });

  it('tells what was probably there before from what is missing, and verifies neither', async () => {
    seed(2);
    const calls = Array.from({ length: 6 }, (_, at) => makeCall(at, 2));
    writeFileSync(dump, toLines(calls));
    const other = args().map((arg) => (arg === runDir ? `${runDir}-before` : arg));
    expect(await callCommand(other, token())).toMatchObject({ code: 0 });
    writeFileSync(dump, toLines([...calls, makeCall(6, 2)]));
    expect(await run()).toMatchObject({ code: 0 });
    const { code, stdout } = await callCommand(['verify', runDir, '--wait', '0'], token());
    expect(code).toBe(1);
    expect(stdout).toMatch(/^1 of 7 are verified\./);
    expect(stdout).toContain('  Event 0  0 of 1   1 probably there before\n');
    expect(stdout).toContain('  Event 6  1 of 1\n');
    expect(stdout).toContain('Intercom had as many in this time before the run');
    expect(stdout).not.toMatch(/[Mm]issing/);
    const { names } = parse((await verify()).stdout);
    expect(names.filter(({ verdict }) => verdict === 'probably_before')).toHaveLength(6);
  });

  const recently = Math.floor(Date.now() / 1000) - 3_600;
  const ago = (days: number) => recently - days * 86_400;
  const at = (second: number, index: number) => ({
    ...makeCall(index, 1),
    event: 'Ordered',
    timestamp: new Date(second * 1000).toISOString(),
  });
  const iso = (second: number) => new Date(second * 1000).toISOString();

  it.each([
    {
      because: "Intercom's list has the events of 90 days",
      seconds: [ago(3), ago(2), ago(1)],
      kept: [ago(2)],
      missingCalls: [
        { position: 1, second: ago(3) },
        { position: 3, second: ago(1) },
      ],
      says: `sent 3, rose by 1, 2 missing: call 1 (${iso(ago(3))}), call 3 (${iso(ago(1))})`,
    },
    {
      because: 'it has none that are older',
      seconds: [ago(120), ago(110), ago(100)],
      kept: [ago(110)],
      missingCalls: [],
      says: 'sent 3, rose by 1, 2 missing, which cannot be named',
    },
    {
      because: 'some are older',
      seconds: [ago(120), ago(110), ago(1)],
      kept: [ago(110)],
      missingCalls: [{ position: 3, second: ago(1) }],
      says: `sent 3, rose by 1, 2 missing: call 3 (${iso(ago(1))}) and 1 more`,
    },
  ])('names what is missing as far as it can: $because', async ({ seconds, kept, missingCalls, says }) => {
    const person = [{ id: 'c-0', external_id: 'person-0' }];
    simulator.seedContacts(person);
    writeFileSync(dump, toLines(seconds.map(at)));
    expect(await run()).toMatchObject({ code: 0 });
    simulator.reset();
    simulator.seedContacts(person);
    for (const created_at of kept) await postEvent({ id: 'c-0', event_name: 'Ordered', created_at });
    const found = await verify();
    expect(parse(found.stdout).names).toMatchObject([
      { sent: 3, rose: 1, missing: 2, verdict: 'missing', missingCalls },
    ]);
    expect(found.code).toBe(1);
    const text = await callCommand(['verify', runDir, '--wait', '0'], token());
    expect(text.stdout).toContain(`  Ordered (from call 1 on): ${says}\n`);
    if (missingCalls.length < 2) expect(text.stdout).toContain('Intercom lists no events older than 90 days');
    else expect(text.stdout).not.toContain('older than 90 days');
  });

  it('finds what counts alone would take for what was there before', async () => {
    const person = [{ id: 'c-0', external_id: 'person-0' }];
    const sendEarlier = async () => {
      simulator.seedContacts(person);
      for (const second of [ago(5), ago(4), ago(1)]) await sendBefore('person-0', second);
    };
    await sendEarlier();
    const calls = [at(ago(3), 0), at(ago(2), 1)].map((call) => ({ ...call, event: 'event 1' }));
    writeFileSync(dump, toLines(calls));
    expect(await run()).toMatchObject({ code: 0 });
    simulator.reset();
    await sendEarlier();
    expect(parse((await verify()).stdout).names).toMatchObject([
      { sent: 2, rose: 0, missing: 2, verdict: 'missing', missingCalls: [{ position: 1 }, { position: 2 }] },
    ]);
  });

  it('verifies nothing where there is nothing to compare', async () => {
    writeFileSync(dump, toLines([makeCall(0, 1)]));
    expect(await run()).toMatchObject({ code: 1 });
    const { code, stdout } = await callCommand(['verify', runDir, '--wait', '0'], token());
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^Nothing is verified: for no contact of the sample is there anything to compare\./,
    );
    expect(stdout).toContain('1 contact for whom nothing was accepted');
  });

  it('looks again until what was missing is there', async () => {
    seed(1);
    writeFileSync(dump, toLines([makeCall(0, 1)]));
    await run();
    simulator.addFault({ kind: 'status', status: 404, match: { path: '/events' }, times: 1 });
    const { code, stderr } = await verify('--wait', '30');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Events of one contact are still missing; looking again.\n',
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
    expect(await callCommand(['retry', runDir], token())).toMatchObject({ code: 0 });
    expect(await verify()).toMatchObject({ code: 0 });
    expect(parse((await verify()).stdout).contacts).toMatchObject({ compared: 6, nothing_sent: 0 });
  });

  it('stores the same contacts at each start, as many as asked for, once', async () => {
    seed(30);
    writeFileSync(dump, toLines(Array.from({ length: 300 }, (_, at) => makeCall(at, 30))));
    simulator.addFault({ kind: 'latency', ms: 20 });
    const started = startCommand(args('--verify-sample', '7', '--concurrency', '2'), token());
    await until('more than 10 calls have ended', () => countEnded(runDir) > 10);
    started.child.kill('SIGKILL');
    await started.ended;
    const path = join(runDir, 'verify-before.json');
    const stored = readFileSync(path, 'utf8');
    expect((JSON.parse(stored) as { contacts: unknown[] }).contacts).toHaveLength(7);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    simulator.clearFaults();
    expect(await run('--verify-sample', '8')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/started with --verify-sample 7/),
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
      says: /token of the run lacked the permission to read events \(read_events\)/,
      denied: 'read_events' as const,
      unread: 'events (read_events)',
    },
    {
      because: 'the token may not read contacts',
      options: [],
      says: /token of the run lacked the permission to read users and companies \(read_users/,
      denied: 'read_users_companies' as const,
      unread: 'users and companies (read_users_companies)',
    },
  ])('has nothing to say where $because', async ({ options, says, denied, unread }) => {
    seed(1);
    writeFileSync(dump, toLines([makeCall(0, 1)]));
    if (denied !== undefined) simulator.denyPermissions([denied]);
    const { code, stderr } = await run(...options);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        denied === undefined
          ? ''
          : `The token lacks the permission to read ${unread}, so verify will have nothing to compare with.\n`,
    });
    expect(await verify()).toMatchObject({ code: 3, stdout: '', stderr: expect.stringMatching(says) });
    expect(existsSync(join(runDir, 'verify-before.json'))).toBe(denied !== undefined);
  });
});

describe('verify, where a contact has several identifiers', () => {
  const ADA = { id: 'c-ada', external_id: 'ada', email: 'ada@example.com' };
  const BEN = { id: 'c-ben', external_id: 'ben', email: 'ben@example.com' };

  /** One call of `Event`, so many seconds after the first. */
  const call = (second: number, who: { userId?: string; email?: string }, event = 'Ordered') => ({
    type: 'track',
    event,
    ...(who.userId === undefined ? {} : { userId: who.userId }),
    ...(who.email === undefined ? {} : { context: { traits: { email: who.email } } }),
    messageId: `m${second}`,
    timestamp: new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString(),
  });
  const byId = { userId: 'ada' };
  const byBoth = { userId: 'ada', email: 'ada@example.com' };
  const byEmail = { email: 'ada@example.com' };
  const threeAndTwo = [call(0, byBoth), call(1, byEmail), call(2, byId), call(3, byEmail), call(4, byId)];

  /** The workspace loses all events but those at these places, in the order stored. */
  async function loseAllBut(contacts: Parameters<Simulator['seedContacts']>[0], kept: readonly number[]) {
    const stored = simulator.storedEvents();
    simulator.reset();
    simulator.seedContacts(contacts);
    for (const at of kept) {
      const event = stored.find(({ created_at }) => created_at === Date.UTC(2026, 0, 1) / 1000 + at);
      await postEvent({ id: event?.contact_id, event_name: 'Ordered', created_at: event?.created_at });
    }
  }

  it.each([
    { because: 'they appear together in one call', calls: threeAndTwo },
    {
      because: 'they never appear together, and Intercom tells',
      calls: [call(0, byId), call(1, byEmail), call(2, byId), call(3, byEmail), call(4, byId)],
    },
    {
      because: 'calls by the email come before the first by the user id',
      calls: [call(0, byEmail), call(1, byEmail), call(2, byId), call(3, byId), call(4, byBoth)],
    },
    {
      because: "a call with somebody else's email goes to whom it names first",
      calls: [...threeAndTwo, call(5, { userId: 'ben', email: 'ada@example.com' })],
      others: [{ name: 'Ordered', sent: 1, rose: 1, verdict: 'equal' }],
    },
    {
      because: 'a user id that nobody has leads on to the email',
      calls: threeAndTwo.map((one, at) => (at === 2 ? call(2, { ...byEmail, userId: 'unknown' }) : one)),
    },
  ])('adds up the calls of one contact: $because', async ({ calls, others = [] }) => {
    simulator.seedContacts([ADA, BEN]);
    writeFileSync(dump, toLines(calls));
    expect(await run()).toMatchObject({ code: 0 });
    const { code, stdout } = await verify();
    const { names, contacts } = parse(stdout);
    expect(names).toHaveLength(1 + others.length);
    expect(names).toEqual(
      expect.arrayContaining(
        [{ name: 'Ordered', sent: 5, rose: 5, verdict: 'equal' }, ...others].map((name) =>
          expect.objectContaining(name),
        ),
      ),
    );
    expect(contacts).toMatchObject({ compared: 1 + others.length, nothing_sent: 0, not_found: 0 });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/ada|ben/);
  });

  it('adds up the calls of a contact that the run makes', async () => {
    writeFileSync(dump, toLines([...threeAndTwo, call(5, { email: 'lea@example.com' })]));
    // One after the other, so that the first call makes the contact with both identifiers.
    const creating = ['--missing-contact', 'create_user', '--max-new-contacts', '2', '--concurrency', '1'];
    expect(await run(...creating)).toMatchObject({ code: 0 });
    const { code, stdout } = await verify();
    expect(parse(stdout).names).toMatchObject([
      { sent: 5, rose: 5, verdict: 'equal' },
      { sent: 1, rose: 1, verdict: 'equal' },
    ]);
    expect(code).toBe(0);
  });

  it.each([
    {
      because: 'both identifiers are in the sample',
      sample: '50',
      name: { sent: 5, rose: 5, verdict: 'equal' },
      exit: 0,
    },
    {
      because: 'nobody knew that the contact would have the other identifier, so its calls are not all known',
      sample: '1',
      name: { rose: 5, verdict: 'untold' },
      exit: 1,
    },
  ])('adds up the calls of a contact that comes before a retry: $because', async ({ sample, name, exit }) => {
    const calls = [call(0, byId), call(1, byEmail), call(2, byId), call(3, byEmail), call(4, byId)];
    writeFileSync(dump, toLines(calls));
    expect(await run('--verify-sample', sample)).toMatchObject({ code: 1 });
    simulator.seedContacts([ADA]);
    expect(await callCommand(['retry', runDir], token())).toMatchObject({ code: 0 });
    const { code, stdout } = await verify();
    expect(parse(stdout).names).toMatchObject([name]);
    expect(code).toBe(exit);
  });

  it('tells of a loss that the other identifier would hide', async () => {
    simulator.seedContacts([ADA]);
    writeFileSync(dump, toLines(threeAndTwo));
    expect(await run()).toMatchObject({ code: 0 });
    await loseAllBut([ADA], [0, 2, 4]);
    const { code, stdout } = await verify();
    expect(parse(stdout).names).toMatchObject([
      { name: 'Ordered', sent: 5, rose: 3, missing: 2, verdict: 'missing' },
    ]);
    expect(code).toBe(1);
    const text = await callCommand(['verify', runDir, '--wait', '0'], token());
    expect(text.stdout).toContain(
      '  Ordered (from call 1 on): sent 5, rose by 3, 2 missing, which cannot be named\n',
    );
    expect(text.stdout).toContain('  Ordered  0 of 1   1 missing (2 events)\n');
  });

  it.each([
    {
      because: 'one of two contacts has been given the events',
      ambiguousEmail: 'newest' as const,
      contacts: { compared: 0, ambiguous: 2 },
      code: 1,
    },
    {
      because: 'Intercom refuses the email, so nothing was accepted by it',
      ambiguousEmail: 'conflict' as const,
      contacts: { compared: 2, ambiguous: 0 },
      code: 0,
    },
  ])(
    'does not judge by an email that two contacts have: $because',
    async ({ ambiguousEmail, contacts, code: expected }) => {
      ({ simulator, folder, dump, runDir } = await openRunScene({ switches: { ambiguousEmail } }));
      simulator.seedContacts([ADA, { ...BEN, email: ADA.email }]);
      writeFileSync(dump, toLines([...threeAndTwo, call(5, { userId: 'ben' })]));
      await run();
      const { code, stdout } = await verify();
      expect(parse(stdout).contacts).toMatchObject(contacts);
      expect(parse(stdout).names.filter(({ verdict }) => verdict !== 'equal')).toEqual([]);
      expect(code).toBe(expected);
      const text = await callCommand(['verify', runDir, '--wait', '0'], token());
      const said = '2 contacts with identifiers that lead to several contacts';
      if (contacts.ambiguous > 0) expect(text.stdout).toContain(said);
      else expect(text.stdout).not.toContain(said);
    },
  );

  it('tells of a loss that no reading of a shared email explains', async () => {
    ({ simulator, folder, dump, runDir } = await openRunScene({
      switches: { ambiguousEmail: 'newest' },
    }));
    const both = [{ ...BEN, email: ADA.email }, ADA];
    simulator.seedContacts(both);
    writeFileSync(dump, toLines(threeAndTwo));
    expect(await run()).toMatchObject({ code: 0 });
    await loseAllBut(both, [0, 2]);
    const { code, stdout } = await verify();
    expect(parse(stdout).names).toMatchObject([{ sent: 3, rose: 2, missing: 1, verdict: 'missing' }]);
    expect(code).toBe(1);
  });

  it.each([
    { because: 'Intercom keeps one', duplicateContact: 'resolved', rose: 2, verdict: 'untold', exit: 1 },
    { because: 'Intercom keeps both', duplicateContact: 'as_sent', rose: 3, verdict: 'equal', exit: 0 },
  ] as const)(
    'calls what may be one second of two identifiers neither lost nor verified: $because',
    async ({ duplicateContact, rose, verdict, exit }) => {
      ({ simulator, folder, dump, runDir } = await openRunScene({ switches: { duplicateContact } }));
      simulator.seedContacts([ADA]);
      writeFileSync(
        dump,
        toLines([call(0, byId), { ...call(0, byEmail), messageId: 'other' }, call(1, byId)]),
      );
      expect(await run()).toMatchObject({ code: 0 });
      const { code, stdout } = await verify();
      expect(parse(stdout).names).toMatchObject([{ name: 'Ordered', sent: 2, shared: 1, rose, verdict }]);
      expect(code).toBe(exit);
      const text = await callCommand(['verify', runDir, '--wait', '0'], token());
      expect(text.stdout).toContain(
        'whether Intercom counts events of the same second once when they went by two identifiers of a contact',
      );
    },
  );

  it('says where the token may not look contacts up', async () => {
    simulator.seedContacts([ADA]);
    writeFileSync(dump, toLines(threeAndTwo));
    expect(await run()).toMatchObject({ code: 0 });
    simulator.denyPermissions(['read_users_companies']);
    const text = await callCommand(['verify', runDir, '--wait', '0'], token());
    expect(text).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(
        /The token lacks the permission to read users and companies \(read_users_companies\), without which/,
      ),
    });
    simulator.denyPermissions(['read_events']);
    expect((await verify()).stderr).toMatch(/lacks the permission to read events \(read_events\)/);
  });

  it('says that the run is of another version, in one sentence', async () => {
    simulator.seedContacts([ADA]);
    writeFileSync(dump, toLines(threeAndTwo));
    expect(await run()).toMatchObject({ code: 0 });
    const path = join(runDir, 'verify-before.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"version":\d+/, '"version":1'));
    expect(await verify()).toMatchObject({
      code: 3,
      stdout: '',
      stderr:
        'intercom-destination: The run was started by another version, which stored other counts, so this version cannot verify it.\n',
    });
  });

  it('asks for each identifier once, and for the counts of each contact once', async () => {
    simulator.seedContacts([ADA, BEN]);
    writeFileSync(dump, toLines([...threeAndTwo, call(5, { userId: 'ben' })]));
    expect(await run()).toMatchObject({ code: 0 });
    const before = simulator.statistics().byRoute;
    await verify();
    const made = Object.entries(simulator.statistics().byRoute).map(([route, count]) => [
      route,
      count - (before[route] ?? 0),
    ]);
    expect(Object.fromEntries(made.filter(([, count]) => count !== 0))).toEqual({
      'GET /me': 1,
      'GET /contacts/find_by_external_id/{external_id}': 2,
      'POST /contacts/search': 1,
      'GET /events': 2,
    });
  });
});
