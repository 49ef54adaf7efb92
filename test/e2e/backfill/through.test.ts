import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dose } from '../../dose';
import { createFolder } from '../../lifetime/folder';
import { startSimulator } from '../../lifetime/simulator';
import { until } from '../../lifetime/until';
import { makeCall, runCommand, startCommand, toLines } from './command';
import { countEnded, positionsUpTo, readPositions, readRunLines } from './journal';

const examples = join(__dirname, '..', '..', '..', 'examples');
const WAYS = ['core', 'segment', 'rudder'] as const;
const ADAPTERS = ['segment', 'rudder'] as const;
const CALLS = 200;
const PEOPLE = 20;
const CONCURRENCY = 8;

let folder: string;

beforeEach(() => {
  ({ folder } = createFolder());
});

/** Half of the people are there by their id, and one as well by an email that some calls know beside a wrong id. */
async function openWorkspace(contacts: readonly object[] = people): Promise<Simulator> {
  const simulator = await startSimulator({ rateLimitPerWindow: 20_000, seed: 11 });
  simulator.seedContacts(contacts);
  return simulator;
}

const people = Array.from({ length: PEOPLE / 2 }, (_, at) => ({
  external_id: `person-${at * 2}`,
  email: `person-${at * 2}@example.com`,
}));

/** Some go by a fallback, some are found by no identifier. */
function callOf(at: number): object {
  const call = makeCall(at, PEOPLE);
  return at % 9 === 0
    ? { ...call, userId: `old-${at}`, traits: { email: `person-${(at * 2) % PEOPLE}@example.com` } }
    : call;
}

function writeCalls(count = CALLS, make: (at: number) => object = callOf): string {
  const dump = join(folder, 'dump.ndjson');
  writeFileSync(dump, toLines(Array.from({ length: count }, (_, at) => make(at))));
  return dump;
}

interface RunGiven {
  readonly inputs?: string;
  readonly args?: readonly string[];
  readonly runDir?: string;
}

function start(
  simulator: Simulator,
  through: string,
  { inputs, args = [], runDir = through }: RunGiven = {},
) {
  return startCommand(
    [
      ...['run', inputs ?? join(folder, 'dump.ndjson'), '--to', simulator.url, '--through', through],
      ...['--run-dir', join(folder, runDir), '--progress', 'none', '--concurrency', String(CONCURRENCY)],
      ...args,
    ],
    { token: simulator.token },
  );
}

/** What the workspace holds, the bytes of the metadata included. */
function holdings(simulator: Simulator): string[] {
  const whose = new Map(simulator.contacts().map((one) => [one.id, one.external_id ?? one.email]));
  return simulator
    .storedEvents()
    .map(({ contact_id: id, event_name_sent: name, created_at: at, metadata }) =>
      JSON.stringify([whose.get(id), name, at, metadata]),
    )
    .sort();
}

function reportOf(through: string): Record<string, unknown> {
  const report = JSON.parse(readFileSync(join(folder, through, 'report.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const { state, adds_up, outcomes, accepted_by, skipped, refused, dead_letters, contacts_created } = report;
  return { state, adds_up, outcomes, accepted_by, skipped, refused, dead_letters, contacts_created };
}

describe('the sample dumps', () => {
  const contacts = readFileSync(join(examples, 'contacts.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);

  it.each([
    { inputs: 'dumps', of: 'both hosts', stored: 2_500 },
    { inputs: 'formats', of: 'every other form, tables of a warehouse included', stored: 80 },
  ])(
    'of $of come to the same data events and the same counts by core, Segment and RudderStack',
    async ({ inputs, stored }) => {
      const held: string[][] = [];
      for (const way of WAYS) {
        const simulator = await openWorkspace(contacts);
        const args = ['--rate', '1', '--concurrency', '40'];
        const ended = await start(simulator, way, { inputs: join(examples, inputs), args }).ended;
        expect(ended).toMatchObject({ code: 1, stderr: '' });
        held.push(holdings(simulator));
      }
      expect(held[0]?.length).toBeGreaterThan(stored);
      expect(held[1]).toEqual(held[0]);
      expect(held[2]).toEqual(held[0]);
      expect(reportOf('core')).toMatchObject({ state: 'finished', adds_up: true });
      expect(reportOf('segment')).toEqual(reportOf('core'));
      expect(reportOf('rudder')).toEqual(reportOf('core'));
    },
  );
});

describe.each(ADAPTERS)('through %s', (through) => {
  it('takes the settings of the mapping file', async () => {
    const mapping = join(folder, 'mapping.json');
    const settings = {
      keyLimit: 3,
      keepKeys: ['plan'],
      dropKeys: ['secret'],
      renameKeys: { 'a=b': 'c' },
      addKeys: { page_url: 'context.page.url' },
      types: { index: 'text' },
      booleans: 'as_is',
      nameStyle: 'kebab',
    };
    const events = {
      unlisted: 'send',
      rules: [{ match: 'Event 3', action: 'send', metadata: { keyLimit: 1 } }],
    };
    writeFileSync(mapping, JSON.stringify(through === 'rudder' ? { ...settings, events } : settings));
    writeCalls(30, (at) => ({
      ...makeCall(at),
      context: { page: { url: 'https://example.com/' } },
      properties: { secret: 1, 'a=b': true, index: at, plan: 'pro', more: 'x' },
    }));
    const held: string[][] = [];
    for (const way of ['core', through]) {
      const simulator = await openWorkspace();
      await start(simulator, way, { args: ['--mapping', mapping] }).ended;
      held.push(holdings(simulator));
    }
    expect(held[0]).toHaveLength(15);
    expect(held[0]?.[0]).toContain('https://example.com/');
    expect(held[1]).toEqual(held[0]);
  });

  it('takes what the form of a host does not: ids and times of MongoDB, and no in text', async () => {
    writeCalls(2, (at) => ({
      ...makeCall(at),
      userId: { $oid: 'person-0' },
      timestamp: { $date: `2024-01-01T00:00:0${at}Z` },
      integrations: { Intercom: 'False' },
    }));
    const simulator = await openWorkspace();
    await start(simulator, through, { args: ['--ignore-integrations'] }).ended;
    const seconds = simulator.storedEvents().map(({ created_at: second }) => second);
    expect(seconds.sort()).toEqual([1704067200, 1704067201]);
  });

  it('makes contacts as core does, keeps their ids, and stops at their limit', async () => {
    writeCalls(60, (at) => makeCall(at, PEOPLE));
    const simulator = await openWorkspace();
    const create = (most: number) => ['--missing-contact', 'create_user', '--max-new-contacts', String(most)];
    const stopped = await start(simulator, through, { args: create(4) }).ended;
    expect(stopped).toMatchObject({ code: 2, stdout: expect.stringContaining('--max-new-contacts') });
    expect(await start(simulator, through, { args: create(50) }).ended).toMatchObject({ code: 0 });
    expect(simulator.storedEvents()).toHaveLength(60);
    expect(simulator.contacts()).toHaveLength(PEOPLE);
    const made = readRunLines(join(folder, through), 'created-contacts.ndjson').filter(
      ({ state }) => state === 'made',
    );
    expect(made).toHaveLength(PEOPLE / 2);
    expect(reportOf(through)).toMatchObject({ contacts_created: PEOPLE / 2 });
  });

  it('asks once more for those who were missing', async () => {
    writeCalls(20, (at) => ({ ...makeCall(at), userId: `late-${at % 2}` }));
    const simulator = await openWorkspace();
    simulator.addFault({ kind: 'latency', ms: 100 });
    const run = start(simulator, through, { args: ['--missing-contact', 'retry', '--log-level', 'info'] });
    await until('two requests have come', () => simulator.statistics().requests >= 2);
    simulator.seedContacts([{ external_id: 'late-0' }]);
    expect((await run.ended).stderr).toContain('Asking once more');
    expect(simulator.storedEvents()).toHaveLength(10);
    expect(reportOf(through)).toMatchObject({
      outcomes: { accepted: 10, dead_letter: 10 },
      dead_letters: { contact_not_found: 10 },
    });
  });

  it('gives a call that Intercom refuses the reason that core gives it', async () => {
    writeCalls(3, (at) => ({ ...makeCall(at), userId: 'person-0', event: `E ${at}` }));
    const errors = [
      { status: 422, message: 'Cannot have more than 120 active event names', match: { eventName: 'E 0' } },
      { status: 409, message: 'Multiple users', match: { eventName: 'E 1' } },
      { status: 400, message: 'Bad for person-0', match: { eventName: 'E 2' } },
    ];
    const kept: unknown[] = [];
    for (const way of ['core', through]) {
      const simulator = await openWorkspace();
      for (const error of errors) simulator.addFault({ kind: 'status', ...error });
      expect(await start(simulator, way).ended).toMatchObject({ code: 1 });
      const letters = readRunLines(join(folder, way), 'dead-letters.ndjson');
      kept.push(letters.sort((a, b) => Number(a['position']) - Number(b['position'])));
    }
    expect(kept[0]).toMatchObject([
      { reason: 'event_name_limit' },
      { reason: 'ambiguous_contact' },
      { reason: 'refused', error: { message: 'Bad for …' } },
    ]);
    expect(withoutRequestIds(kept[1])).toEqual(withoutRequestIds(kept[0]));
  });
});

/** What takes long because it waits, done through both adapters at once. */
describe('through segment and rudder', () => {
  it('ends in what an undisturbed run of core does, though Intercom fails, refuses the token and the run is killed', async () => {
    writeCalls();
    const calm = await openWorkspace();
    expect(await start(calm, 'core').ended).toMatchObject({ code: 1 });

    await Promise.all(ADAPTERS.map((through) => disturb(through, calm)));
  });

  it('sends nothing twice where a call waits for its turn for longer than the host would', async () => {
    writeCalls(CONCURRENCY, (at) => ({ ...makeCall(at), userId: `person-${(at * 2) % PEOPLE}` }));
    await Promise.all(ADAPTERS.map(waitForTurns));
  });
});

async function disturb(through: string, calm: Simulator): Promise<void> {
  const simulator = await openWorkspace();
  simulator.addFault({ kind: 'status', status: 500, share: 0.05 });
  // Each is waited for until the next window.
  simulator.addFault({ kind: 'status', status: 429, times: dose(1, 2) });
  simulator.addFault({ kind: 'drop', when: 'after_storing', share: 0.05 });
  simulator.addFault({ kind: 'status', status: 401, times: 1, match: { eventName: 'Event 5' } });
  // The errors of so few are no sign of anything.
  const args = ['--max-errors', '100%'];
  const refused = await start(simulator, through, { args }).ended;
  expect(refused).toMatchObject({
    code: 3,
    stdout: expect.stringMatching(/^Stopped: Intercom refuses the token/),
  });
  expect(reportOf(through)).toMatchObject({ state: 'token_refused', adds_up: true });

  const killed = start(simulator, through, { args });
  await until('half of the calls have ended', () => countEnded(join(folder, through)) >= CALLS / 2);
  killed.child.kill('SIGKILL');
  expect(await killed.ended).toMatchObject({ code: null });
  expect(await start(simulator, through, { args }).ended).toMatchObject({ code: 1 });

  expect(holdings(simulator)).toEqual(holdings(calm));
  expect(reportOf(through)).toEqual(reportOf('core'));
  expect(readPositions(join(folder, through))).toEqual(positionsUpTo(CALLS));
  const repeated = readRunLines(join(folder, through), 'journal.ndjson').reduce(
    (sum, { tries = 1 }) => sum + Number(tries) - 1,
    0,
  );
  expect(simulator.statistics().events.duplicates).toBeLessThanOrEqual(repeated + 2 * CONCURRENCY);
}

async function waitForTurns(through: string): Promise<void> {
  const simulator = await openWorkspace();
  expect(await start(simulator, through, { args: ['--rate', '1/s'] }).ended).toMatchObject({ code: 0 });
  expect(simulator.statistics().events).toMatchObject({ stored: CONCURRENCY, duplicates: 0 });
  expect(simulator.statistics().byRoute['POST /events']).toBe(CONCURRENCY);
}

function withoutRequestIds(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) => (key === 'requestId' ? undefined : part)),
  ) as unknown;
}

it('through rudder moves calls to free seconds, wherever their time is read', async () => {
  const mapping = join(folder, 'mapping.json');
  writeFileSync(mapping, JSON.stringify({ timeFrom: ['properties.at'], timeZone: 'Asia/Tokyo' }));
  writeCalls(3, (at) => ({
    ...makeCall(at),
    ...{ userId: 'person-0', event: 'Seen', properties: { at: '2024-01-01 09:00:00', no: at } },
  }));
  const simulator = await openWorkspace();
  const args = ['--mapping', mapping, '--on-collision', 'shift'];
  expect(await start(simulator, 'rudder', { args }).ended).toMatchObject({ code: 0 });
  const seconds = simulator.storedEvents().map(({ created_at: at }) => at);
  expect(seconds.sort((a, b) => a - b)).toEqual([1704067200, 1704067201, 1704067202]);
});

it('through rudder takes a list of placeholders with nothing in it', async () => {
  const mapping = join(folder, 'mapping.json');
  writeFileSync(mapping, JSON.stringify({ placeholderIds: [] }));
  writeCalls(1, (at) => ({ ...makeCall(at), userId: 'guest' }));
  const simulator = await openWorkspace([{ external_id: 'guest' }]);
  expect(await start(simulator, 'rudder', { args: ['--mapping', mapping] }).ended).toMatchObject({ code: 0 });
  expect(simulator.storedEvents()).toHaveLength(1);
});

describe('what cannot go through an adapter', () => {
  it.each([
    {
      because: 'event rules are subscriptions there',
      through: 'segment',
      mapping: { events: { unlisted: 'skip' } },
    },
    {
      because: 'a field of the form maps the time there',
      through: 'segment',
      mapping: { timeFrom: ['originalTimestamp'] },
    },
    { because: 'fields of the form say where emails are', through: 'segment', mapping: { emailFrom: [] } },
    { because: 'an empty list is no setting there', through: 'segment', mapping: { placeholderIds: [] } },
    {
      because: 'a key that begins with @ is an instruction there',
      through: 'segment',
      mapping: { types: { '@a': 'text' } },
    },
    {
      because: 'adapters make no leads',
      through: 'rudder',
      mapping: {},
      args: ['--missing-contact', 'create_lead', '--max-new-contacts', '1'],
    },
  ])('$through: $because', async ({ through, mapping, args = [] }) => {
    writeCalls(2);
    const path = join(folder, 'mapping.json');
    writeFileSync(path, JSON.stringify(mapping));
    const simulator = await openWorkspace();
    const { code, stderr } = await start(simulator, through, { args: ['--mapping', path, ...args] }).ended;
    expect(code).toBe(3);
    expect(stderr).toMatch(new RegExp(`^intercom-destination: --through ${through} .*\\.\\n$`));
    expect(simulator.statistics().requests).toBe(0);
  });

  it('is a run that was started another way', async () => {
    writeCalls(2);
    const simulator = await openWorkspace();
    await start(simulator, 'core', { runDir: 'run' }).ended;
    const other = await start(simulator, 'segment', { runDir: 'run' }).ended;
    expect(other).toMatchObject({ code: 3, stderr: expect.stringContaining('started with --through core') });
  });
});

it('shows neither the token nor a person, whoever delivers', async () => {
  writeCalls(20, (at) => ({ ...makeCall(at, 4), traits: { email: 'ada@example.com' } }));
  for (const through of ADAPTERS) {
    const simulator = await openWorkspace();
    const ended = await runCommand(
      [
        'run',
        join(folder, 'dump.ndjson'),
        '--to',
        simulator.url,
        '--through',
        through,
        '--log-level',
        'debug',
        '--run-dir',
        join(folder, through),
      ],
      { token: simulator.token },
    );
    const shown = ['manifest.json', 'journal.ndjson', 'report.json', 'checkpoint.json'].map((name) =>
      readFileSync(join(folder, through, name), 'utf8'),
    );
    for (const text of [...shown, ended.stdout, ended.stderr]) {
      expect(text).not.toContain(simulator.token);
      expect(text).not.toMatch(/person-\d|ada@/);
    }
  }
});
