import { process, processRouterDest, type TransformInput } from '@intercom-destination/rudder-destination';
import { describe, expect, it, jest } from '@jest/globals';
import { BaseError } from '@rudderstack/integrations-lib/build/errors';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { stopAtEnd } from '../lifetime/lifetime';
import { breachesOfError, breachesOfInput, breachesOfProcess, breachesOfRouter } from './rudder-contract';
import { frozenDestination, rudderInput } from './rudder-inputs';

const dumps = path.join(__dirname, '..', '..', 'examples', 'dumps');
const destination = frozenDestination();

/** Whatever JSON can say, now and then in the shape of an event. */
const anything = fc.jsonValue();
const mapOf = (value: fc.Arbitrary<unknown>) => fc.dictionary(fc.string(), value, { maxKeys: 2 });
const finished = fc.record(
  {
    statusCode: fc.oneof(fc.constant(200), anything),
    type: fc.oneof({ weight: 9, arbitrary: fc.constant('REST') }, { weight: 1, arbitrary: anything }),
    method: fc.constantFrom('POST', 'PUT'),
    endpoint: fc.webUrl(),
    endpointPath: fc.constantFrom('/events', '/other', null),
    userId: fc.oneof({ weight: 9, arbitrary: fc.string() }, { weight: 1, arbitrary: anything }),
    headers: fc.oneof(mapOf(fc.string()), mapOf(anything)),
    params: mapOf(anything),
    files: mapOf(anything),
    body: fc.record({ JSON: mapOf(anything), FORM: mapOf(anything) }, { requiredKeys: [] }),
    more: anything,
  },
  { requiredKeys: ['statusCode', 'type', 'method', 'endpoint', 'body'] },
);
const message = fc.oneof(
  anything,
  finished,
  fc.record(
    {
      type: fc.oneof(fc.constantFrom('track', 'Track', 'identify', 'page', '', '__proto__'), anything),
      event: fc.oneof(fc.string(), anything),
      userId: fc.oneof(fc.string(), anything),
      anonymousId: anything,
      timestamp: fc.oneof(fc.constant('2026-01-01T00:00:00Z'), anything),
      receivedAt: anything,
      properties: fc.oneof(fc.dictionary(fc.string(), anything), anything),
      traits: fc.oneof(
        fc.dictionary(fc.constantFrom('event_name', 'user_id', 'metadata'), anything),
        fc.record({
          event_name: fc.stringMatching(/^\w{2,9}$/),
          created_at: fc.integer({ min: 1, max: 2e9 }),
          user_id: fc.constant('u'),
        }),
        anything,
      ),
      context: fc.oneof(
        fc.record({ mappedToDestination: fc.boolean(), traits: anything, externalId: anything }),
        anything,
      ),
      integrations: fc.oneof(
        fc.record({ All: fc.boolean(), Intercom: anything }),
        fc.record({ 'Intercom Events': fc.oneof(fc.boolean(), anything) }),
        anything,
      ),
      statusCode: fc.oneof(fc.integer(), anything),
    },
    { requiredKeys: [] },
  ),
);

describe('the contract holds', () => {
  it('for a batch of whatever messages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 8 }), async (messages) => {
        const inputs = messages.map((each, at) => rudderInput(each, at, destination));
        const before = JSON.stringify(inputs);
        expect(breachesOfRouter(inputs, await processRouterDest(inputs))).toEqual([]);
        expect(breachesOfInput(before, inputs)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('for single ones', () => {
    fc.assert(
      fc.property(message, (each) => {
        expect(breachesOfOne(rudderInput(each, 1, destination))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(
    readdirSync(dumps, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /json(\.gz)?$|\.gz$/.test(file),
    ),
  )('for the sample calls of %s', async (file) => {
    const inputs = readLines(file).map((call, at) => rudderInput(call, at, destination));
    expect(inputs.length).toBeGreaterThan(0);
    const outputs = await processRouterDest(inputs);
    expect(breachesOfRouter(inputs, outputs)).toEqual([]);
    expect(outputs.map(({ statusCode }) => statusCode)).toContain(200);
    expect(inputs.flatMap(breachesOfOne)).toEqual([]);
  });
});

describe('what is no event', () => {
  const track = { type: 'track', event: 'X', userId: 'u', timestamp: '2026-01-01T00:00:00Z' };
  const good = rudderInput(track, 1, destination);
  const proto = JSON.parse(
    '{"__proto__": {"type": "track"}, "type": "track", "properties": {"__proto__": {"a": 1}}}',
  ) as unknown;

  it.each([
    ['null', null],
    ['nothing', undefined],
    ['a text', 'event'],
    ['an event without a message', { metadata: { jobId: 2 }, destination }],
    ['a message that is null', rudderInput(null, 2, destination)],
    ['an event without metadata', { message: track, destination: { ...destination, Config: {} } }],
    ['metadata without a job', { message: track, metadata: {}, destination: { ...destination, Config: {} } }],
    ['metadata that are null', { message: null, metadata: null, destination }],
    ['an event without a destination', { message: track, metadata: { jobId: 2 } }],
    ['a destination without Config', { message: track, metadata: { jobId: 2 }, destination: {} }],
    ['a destination that is null', { message: track, metadata: { jobId: 2 }, destination: null }],
    ['prototypes', rudderInput(proto, 2, destination)],
    [
      'an event that throws when it is looked at',
      {
        get message(): never {
          throw new Error('no');
        },
        metadata: { jobId: 2 },
        destination,
      },
    ],
  ])('%s harms nobody', async (_, hostile) => {
    const outputs = await processRouterDest([
      good,
      hostile as TransformInput,
      { ...good, metadata: { jobId: 3 } },
    ]);
    expect(outputs).toHaveLength(3);
    expect(outputs.map(({ statusCode }) => statusCode === 200)).toEqual([true, false, true]);
    expect(outputs[1]).toMatchObject({ error: expect.any(String), statTags: expect.any(Object) });
    expect(() => process(hostile as TransformInput)).toThrow(BaseError);
    expect(({} as { type?: unknown }).type).toBeUndefined();
  });

  it.each([undefined, null, 'inputs', { length: 1 }])(
    '%p in place of a list has no answers',
    async (inputs) => {
      expect(await processRouterDest(inputs as unknown as TransformInput[])).toEqual([]);
    },
  );
});

describe('a batch of ten thousand', () => {
  it('lets others have their turn', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 15 }, (_, at) => [`key_${at}`, `value ${at}`]),
    );
    const track = { type: 'track', event: 'X', userId: 'u', timestamp: '2026-01-01T00:00:00Z', properties };
    const inputs = Array.from({ length: 10_000 }, (_, at) => rudderInput(track, at, destination));
    let nowMs = 0;
    const now = jest.spyOn(performance, 'now').mockImplementation(() => (nowMs += 0.1));
    stopAtEnd(() => {
      now.mockRestore();
    });
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    stopAtEnd(() => {
      clearInterval(timer);
    });
    const outputs = await processRouterDest(inputs);
    expect(turns).toBeGreaterThan(2);
    expect(outputs.map(({ metadata }) => metadata[0]?.jobId)).toEqual(
      inputs.map(({ metadata }) => metadata.jobId),
    );
  });
});

function breachesOfOne(input: TransformInput): string[] {
  try {
    return breachesOfProcess(input, process(input));
  } catch (error) {
    return error instanceof BaseError
      ? [...breachesOfError(error), ...breachesOfProcess(input, undefined)]
      : [`an error of another kind: ${String(error)}`];
  }
}

/** RudderStack's archive may hold a call in an envelope. */
function readLines(file: string): unknown[] {
  const bytes = readFileSync(path.join(dumps, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line): unknown[] => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [line];
      }
    });
}
