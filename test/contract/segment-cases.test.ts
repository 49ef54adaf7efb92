import { createMapper, type TrackCallMapper } from '@intercom-destination/core';
import { destination } from '@intercom-destination/segment-destination';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestIntegration, type JSONObject, type SegmentEvent } from '@segment/actions-core';
import nock from 'nock';
import { stopAtEnd } from '../lifetime/lifetime';
import { holdTime } from '../lifetime/time';
import { withAllTrackCalls } from './all-track-calls';
import { asMapped, withFurther, withTexts } from './as-mapped';
import { loadCases, SEGMENT_KINDS, type ExpectedOutcome, type MappingCase } from './load-cases';
import { toSegmentSettings, WITHOUT_FIELD } from './segment-settings';

/** The bodies that came to "Intercom", which knows everybody or nobody. */
const submitted: Record<string, unknown>[] = [];
let isKnown = true;

beforeAll(() => {
  holdTime();
  stopAtEnd(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });
  nock.disableNetConnect();
  nock('https://api.intercom.io')
    .persist()
    .post('/events', (body: Record<string, unknown>) => submitted.push(body) > 0)
    .reply(() => (isKnown ? [202] : [404, { type: 'error.list', errors: [{ code: 'not_found' }] }]))
    .post('/contacts/search')
    .reply(200, { type: 'list', data: [], total_count: 0 });
});

beforeEach(() => {
  submitted.length = 0;
  isKnown = true;
});

/** The kinds in which the destination sees the call, though another one than was sent. */
const REACHES_US: ReadonlySet<string> = new Set([
  'proto_removed',
  'made_text',
  'read_elsewhere',
  'further_metadata',
]);

const cases = loadCases().filter(
  ({ settings = {} }) => !Object.keys(settings).some((name) => WITHOUT_FIELD.includes(name)),
);
const throwing = cases.filter(({ segment }) => segment === 'runtime_throws');

describe('each case of the mapping gives what core gives', () => {
  it.each(cases)('as a single event: $because', async (each) => {
    const isAlone = each.segment === 'refused_alone';
    expectCase(isAlone ? { ...each, segment: 'refused_by_schema' } : each, await sendOne(each), submitted);
  });

  it.each(cases.filter((each) => !throwing.includes(each)))('in a batch: $because', async (each) => {
    const integration = createTestIntegration(destination);
    const events = [NEIGHBOUR, each.call, NEIGHBOUR].map(asSegmentEvent);
    const [result] = await integration.onBatch(events, settingsOf(each));
    const [before, own, after] = result?.multistatus ?? [];
    expect([before?.status, after?.status]).toEqual([202, 202]);
    const bodies = submitted.filter((body) => body['event_name'] !== NEIGHBOUR.event);
    const isAlone = each.segment === 'refused_alone';
    const expected: MappingCase = isAlone ? { ...each, segment: 'read_elsewhere' } : each;
    expectCase(expected, readNode(own, expected), bodies);
  });

  it.each(throwing)('a batch breaks with it: $because', async ({ call }) => {
    const integration = createTestIntegration(destination);
    const events = [asSegmentEvent(call)];
    await expect(integration.onBatch(events, settingsOf({}))).rejects.toThrow(TypeError);
  });

  it('with no other exception than those of a closed list, each of which has a case', () => {
    const told = cases.flatMap(({ segment }) => segment ?? []);
    expect([...new Set(told)].sort()).toEqual([...SEGMENT_KINDS].sort());
  });
});

const withFallbacks = cases.filter((each) => fallbacksOf(each).length > 0);

it.each(withFallbacks)('whoever is unknown is tried by each identifier: $because', async (each) => {
  isKnown = false;
  await sendOne(each);
  const { identity } = expectedOf(each) as Extract<ExpectedOutcome, { ok: true }>;
  expect(submitted.map(({ id, user_id, email }) => ({ id, user_id, email }))).toEqual(
    [identity, ...identity.fallbacks].map(({ by, value }) => ({ [by]: value })),
  );
});

function fallbacksOf(each: MappingCase): readonly unknown[] {
  const expected = expectedOf(each);
  return expected.ok ? expected.identity.fallbacks : [];
}

type Came =
  | { readonly from: 'destination'; readonly status: 202; readonly notes: readonly string[] }
  | { readonly from: 'destination'; readonly status: 400; readonly message: string }
  | { readonly from: 'runtime'; readonly kind: MappingCase['segment'] };

/** As it is named, it is under whatever settings. */
const NEIGHBOUR = {
  type: 'track',
  event: 'neighbour',
  userId: 'neighbour',
  integrations: { Intercom: { id: 'neighbour' } },
  context: { traits: { email: 'neighbour@example.com' } },
  timestamp: '2024-01-01T00:00:00Z',
};

function settingsOf(each: Pick<MappingCase, 'settings'>): JSONObject {
  const { settings, mapping } = toSegmentSettings(each.settings);
  return withAllTrackCalls(settings, mapping);
}

async function sendOne(each: MappingCase): Promise<Came> {
  const integration = createTestIntegration(destination);
  try {
    const results = await integration.onEvent(asSegmentEvent(each.call), settingsOf(each));
    if (results[0]?.output === 'not subscribed') return { from: 'runtime', kind: 'not_subscribed' };
    return accepted(results.find(({ data }) => data !== undefined)?.data);
  } catch (error) {
    const { name, message, status } = error as Error & { status?: number };
    if (name === 'AggregateAjvError') return { from: 'runtime', kind: 'refused_by_schema' };
    if (name === 'TypeError') return { from: 'runtime', kind: 'runtime_throws' };
    return { from: 'destination', status: status as 400, message };
  }
}

interface BatchNode {
  readonly status: number;
  readonly body?: unknown;
  readonly errormessage?: string;
}

/** One event's answer in a batch, whose refusals by the runtime and by the destination differ in their words alone. */
function readNode(node: BatchNode | undefined, each: MappingCase): Came {
  if (node?.errormessage === undefined) return accepted(node?.body);
  const { status, errormessage: message } = node;
  if (message === refusalOf(each)) return { from: 'destination', status: status as 400, message };
  const isUnwanted = message.includes('does not match the subscription');
  return { from: 'runtime', kind: isUnwanted ? 'not_subscribed' : 'refused_by_schema' };
}

/** Core's sentence. */
function refusalOf(each: MappingCase): string | undefined {
  const mapped = mapByCore(each);
  return mapped.ok ? undefined : mapped.refusal.message;
}

function expectCase(each: MappingCase, came: Came, bodies: readonly Record<string, unknown>[]): void {
  if (each.segment !== undefined && !REACHES_US.has(each.segment)) {
    expect(came).toEqual({ from: 'runtime', kind: each.segment });
    expect(bodies).toEqual([]);
    return;
  }
  const expected = expectedOf(each);
  if (!expected.ok) {
    expect(came).toEqual({ from: 'destination', status: 400, message: refusalOf(each) });
    expect(bodies).toEqual([]);
    return;
  }
  expect(came).toEqual(accepted(expected));
  expect(bodies).toEqual([expected.dataEvent]);
  expect(Object.keys(bodies[0]?.['metadata'] ?? {})).toEqual(
    Object.keys(expected.dataEvent['metadata'] ?? {}),
  );
}

/** The case's own answer, or what core makes of the call that is left of it. */
function expectedOf(each: MappingCase): ExpectedOutcome {
  if (each.segment === undefined || !REACHES_US.has(each.segment)) return each.expected;
  const mapped = mapByCore(each);
  return mapped.ok ? { ...mapped, dataEvent: { ...mapped.dataEvent } } : { ok: false, refusal: '' };
}

function mapByCore({ settings: given = {}, call, segment }: MappingCase): ReturnType<TrackCallMapper> {
  // The field Time is all that is asked.
  const settings = { ...given, timeFrom: ['timestamp'] };
  switch (segment) {
    case 'proto_removed':
      return createMapper(settings)(withoutProto(call));
    case 'read_elsewhere':
      return createMapper(settings)(asMapped(call));
    case 'made_text':
      return createMapper(settings)(withTexts(asMapped(call)));
    case 'further_metadata': {
      const { addKeys = {}, ...others } = settings;
      return createMapper({ ...others, keepKeys: Object.keys(addKeys) })(withFurther(call, addKeys));
    }
    default:
      return createMapper(given)(call);
  }
}

function withoutProto(call: unknown): unknown {
  return JSON.parse(JSON.stringify(call), (key, value: unknown) => (key === '__proto__' ? undefined : value));
}

/** Segment's own API sees to the type; a case that leaves it out means a track call. */
function asSegmentEvent(call: unknown): SegmentEvent {
  const isObject = typeof call === 'object' && call !== null && !Array.isArray(call);
  if (!isObject) return call as SegmentEvent;
  const { type } = call as { type?: unknown };
  return (type === undefined || type === null ? { ...call, type: 'track' } : call) as SegmentEvent;
}

function accepted(told: unknown): Came {
  const { notes = [] } = (told ?? {}) as { notes?: readonly { code: string; key: string }[] };
  return { from: 'destination', status: 202, notes: notes.map(({ code, key }) => `${code} ${key}`).sort() };
}
