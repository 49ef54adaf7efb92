import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCases, type MappingCase } from '../contract/load-cases';
import { openTransformation, withSettings } from './transformation-world';

type DestinationType = 'INTERCOM' | 'INTERCOM_V2';
type Body = Readonly<Record<string, unknown>> | null;

const TYPES: readonly DestinationType[] = ['INTERCOM', 'INTERCOM_V2'];
const [transformer = '', ...lines] = readFileSync(
  join(__dirname, '../fixtures/rudder/transformation.ndjson'),
  'utf8',
)
  .trim()
  .split('\n');
const recorded = new Map(
  lines
    .map((line) => JSON.parse(line) as { because: string } & Record<DestinationType, Body>)
    .map((answer) => [answer.because, answer]),
);
const cases = loadCases().filter(
  ({ call, expected }) =>
    typeof call === 'object' && call !== null && !Array.isArray(call) && !isOtherType(expected),
);

it('the recorded answers are those of a known transformer, to most of the cases', () => {
  expect(JSON.parse(transformer)).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    commit: expect.stringMatching(/^[\da-f]{40}$/),
    date: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
  });
  const known = cases.filter(({ because }) => recorded.has(because));
  expect(known.length / cases.length).toBeGreaterThan(0.9);
});

describe.each(TYPES)("%s sends core's data event, but for what docs/rudderstack-hosted.md names", (type) => {
  const known = cases.filter(({ because }) => recorded.has(because));
  // A case that has changed since is recorded again: node test/rudder/record-transformation.mjs CHECKOUT
  it.each(known)('$because', (each) => {
    expect(recorded.get(each.because)?.[type]).toEqual(bodyFor(type, each));
  });
});

describe.each(TYPES)('the transformation hands %s what it is to send', (type) => {
  it.each(cases)('$because', async (each) => {
    const { run } = open(each);
    const message = { ...(each.call as object), type: 'track', messageId: 'm1' };
    const [output] = await run([{ message, metadata: { destinationType: type } }]);
    const body = bodyFor(type, each);
    if (body === null) expect(output).toBeUndefined();
    else {
      if (output === undefined || !('transformedEvent' in output)) throw new Error('Nothing came of it.');
      const { event, timestamp, properties } = output.transformedEvent;
      expect({ event, at: Date.parse(String(timestamp)) / 1000, metadata: withoutProto(properties) }).toEqual(
        {
          event: body['event_name'],
          at: body['created_at'],
          metadata: body['metadata'],
        },
      );
    }
  });
});

const opened = new Map<string, ReturnType<typeof openTransformation>>();

/** One for all cases with the same settings: to load the file takes longer than to run it. */
function open({ settings = {} }: MappingCase) {
  const key = JSON.stringify(settings);
  const known = opened.get(key) ?? openTransformation(withSettings(settings));
  opened.set(key, known);
  return known;
}

function isOtherType(expected: MappingCase['expected']): boolean {
  return !expected.ok && expected.refusal === 'not_a_track_call';
}

/** Core's data event with the named differences; `null`: the call is dropped. */
function bodyFor(type: DestinationType, { expected }: MappingCase): Body {
  if (!expected.ok) return null;
  const { id, metadata, ...others } = expected.dataEvent;
  const sent = metadata === undefined ? {} : { metadata: withoutProto(renamed(metadata as object)) };
  if (id === undefined) return { ...others, ...sent };
  if (type === 'INTERCOM_V2') return { ...others, id, ...sent };
  const next = expected.identity.fallbacks.find(({ by }) => by !== 'id');
  return next === undefined ? null : { ...others, [next.by]: next.value, ...sent };
}

function renamed(metadata: object): object {
  const keys = new Map([
    ['id', 'id_value'],
    ['email', 'email_value'],
  ]);
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]: [string, unknown]) => [keys.get(key) ?? key, value]),
  );
}

/** RudderStack's own flattening loses a key of that name. */
function withoutProto(metadata: unknown): object | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  return Object.fromEntries(
    Object.entries(metadata as Readonly<Record<string, unknown>>).filter(([key]) => key !== '__proto__'),
  );
}
