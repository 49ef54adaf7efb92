import { startSimulator, type Simulator } from '@intercom-destination/simulator';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, makeCall, startCommand, toLines, until, type Running } from '../backfill/command';
import { countEnded, positionsUpTo, readPositions, readRunLines } from '../backfill/journal';
import { openIngestion, type IngestionDouble } from './double';
import type { Kind } from './rules';
import { sendOn } from './send-on';

const examples = join(__dirname, '..', '..', '..', 'examples');
const KINDS: readonly Kind[] = ['segment', 'rudderstack'];
const NAME = 'Intercom Events';
const KEYS = { segment: 'SEGMENT_WRITE_KEY', rudderstack: 'RUDDERSTACK_WRITE_KEY' } as const;

let folder: string;
let remove: () => void;
let runDir: string;
let dump: string;
let platforms: IngestionDouble[];
let simulators: Simulator[];

beforeEach(() => {
  ({ folder, remove } = createFolder());
  runDir = join(folder, 'run');
  dump = join(folder, 'dump.ndjson');
  platforms = [];
  simulators = [];
});
afterEach(async () => {
  for (const platform of platforms) await platform.close();
  for (const simulator of simulators) await simulator.close();
  remove();
});

async function open(kind: Kind): Promise<IngestionDouble> {
  const platform = await openIngestion(kind);
  platforms.push(platform);
  return platform;
}

async function openWorkspace(): Promise<Simulator> {
  const simulator = await startSimulator({ rateLimitPerWindow: 20_000 });
  const contacts = readFileSync(join(examples, 'contacts.ndjson'), 'utf8').trimEnd().split('\n');
  simulator.seedContacts(contacts.map((line) => JSON.parse(line) as object));
  simulators.push(simulator);
  return simulator;
}

function writeCalls(calls: readonly object[]): void {
  writeFileSync(dump, toLines(calls));
}

interface Given {
  readonly inputs?: string;
  readonly args?: readonly string[];
  readonly destination?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

function start(kind: Kind, to: IngestionDouble, given: Given = {}): Running {
  const { inputs = dump, args = [], destination = ['--destination-name', NAME] } = given;
  return startCommand(
    [
      ...['run', inputs, '--into', kind, '--into-url', to.url, ...destination],
      ...['--run-dir', runDir, '--rate', '20000/s', '--progress', 'none', ...args],
    ],
    { env: given.env ?? { [KEYS[kind]]: to.writeKey } },
  );
}

const readReport = () =>
  JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8')) as Record<string, unknown>;

function holdings(simulator: Simulator): string[] {
  return simulator
    .storedEvents()
    .map(({ contact_id: id, event_name_sent: name, created_at: at, metadata }) =>
      JSON.stringify([id, name, at, metadata]),
    )
    .sort();
}

describe.each(KINDS)('into %s', (kind) => {
  it('the sample dumps arrive so that the destination makes the same data events as a direct run', async () => {
    const direct = await openWorkspace();
    await startCommand(
      [
        ...['run', join(examples, 'dumps'), '--to', direct.url, '--run-dir', join(folder, 'direct')],
        ...['--rate', '1', '--progress', 'none'],
      ],
      { token: direct.token },
    ).ended;

    const platform = await open(kind);
    const args = ['--concurrency', '1'];
    const { code, stdout, stderr } = await start(kind, platform, { inputs: join(examples, 'dumps'), args })
      .ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const report = readReport();
    const outcomes = report['outcomes'] as Record<string, number>;
    expect(report).toMatchObject({
      state: 'finished',
      adds_up: true,
      outcomes: { accepted: 0, dead_letter: 0 },
    });
    expect(stdout).toMatch(/handed over +[\d,]+ .*platform has taken them/);
    expect(platform.received(NAME)).toHaveLength(outcomes['handed_over'] ?? 0);
    expect(platform.received('Another')).toEqual([]);

    const sentOn = await openWorkspace();
    await sendOn(kind, platform.received(NAME), sentOn);
    expect(holdings(direct).length).toBeGreaterThan(2_500);
    expect(holdings(sentOn)).toEqual(holdings(direct));
  });

  it('keeps within the limits, and refuses what is too large with its size', async () => {
    const large = { ...makeCall(0), properties: { text: 'é'.repeat(14_000) } };
    const tooLarge = { ...makeCall(1), properties: { text: 'x'.repeat(4_000_000) } };
    const many = Array.from({ length: 6_000 }, (_, at) => makeCall(at + 2));
    const largeOnes = Array.from({ length: 40 }, (_, at) => ({
      ...large,
      messageId: `large-${at}`,
      event: `L ${at}`,
    }));
    writeCalls([...many, ...largeOnes, tooLarge]);
    const platform = await open(kind);
    expect(await start(kind, platform).ended).toMatchObject({ code: 1 });
    const [bytesMax, size] = kind === 'segment' ? [500_000, '32000'] : [4_000_000, '3900000'];
    expect(Math.max(...platform.requests.map(({ bytes }) => bytes))).toBeLessThanOrEqual(bytesMax);
    expect(Math.max(...platform.requests.map(({ calls }) => calls))).toBeLessThanOrEqual(2_500);
    expect(platform.requests.length).toBeLessThan(12);
    expect(platform.received(NAME)).toHaveLength(6_040);
    expect(readReport()).toMatchObject({
      outcomes: { handed_over: 6_040, refused: 1 },
      refused: { call_too_large: 1 },
    });
    const [refused] = readRunLines(runDir, 'refused.ndjson');
    expect(refused).toMatchObject({
      code: 'call_too_large',
      message: expect.stringMatching(/has 4000\d\d\d bytes/),
    });
    expect(refused?.['message']).toContain(`takes ${size} of`);
  });

  it('survives faults, a kill and a pause, and each call arrives under one message id', async () => {
    const { messageId, ...withoutId } = makeCall(0);
    expect(messageId).toBe('m0');
    writeCalls(
      Array.from({ length: 1_000 }, (_, at) =>
        at % 3 === 0 ? { ...withoutId, ...times(at) } : makeCall(at),
      ),
    );
    const platform = await open(kind);
    platform.setFaults([
      { kind: 'status', status: 503, times: 1 },
      { kind: 'status', status: 429, times: 1 },
      { kind: 'drop', taken: true, times: 1 },
      { kind: 'drop', taken: false, times: 1 },
      { kind: 'latency', ms: 20 },
    ]);
    const args = ['--rate', '20/s', '--concurrency', '2'];
    const killed = start(kind, platform, { args });
    await until(() => countEnded(runDir) >= 40, 60);
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ code: null });
    const paused = start(kind, platform, { args: ['--rate', '200/s'] });
    await until(() => countEnded(runDir) >= 400, 60);
    paused.child.kill('SIGINT');
    expect(await paused.ended).toMatchObject({ code: 4, stdout: expect.stringMatching(/^Paused/) });
    expect(readReport()).toMatchObject({ state: 'paused', adds_up: true });
    expect((await start(kind, platform).ended).code).toBe(0);
    expect(platform.received(NAME)).toHaveLength(1_000);
    expect(readPositions(runDir)).toEqual(positionsUpTo(1_000));
    expect(readReport()).toMatchObject({ state: 'finished', outcomes: { handed_over: 1_000 } });
    // The batch whose answer was lost, and what was in flight at the kill: two batches of a second's calls.
    expect(platform.repeated).toBeLessThanOrEqual(20 + 2 * 20);
    expect(platform.repeated).toBeGreaterThan(0);
  });

  it('keeps a call alone that the platform will not take, and says so', async () => {
    writeCalls(
      Array.from({ length: 50 }, (_, at) => ({ ...makeCall(at), event: at === 17 ? 'Poison' : 'Fine' })),
    );
    const platform = await open(kind);
    platform.refuseEvent('Poison');
    expect(await start(kind, platform, { args: ['--max-errors', '5'] }).ended).toMatchObject({ code: 1 });
    expect(platform.received(NAME)).toHaveLength(49);
    expect(readRunLines(runDir, 'dead-letters.ndjson')).toMatchObject([
      { line: 18, reason: 'refused', error: { code: 'http_400' } },
    ]);
    expect(await startCommand(['retry', runDir]).ended).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('handed to'),
    });
  });

  it('stops where the platform stays away, and goes on later', async () => {
    writeCalls([makeCall(1)]);
    const platform = await open(kind);
    platform.setFaults([{ kind: 'status', status: 500, times: 1_000 }]);
    const away = await start(kind, platform, { args: ['--max-outage', '0'] }).ended;
    expect(away).toMatchObject({
      code: 4,
      stdout: expect.stringMatching(/^Stopped: the platform did not answer/),
    });
    platform.setFaults([]);
    expect((await start(kind, platform).ended).code).toBe(0);
  });

  it('is bound to the platform, the address and the destination', async () => {
    writeCalls([makeCall(1)]);
    const platform = await open(kind);
    await start(kind, platform).ended;
    const other = await start(kind, platform, { destination: ['--all-destinations'] }).ended;
    expect(other).toMatchObject({ code: 3, stderr: expect.stringContaining('was begun for') });
  });

  it('shows the write key nowhere and nobody where it need not', async () => {
    writeCalls([{ ...makeCall(1), userId: 'zq-person' }, makeCall(2)]);
    const platform = await open(kind);
    const run = start(kind, platform, { args: ['--log-level', 'debug'] });
    const { stdout, stderr } = await run.ended;
    const files = readdirSync(runDir).map((name) => readFileSync(join(runDir, name), 'utf8'));
    for (const text of [...files, stdout, stderr, run.child.spawnargs.join(' ')]) {
      expect(text).not.toContain(platform.writeKey);
      expect(text).not.toContain('zq-person');
    }
    expect(stderr).toContain('handed_over');
  });
});

function times(at: number): object {
  return { timestamp: new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString() };
}

describe('what is handed over', () => {
  const kind: Kind = 'segment';

  async function arrived(
    call: object,
    given: Given = {},
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    writeCalls([call]);
    const platform = await open(kind);
    await start(kind, platform, given).ended;
    return platform.received(NAME)[0];
  }

  const call = {
    type: 'track',
    event: 'Paid',
    userId: 'u',
    messageId: 'own',
    timestamp: '2024-03-01T10:00:00.700Z',
    properties: { total: 5 },
  };

  it('has the time that the mapper chose, and none by which the platform would move it', async () => {
    const old = {
      originalTimestamp: '2024-03-01T09:00:00Z',
      sentAt: '2024-03-01T09:00:01Z',
      receivedAt: '2024-03-01T09:00:02Z',
      writeKey: 'of-another-source',
    };
    const came = await arrived({ ...call, ...old });
    expect(came).toMatchObject({
      timestamp: '2024-03-01T10:00:00.000Z',
      messageId: 'own',
      properties: { total: 5 },
    });
    expect(came).not.toHaveProperty('sentAt');
    expect(came).not.toHaveProperty('writeKey');
    expect(came?.['integrations']).toEqual({ All: false, [NAME]: true });
    const computed = await arrived(
      { ...call, ...old, timestamp: undefined },
      { args: ['--run-dir', `${runDir}-2`] },
    );
    expect(computed?.['timestamp']).toBe('2024-03-01T09:00:01.000Z');
  });

  it('keeps the contact id that stood in the integrations', async () => {
    const came = await arrived({ ...call, integrations: { Intercom: { id: 'contact-1' } } });
    expect(came?.['integrations']).toEqual({ All: false, [NAME]: true });
    expect(came).toMatchObject({
      context: { externalId: [{ type: 'intercom_contact_id', id: 'contact-1' }] },
    });
  });

  it('goes to all destinations where that is asked for', async () => {
    const integrations = { Intercom: { id: 'contact-1' } };
    const came = await arrived({ ...call, integrations }, { destination: ['--all-destinations'] });
    expect(came).toMatchObject({ integrations });
  });

  it.each([
    { because: 'a number is text to a platform', given: { userId: 17 }, ids: { userId: '17' } },
    {
      because: 'the mapper found it elsewhere',
      given: { userId: undefined, traits: { id: 'u2' } },
      ids: { userId: 'u2' },
    },
    {
      because: 'it has another one',
      given: { userId: null, anonymousId: 'a', traits: { email: 'e@example.com' } },
      ids: { anonymousId: 'a' },
    },
    {
      because: 'it has an email alone',
      given: { userId: undefined, traits: { email: 'e@example.com' } },
      ids: { anonymousId: expect.stringMatching(/^backfill-[0-9a-f]{32}$/) },
    },
  ])('has an id that a platform takes: $because', async ({ given, ids }) => {
    const came = await arrived({ ...call, ...given });
    const { userId, anonymousId } = came ?? {};
    expect({ userId, anonymousId }).toEqual({ userId: undefined, anonymousId: undefined, ...ids });
  });

  it('is refused where a made-up id would name the contact', async () => {
    const mapping = join(folder, 'mapping.json');
    writeFileSync(mapping, '{"sendAnonymousId":true}');
    await arrived(
      { ...call, userId: undefined, traits: { email: 'e@example.com' } },
      { args: ['--mapping', mapping] },
    );
    expect(readReport()).toMatchObject({ refused: { no_platform_id: 1 } });
  });

  it('has a message id of its own where the call has none or one that is too long', async () => {
    writeCalls([1, 2].map((at) => ({ ...call, messageId: 'm'.repeat(50 * at), properties: { at } })));
    const platform = await open(kind);
    await start(kind, platform).ended;
    expect(platform.received(NAME).map(({ messageId }) => messageId)).toEqual([
      'm'.repeat(50),
      expect.stringMatching(/^backfill-[0-9a-f]{32}$/),
    ]);
  });
});

describe('before anything is handed over', () => {
  const live = (kind: Kind) => ['--into', kind, '--destination-name', NAME];

  it.each([
    { because: 'no key', args: live('segment'), env: {}, says: /no write key: set SEGMENT_WRITE_KEY/ },
    {
      because: 'a live endpoint that is not confirmed',
      args: live('segment'),
      says: /api\.segment\.io is live.*--confirm-live/,
    },
    {
      because: 'the endpoint of Europe',
      args: [...live('segment'), '--region', 'EU'],
      says: /events\.eu1\.segmentapis\.com is live/,
    },
    {
      because: 'no such endpoint',
      args: [...live('segment'), '--region', 'AU'],
      says: /no endpoint in the region AU: it is one of US, EU/,
    },
    {
      because: 'another key',
      args: [...live('segment'), '--confirm-live', '9999'],
      says: /another than the one that --confirm-live means/,
    },
    { because: 'no data plane', args: live('rudderstack'), says: /--into-url/ },
    {
      because: 'a data plane without TLS',
      args: [...live('rudderstack'), '--into-url', 'http://plane.example.com'],
      says: /must be reached over https/,
    },
    {
      because: 'no destination',
      args: ['--into', 'segment'],
      says: /--destination-name.*or --all-destinations/,
    },
    {
      because: 'every destination as a name',
      args: ['--into', 'segment', '--destination-name', 'All'],
      says: /name of one destination/,
    },
    { because: 'two ways', args: [...live('segment'), '--to', 'simulator'], says: /not both/ },
    {
      because: 'an adapter here',
      args: [...live('segment'), '--through', 'rudder'],
      says: /leaves that to the platform/,
    },
    {
      because: 'contacts made here',
      args: [...live('segment'), '--missing-contact', 'retry'],
      says: /set it there/,
    },
    {
      because: 'a name without a platform',
      args: ['--to', 'simulator', '--destination-name', NAME],
      says: /--destination-name has a use with --into alone/,
    },
  ])('it is said in one line: $because', async ({ args, says, env }) => {
    writeCalls([makeCall(1)]);
    const keys = { SEGMENT_WRITE_KEY: 'wk-secret-0815', RUDDERSTACK_WRITE_KEY: 'wk-secret-0815' };
    const command = ['run', dump, '--run-dir', runDir, ...args];
    const { code, stdout, stderr } = await startCommand(command, { env: env ?? keys }).ended;
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('0815');
  });

  it('a key that RudderStack refuses stops the run, and another one goes on', async () => {
    writeCalls([makeCall(1)]);
    const platform = await open('rudderstack');
    const refused = await start('rudderstack', platform, { env: { RUDDERSTACK_WRITE_KEY: 'another-key' } })
      .ended;
    expect(refused).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^Stopped: the write key is refused/),
    });
    const file = join(folder, 'key');
    writeFileSync(file, `${platform.writeKey}\n`);
    const args = ['--write-key-file', file];
    expect((await start('rudderstack', platform, { env: {}, args }).ended).code).toBe(0);
  });

  it('an address where no batches are taken is named', async () => {
    writeCalls([makeCall(1)]);
    const platform = await open('segment');
    const wrong = { ...platform, url: `${platform.url}/elsewhere` };
    const { code, stderr } = await start('segment', wrong).ended;
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringMatching(/elsewhere answers 404/) });
  });
});
