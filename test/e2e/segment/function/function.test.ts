import type { Simulator } from '@intercom-destination/simulator';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { loadCases } from '../../../contract/load-cases';
import { startSimulator } from '../../../lifetime/simulator';
import { endSoon, holdTime, type HeldTime } from '../../../lifetime/time';
import { until } from '../../../lifetime/until';
import { LARGE_REPLIES } from '../../large-replies';
import { roundTrips } from '../../round-trips';
import { startStandIn } from '../../stand-in';
import { HOST_WAITS_MS, NEVER_MS } from '../scene';
import { buildFunction, openFunction, type DestinationFunction } from './open-function';

let time: HeldTime;
let source: string;
let functions: DestinationFunction;
let simulator: Simulator;
let settings: object;

beforeAll(async () => {
  time = holdTime();
  source = await buildFunction();
  functions = openFunction(source);
});

beforeEach(async () => {
  simulator = await startSimulator();
  simulator.seedContacts([
    { role: 'user', external_id: 'u1', email: 'one@example.com' },
    { role: 'user', external_id: 'u2' },
  ]);
  settings = {
    accessToken: simulator.token,
    region: 'US',
    baseUrl: simulator.url,
    keyLimit: '',
    keepKeys: [],
  };
});

const track = (call: object) => ({
  type: 'track',
  event: 'Order Completed',
  timestamp: '2026-01-01T10:00:00Z',
  receivedAt: new Date().toISOString(),
  ...call,
});

/** Waits until so many requests have come, and what they cause at once has happened. */
async function arrived(requests: number): Promise<void> {
  await until(`${requests} requests have come`, () => simulator.statistics().requests >= requests);
  await roundTrips(simulator.url);
}

describe('the Destination Function', () => {
  it('is one file that imports nothing and lists its settings at the top', () => {
    expect(source).not.toMatch(/^(import|export)\b|\brequire\(/m);
    const [header = ''] = source.split('*/');
    expect(header).toMatch(/accessToken +text, sensitive \(required\)$/m);
    expect(header).toMatch(/region +text: US, EU, AU \(required\)$/m);
    expect(header).toMatch(/missingContact +text: retry, give_up, create_user$/m);
    expect(header).toMatch(/keyLimit +text, a number$/m);
    expect(header).toMatch(/sendAnonymousId +boolean$/m);
    expect(header).toMatch(/identifierOrder +list of text: id, user_id, email$/m);
    expect(header).toMatch(/timeFrom +list of text$/m);
    expect(header).toMatch(/renameKeys +map of text$/m);
    expect(header).toMatch(/types +map of text: text, number,/m);
  });

  it('sends a track call', async () => {
    const properties = { total: 19.99, currency: 'EUR', url: 'https://example.com/a?b#c' };
    await functions.onTrack(track({ userId: 'u1', properties }), settings);
    expect(simulator.storedEvents()).toMatchObject([{ metadata: { total: { amount: 1999 } } }]);
  });

  it('reads the time where timeFrom says', async () => {
    const timed = { ...track({ userId: 'u1' }), originalTimestamp: '2024-01-01T00:00:00Z' };
    await functions.onTrack(timed, { ...settings, timeFrom: ['originalTimestamp'] });
    expect(simulator.storedEvents()).toMatchObject([{ created_at: 1704067200 }]);
  });

  it.each([
    { status: 503, as: 'RetryError' },
    { status: 429, as: 'RetryError' },
    { status: 401, as: 'ValidationError' },
    { status: 400, as: 'ValidationError' },
  ])('throws a $as for $status', async ({ status, as }) => {
    simulator.addFault({ kind: 'status', status });
    await expect(functions.onTrack(track({ userId: 'u1' }), settings)).rejects.toMatchObject({ name: as });
  });

  it('waits for a contact that may still come, by asking to be called again', async () => {
    await expect(functions.onTrack(track({ userId: 'new' }), settings)).rejects.toMatchObject({
      name: 'RetryError',
    });
  });

  it('refuses what is nobody or no track call', async () => {
    await expect(functions.onTrack(track({}), settings)).rejects.toMatchObject({
      name: 'InvalidEventPayload',
    });
    expect(() => functions.onIdentify({}, settings)).toThrow(
      expect.objectContaining({ name: 'EventNotSupported' }),
    );
  });

  it.each([
    { given: { keyLimit: '30' }, says: 'keyLimit must be a whole number from 1 to 20; it is 30' },
    { given: { keyLimit: 'ten' }, says: 'keyLimit must be' },
    { given: { keepKeys: 'plan' }, says: 'keepKeys must be' },
    { given: { types: { plan: 'txt' } }, says: 'types.plan must be' },
    { given: { renameKeys: [5] }, says: 'renameKeys must be' },
    { given: { accessToken: '' }, says: 'accessToken must be the access token' },
    { given: { accessToken: ' ' }, says: 'accessToken must be the access token' },
    { given: { accessToken: undefined }, says: 'accessToken must be the access token' },
    { given: { accessToken: 5 }, says: 'accessToken must be text' },
    { given: { baseUrl: '', region: '' }, says: 'region: The region must be US, EU or AU' },
    { given: { baseUrl: '', region: null }, says: 'region: The region must be US, EU or AU' },
    { given: { baseUrl: '', region: ['EU'] }, says: 'region: The region must be US, EU or AU' },
    { given: { baseUrl: 5 }, says: 'baseUrl must be text' },
    { given: { apiVersion: 2.14 }, says: 'apiVersion must be text' },
    { given: { apiVersion: '2.14€' }, says: 'apiVersion: The API version must be one word' },
    { given: { retryForMinutes: [] }, says: 'retryForMinutes must be a number from 0' },
    { given: { retryForMinutes: 'soon' }, says: 'retryForMinutes must be a number from 0' },
    {
      given: { missingContact: 'create_lead' },
      says: 'missingContact must be one of retry, give_up, create_user.',
    },
    { given: { missingContact: 5 }, says: 'missingContact must be one of retry, give_up, create_user.' },
  ])('names a bad setting: $given', async ({ given, says }) => {
    const bad = { ...settings, ...given };
    const sent = functions.onTrack(track({ userId: 'u1' }), bad);
    const message = expect.stringContaining(says);
    await expect(sent).rejects.toMatchObject({ name: 'ValidationError', message });
    expect(await functions.onBatch([track({ userId: 'u1' })], bad)).toEqual([
      { status: 400, errormessage: message },
    ]);
    expect(simulator.statistics().requests).toBe(0);
  });

  it.each([null, undefined, {}])('asks for the token where the settings are %j', async (none) => {
    const error = { name: 'ValidationError', message: expect.stringContaining('accessToken must be') };
    await expect(functions.onTrack(track({ userId: 'u1' }), none)).rejects.toMatchObject(error);
    await expect(functions.onDelete({ userId: 'u1' }, none)).rejects.toMatchObject(error);
  });

  it('asks what sendAnonymousId is before it deletes', async () => {
    const bad = { ...settings, sendAnonymousId: 'yes' };
    await expect(functions.onDelete({ userId: 'u1' }, bad)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('sendAnonymousId must be'),
    });
    expect(simulator.contacts()).toHaveLength(2);
  });

  it('answers for each event of a batch, other types included', async () => {
    simulator.addFault({ kind: 'status', status: 500, match: { contact: 'u2' } });
    const events = [
      track({ userId: 'u1' }),
      track({ userId: 'u2' }),
      { type: 'page', userId: 'u1' },
      track({}),
    ];
    const told = await functions.onBatch(events, settings);
    // A page call is passed over, which is no failure.
    expect(told.map(({ status }) => status)).toEqual([200, 500, 200, 400]);
    expect(simulator.storedEvents()).toHaveLength(1);
  });

  it('carries out the deletions in a batch, and says which could not be', async () => {
    const events = [
      track({ userId: 'u1' }),
      { type: 'delete', userId: 'u2' },
      { type: 'DELETE', userId: 2 ** 60 },
    ];
    const told = await functions.onBatch(events, settings);
    expect(told.map(({ status }) => status)).toEqual([200, 200, 400]);
    expect(simulator.contacts().map(({ external_id: id }) => id)).toEqual(['u1']);
  });

  it('asks for no further deletion of a batch after a 429', async () => {
    simulator.addFault({ kind: 'status', status: 429 });
    const events = Array.from({ length: 60 }, (_, at) => ({ type: 'delete', userId: `d${at}` }));
    const told = await functions.onBatch(events, settings);
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set([429]));
    expect(simulator.statistics().requests).toBeLessThanOrEqual(20);
  });

  it('logs a line of codes and keys for each event with notes, where asked to', async () => {
    const lines: string[] = [];
    const logging = openFunction(source, { console: { log: (line: string) => lines.push(line) } });
    const noted = track({ userId: 'u1', properties: { 'cart.total': 5, secret: null } });
    await logging.onTrack(noted, { ...settings, logNotes: true });
    expect(lines).toEqual([expect.stringMatching(/^Intercom notes: (\w+ (cart\.total|secret)(, )?){2}$/)]);
    await logging.onBatch([noted, track({ userId: 'u1' })], { ...settings, logNotes: true });
    expect(lines).toHaveLength(2);
    await logging.onTrack(noted, settings);
    expect(lines).toHaveLength(2);
  });

  it.each(LARGE_REPLIES)('takes $name for no answer', async ({ answer }) => {
    const standIn = await startStandIn(answer);
    const given = { ...settings, baseUrl: standIn.url };
    const sent = functions.onBatch([track({ userId: 'u1' })], given);
    expect(await endSoon(sent, 'by itself')).toMatchObject([{ status: 504 }]);
    expect(standIn.requests).toHaveLength(1);
  });

  it('ends in time', async () => {
    simulator.addFault({ kind: 'latency', ms: NEVER_MS });
    const events = Array.from({ length: 50 }, (_, at) => track({ userId: 'u1', event: `Event ${at}` }));
    const sent = functions.onBatch(events, settings);
    await arrived(20);
    const told = await time.endOf(sent, HOST_WAITS_MS);
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set([504]));
    expect(simulator.statistics().requests).toBe(20);
  });

  it('ends in time though each of the requests for one event would be in time', async () => {
    const asked: ServerResponse[] = [];
    const { url: baseUrl } = await startStandIn((response, { path }) => {
      if (path === '/') response.end();
      else asked.push(response);
    });
    const call = { userId: 'nobody', context: { traits: { email: 'one@example.com' } } };
    const sent = functions.onTrack(track(call), { ...settings, baseUrl });
    const refused = expect(sent).rejects.toMatchObject({ name: 'RetryError' });
    await until('the first identifier is tried', () => asked.length === 1);
    await time.pass(HOST_WAITS_MS / 2);
    asked[0]?.writeHead(404).end('{"type":"error.list","errors":[{"code":"not_found"}]}');
    await until('the second identifier is tried', () => asked.length === 2);
    await roundTrips(baseUrl);
    await time.endOf(refused, HOST_WAITS_MS / 2);
  });

  it.each([
    { person: { userId: true }, as: 'InvalidEventPayload' },
    { person: { userId: '..' }, as: 'InvalidEventPayload' },
    { person: { userId: 'u1' }, status: 401, as: 'ValidationError' },
    { person: { userId: 'u1' }, status: 429, as: 'RetryError' },
  ])('throws a $as where nobody could be deleted: $person', async ({ person, status, as }) => {
    if (status !== undefined) simulator.addFault({ kind: 'status', status });
    await expect(functions.onDelete(person, settings)).rejects.toMatchObject({ name: as });
    expect(simulator.contacts()).toHaveLength(2);
  });

  it('deletes by a user id that is a number', async () => {
    simulator.seedContacts([{ role: 'user', external_id: '7' }]);
    await functions.onDelete({ userId: 7 }, settings);
    expect(simulator.contacts().map(({ external_id }) => external_id)).toEqual(['u1', 'u2']);
  });

  it('ends a slow deletion in time', async () => {
    simulator.addFault({ kind: 'latency', ms: NEVER_MS });
    const deleted = functions.onDelete({ userId: 'u1' }, settings);
    const refused = expect(deleted).rejects.toMatchObject({ name: 'RetryError' });
    await arrived(1);
    await time.endOf(refused, HOST_WAITS_MS);
  });

  it('makes a missing user under create_user', async () => {
    await functions.onTrack(track({ userId: 'new' }), { ...settings, missingContact: 'create_user' });
    expect(simulator.contacts().map(({ external_id }) => external_id)).toContain('new');
    expect(simulator.storedEvents()).toHaveLength(1);
  });

  it('deletes, and finds nobody without failing', async () => {
    await functions.onDelete({ type: 'delete', userId: 'u1' }, settings);
    await functions.onDelete({ type: 'delete', userId: 'nobody' }, settings);
    expect(simulator.contacts().map(({ external_id }) => external_id)).toEqual(['u2']);
  });
});

describe('where the runtime has more than Segment promises', () => {
  /** Those of the moment: the time that is held has others. */
  const timers = () => ({ setTimeout, clearTimeout });
  const properties = {
    page: { url: 'https://example.com/a?b#c', title: 'A' },
    none: { url: 'https://exa mple.com', title: 'B' },
  };

  it.each([
    {
      world: () => ({
        ...timers(),
        ...{ AbortController, AbortSignal, URL, crypto, btoa, structuredClone, _: {} },
      }),
      because: 'all that Node and Segment have',
    },
    { world: () => ({ URL: () => undefined }), because: 'a URL of an older Node' },
    { world: () => ({ fetch: globalThis.fetch }), because: "Node's own fetch" },
  ])('it does the same: $because', async ({ world }) => {
    const there = openFunction(source, world());
    await there.onTrack(track({ userId: 'u1', properties }), settings);
    await there.onDelete({ userId: 'u2' }, settings);
    const told = await there.onBatch([track({ userId: 'nobody' }), track({})], settings);
    expect(told.map(({ status }) => status)).toEqual([503, 400]);
    expect(simulator.storedEvents()).toMatchObject([
      {
        metadata: {
          page: { url: 'https://example.com/a?b#c', value: 'A' },
          none_url: 'https://exa mple.com',
        },
      },
    ]);
    expect(simulator.contacts()).toHaveLength(1);
  });

  it.each(['latency', 'slow_body'] as const)(
    'a fetch without a time-out of its own ends in time under %s',
    async (kind) => {
      simulator.addFault({ kind, ms: NEVER_MS });
      const there = openFunction(source, { ...timers(), fetch: globalThis.fetch });
      const sent = there.onBatch([track({ userId: 'u1' })], settings);
      await arrived(1);
      expect(await time.endOf(sent, HOST_WAITS_MS)).toMatchObject([{ status: 504 }]);
    },
  );
});

describe('each case of the mapping gives what core gives', () => {
  const bodies: unknown[] = [];
  const fetch = (_url: string, { body }: { body: string }) => {
    bodies.push(JSON.parse(body));
    return Promise.resolve({ status: 202, headers: new Map(), text: () => Promise.resolve('') });
  };
  let recording: DestinationFunction;
  const cases = loadCases().filter(({ settings: given = {} }) => given.events === undefined);

  beforeAll(() => {
    recording = openFunction(source, { fetch });
  });
  beforeEach(() => {
    bodies.length = 0;
  });

  it.each(cases)('in a batch: $because', async ({ call, settings: given, expected }) => {
    const all = { accessToken: 'token', region: 'US', ...given };
    const [told] = await recording.onBatch([call], all);
    const isOfOtherType =
      !expected.ok &&
      expected.refusal === 'not_a_track_call' &&
      Object.hasOwn(Object(call) as object, 'type');
    expect(told?.status).toBe(expected.ok || isOfOtherType ? 200 : 400);
    expect(bodies).toEqual(expected.ok ? [expected.dataEvent] : []);
  });

  it.each(cases)('as a single event: $because', async ({ call, settings: given, expected }) => {
    const sent = recording.onTrack(call, { accessToken: 'token', region: 'US', ...given });
    if (expected.ok) await sent;
    else await expect(sent).rejects.toMatchObject({ name: 'InvalidEventPayload' });
    expect(bodies).toEqual(expected.ok ? [expected.dataEvent] : []);
  });
});
