import { createMapper } from '@intercom-destination/core';
import { destination } from '@intercom-destination/segment-destination';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestIntegration, type JSONObject, type SegmentEvent } from '@segment/actions-core';
import nock from 'nock';
import { withAllTrackCalls } from './all-track-calls';
import { loadCases, type ExpectedOutcome, type MappingCase } from './load-cases';
import { SEGMENT_RUNTIME } from './segment-runtime';
import { toSegmentSettings } from './segment-settings';

/** The bodies that came to "Intercom", which takes all. */
const submitted: Record<string, unknown>[] = [];

beforeAll(() => {
  nock.disableNetConnect();
  nock('https://api.intercom.io')
    .persist()
    .post('/events', (body: Record<string, unknown>) => submitted.push(body) > 0)
    .reply(202);
});

beforeEach(() => {
  submitted.length = 0;
});

afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

/** Event rules are no setting here: a subscription says which events are sent. */
const cases = loadCases().filter(({ settings = {} }) => settings.events === undefined);
const breaking = cases.filter(({ because }) => SEGMENT_RUNTIME[because] === 'breaks');

describe('each case of the mapping gives what core gives', () => {
  it.each(cases)('as a single event: $because', async (each) => {
    const came = await sendOne(
      asSegmentEvent(each.call),
      withAllTrackCalls(toSegmentSettings(each.settings)),
    );
    expectCase(each, came, submitted);
  });

  it.each(cases.filter((each) => !breaking.includes(each)))('in a batch: $because', async (each) => {
    const integration = createTestIntegration(destination);
    const events = [NEIGHBOUR, each.call, NEIGHBOUR].map(asSegmentEvent);
    const settings = withAllTrackCalls(toSegmentSettings(each.settings));
    const [result] = await integration.onBatch(events, settings);
    const [before, own, after] = result?.multistatus ?? [];
    expect([before?.status, after?.status]).toEqual([202, 202]);
    const came =
      own !== undefined && 'errormessage' in own
        ? { status: own.status, message: own.errormessage }
        : accepted((own?.body as JSONObject)['notes']);
    const bodies = submitted.filter((body) => body['event_name'] !== NEIGHBOUR.event);
    expectCase(each, came, bodies);
  });

  it.each(breaking)('a batch breaks with it: $because', async ({ call }) => {
    const integration = createTestIntegration(destination);
    const events = [asSegmentEvent(call)];
    await expect(integration.onBatch(events, withAllTrackCalls(toSegmentSettings()))).rejects.toThrow(
      TypeError,
    );
  });

  it('what the runtime does is told of cases that there are', () => {
    const known = new Set(cases.map(({ because }) => because));
    expect(Object.keys(SEGMENT_RUNTIME).filter((because) => !known.has(because))).toEqual([]);
  });
});

type Came =
  | { readonly status: 202; readonly notes: readonly string[] }
  | { readonly status: number | undefined; readonly message: string };

/** As it is named, it is under whatever settings. */
const NEIGHBOUR = {
  type: 'track',
  event: 'neighbour',
  userId: 'neighbour',
  integrations: { Intercom: { id: 'neighbour' } },
  context: { traits: { email: 'neighbour@example.com' } },
  timestamp: '2024-01-01T00:00:00Z',
};

async function sendOne(event: SegmentEvent, settings: JSONObject): Promise<Came> {
  try {
    const results = await createTestIntegration(destination).onEvent(event, settings);
    const data = results.find((result) => result.data !== undefined)?.data;
    // A call that no subscription wants leaves no data and no error.
    return data === undefined || data === null
      ? { status: undefined, message: JSON.stringify(results[0]?.output) }
      : accepted(data['notes']);
  } catch (error) {
    return { status: (error as { status?: number }).status, message: (error as Error).message };
  }
}

function expectCase(each: MappingCase, came: Came, bodies: readonly Record<string, unknown>[]): void {
  const expected = expectedOf(each);
  if (!expected.ok) {
    expect(came).toEqual({ status: came.status, message: expect.any(String) });
    expect([undefined, 400]).toContain(came.status);
    expect(bodies).toEqual([]);
    return;
  }
  expect(came).toEqual(accepted(expected.notes));
  expect(bodies).toEqual([expected.dataEvent]);
  expect(Object.keys(bodies[0]?.['metadata'] ?? {})).toEqual(
    Object.keys(expected.dataEvent['metadata'] ?? {}),
  );
}

/** The case's own answer, after what the runtime has done to the call. */
function expectedOf({ because, settings, call, expected }: MappingCase): ExpectedOutcome {
  const runtime = SEGMENT_RUNTIME[because];
  switch (runtime) {
    case undefined:
      return expected;
    case 'refused':
    case 'breaks':
      return { ok: false, refusal: 'by the runtime' };
    case 'proto_removed': {
      const mapped = createMapper(settings)(withoutProto(call));
      return mapped.ok ? { ...mapped, dataEvent: { ...mapped.dataEvent } } : { ok: false, refusal: '' };
    }
    default:
      return runtime satisfies never;
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
  const isTrack =
    type === undefined || type === null || (typeof type === 'string' && type.toLowerCase() === 'track');
  return (isTrack ? { ...call, type: 'track' } : call) as SegmentEvent;
}

function accepted(notes: unknown): Came {
  const texts = (notes as { code: string; key: string }[]).map(({ code, key }) => `${code} ${key}`);
  return { status: 202, notes: texts.sort() };
}
