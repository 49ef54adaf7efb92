import { describe, expect, it } from '@jest/globals';
import type { RudderDestination } from './rudder-types';
import { transform } from './transform';

const destination: RudderDestination = {
  ID: 'd1',
  DestinationDefinition: { Name: 'INTERCOM_EVENTS', DisplayName: 'Intercom Events' },
  Config: {
    apiKey: 'token',
    apiServer: 'eu',
    nameStyle: 'kebab',
    eventRules: [{ match: 'Page *', action: 'skip' }],
  },
};
const track = { type: 'track', event: 'Order Completed', userId: 'u1', timestamp: '2026-01-01T00:00:00Z' };

function run(message: unknown, given: Partial<RudderDestination> = {}, secret?: object) {
  return transform({ message, metadata: { jobId: 1, secret }, destination: { ...destination, ...given } });
}

describe('a track call', () => {
  it("becomes a request to the workspace's region", () => {
    expect(run(track)).toEqual({
      ok: true,
      destInfo: undefined,
      request: {
        version: '1',
        type: 'REST',
        method: 'POST',
        endpoint: 'https://api.eu.intercom.io/events',
        endpointPath: '/events',
        userId: 'u1',
        headers: {
          Authorization: 'Bearer token',
          Accept: 'application/json',
          'Content-Type': 'application/json',
          'Intercom-Version': '2.14',
        },
        params: {},
        files: {},
        body: {
          JSON: { event_name: 'order-completed', created_at: 1767225600, user_id: 'u1' },
          JSON_ARRAY: {},
          XML: {},
          FORM: {},
        },
      },
    });
  });

  it('shares nothing with another', () => {
    const [one, other] = [run(track), run(track)];
    if (!one.ok || !other.ok) throw new Error('refused');
    for (const part of ['headers', 'params', 'files', 'body'] as const) {
      expect(one.request[part]).not.toBe(other.request[part]);
    }
  });

  it.each([
    { ids: { userId: 7 }, userId: '7' },
    { ids: { userId: undefined, anonymousId: 'a1', traits: { email: 'ada@example.com' } }, userId: 'a1' },
    { ids: { userId: undefined, traits: { email: 'ada@example.com' } }, userId: '' },
  ])('of $ids has the user id "$userId", always a text', ({ ids, userId }) => {
    expect(run({ ...track, ...ids })).toMatchObject({ request: { userId } });
  });

  it('goes in the name of a connected account', () => {
    const headers = { Authorization: 'Bearer oauth' };
    expect(run(track, {}, { accessToken: 'oauth' })).toMatchObject({ request: { headers } });
  });

  it('takes its contact id from the options under the name that the dashboard shows', () => {
    const integrations = { 'Intercom Events': { id: 'c1' } };
    const body = { JSON: { id: 'c1' } };
    expect(run({ ...track, integrations })).toMatchObject({ request: { body } });
  });
});

describe('what travels to the proxy', () => {
  const identified = { ...track, context: { traits: { email: 'Ada@Example.com' } } };
  const receivedAt = '2026-01-01T00:00:01Z';

  it.each([
    { message: identified, told: { fallbacks: [{ by: 'email', value: 'ada@example.com' }] } },
    { message: { ...track, receivedAt }, told: { receivedAt } },
    { message: { ...track, receivedAt: {} }, told: undefined },
  ])('$told', ({ message, told }) => {
    const destInfo = told === undefined ? undefined : { intercomEvents: told };
    expect(run(message)).toMatchObject({ ok: true });
    expect(run(message)).toHaveProperty('destInfo', destInfo);
  });

  it('says that an id is anonymous, and nothing of the arrival where nobody waits', () => {
    const Config = { apiKey: 'token', sendAnonymousId: true, missingContact: 'give_up' };
    const message = { ...track, userId: undefined, anonymousId: 'a1', receivedAt };
    expect(run(message, { Config })).toHaveProperty('destInfo', { intercomEvents: { anonymous: true } });
  });
});

describe('an event that a warehouse source has mapped', () => {
  const mapped = {
    type: 'track',
    userId: 'made up',
    context: {
      mappedToDestination: 'true',
      externalId: [{ type: 'INTERCOM_EVENTS-events', id: 'u_9', identifierType: 'user_id' }],
    },
    traits: {
      event_name: 'Page Seen',
      created_at: '2026-01-01T00:00:00Z',
      metadata: { price: 5, currency: 'EUR', tags: ['a', 'b'], a: null },
      plan: 'pro',
    },
  };

  it('keeps its name, and has its metadata typed and limited all the same', () => {
    expect(run(mapped)).toMatchObject({
      request: {
        body: {
          JSON: {
            event_name: 'Page Seen',
            created_at: 1767225600,
            user_id: 'u_9',
            metadata: { price: { amount: 500, currency: 'eur' }, plan: 'pro', tags: 'a, b' },
          },
        },
      },
    });
  });

  it.each([
    { fields: { email: 'Ada@Example.com' }, JSON: { email: 'ada@example.com' } },
    { fields: { id: 'c1', user_id: 'u1' }, JSON: { id: 'c1' } },
    { fields: { external_id: 5 }, JSON: { user_id: '5' } },
  ])('goes by $JSON for $fields', ({ fields, JSON }) => {
    const message = {
      ...mapped,
      context: { mappedToDestination: true },
      traits: { ...mapped.traits, ...fields },
    };
    expect(run(message)).toMatchObject({ request: { body: { JSON } } });
  });

  it('is refused without an identifier: the ids of a warehouse source are made up', () => {
    const message = { ...mapped, context: { mappedToDestination: true } };
    expect(run(message)).toMatchObject({ ok: false, refusal: { kind: 'bad_event' } });
  });

  it.each([
    { metadata: '{ "tier": "gold" }', sent: { tier: 'gold', plan: 'pro' } },
    { metadata: ' ', sent: { plan: 'pro' } },
    { metadata: null, sent: { plan: 'pro' } },
  ])('has the metadata $metadata as $sent', ({ metadata, sent }) => {
    const message = { ...mapped, traits: { ...mapped.traits, metadata } };
    const transformed = run(message);
    expect(transformed.ok && transformed.request.body.JSON['metadata']).toEqual(sent);
  });

  it.each([[['a']], ['[1]'], ['{ "a": '], ['gold'], [5]])('is refused with the metadata %j', (metadata) => {
    const message = { ...mapped, traits: { ...mapped.traits, metadata } };
    expect(run(message)).toMatchObject({
      ok: false,
      refusal: { kind: 'bad_event', message: expect.stringContaining('metadata') },
    });
  });

  it('is refused where its time cannot be read, and takes no other', () => {
    const times = { timestamp: '2026-01-02T00:00:00Z', receivedAt: '2026-01-03T00:00:00Z' };
    const unreadable = { ...mapped, ...times, traits: { ...mapped.traits, created_at: 'soon' } };
    expect(run(unreadable)).toMatchObject({ ok: false, refusal: { kind: 'bad_event' } });
    const none = { ...mapped, ...times, traits: { ...mapped.traits, created_at: '' } };
    expect(run(none)).toMatchObject({ request: { body: { JSON: { created_at: 1767312000 } } } });
  });

  it('has the time that was mapped, whatever timeFrom says', () => {
    const timed = { ...mapped, originalTimestamp: '2026-01-02T00:00:00Z' };
    const Config = { ...destination.Config, timeFrom: [{ name: 'originalTimestamp' }] };
    expect(run(timed, { Config })).toMatchObject({ request: { body: { JSON: { created_at: 1767225600 } } } });
  });

  it('tells the proxy its arrival all the same', () => {
    const receivedAt = '2026-01-03T00:00:00Z';
    expect(run({ ...mapped, receivedAt })).toMatchObject({ destInfo: { intercomEvents: { receivedAt } } });
  });

  it('has its fields in properties too, where the JSON mapper puts them', () => {
    const { traits, ...others } = mapped;
    const { plan, ...fields } = traits;
    expect(run({ ...others, properties: traits })).toEqual(run(mapped));
    expect(run({ ...others, properties: { ...fields, plan: 'free' }, traits: { plan } })).toEqual(
      run(mapped),
    );
  });

  it.each<{ because: string; given: object; JSON: object | undefined }>([
    {
      because: 'the traits that are cut off may have named somebody else',
      given: { traits: '{"email":"ada@exam' },
      JSON: undefined,
    },
    {
      because: 'so may those of the context',
      given: { context: { mappedToDestination: true, traits: '{"email":"ada@exam' } },
      JSON: undefined,
    },
    {
      because: 'another identifier is used all the same',
      given: { traits: '{"email":"ada@exam', context: mapped.context },
      JSON: { user_id: 'u_9' },
    },
    {
      because: 'an email is the identifier of the row',
      given: {
        traits: '{"email":"ada@exam',
        context: {
          mappedToDestination: true,
          externalId: [{ id: 'bob@example.com', identifierType: 'email' }],
        },
      },
      JSON: { email: 'bob@example.com' },
    },
    {
      because: 'the email stands in traits that can be read',
      given: { traits: { email: 'bob@example.com' }, context: { mappedToDestination: true, traits: '{"em' } },
      JSON: { email: 'bob@example.com' },
    },
    { because: 'blank traits name nobody', given: { traits: ' ' }, JSON: { email: 'eve@example.com' } },
  ])('goes by $JSON beside traits that are text: $because', ({ given, JSON }) => {
    const properties = { ...mapped.traits, email: 'eve@example.com' };
    const context = { mappedToDestination: true };
    const transformed = run({ type: 'track', context, properties, ...given });
    if (JSON === undefined) {
      expect(transformed).toMatchObject({
        ok: false,
        refusal: { kind: 'bad_event', message: expect.stringContaining('cannot be read') },
      });
    } else expect(transformed).toMatchObject({ request: { body: { JSON } } });
  });

  it('can be kept from Intercom like any other', () => {
    const message = { ...mapped, integrations: { All: false } };
    expect(run(message)).toMatchObject({ ok: false, refusal: { kind: 'left_out' } });
  });
});

describe('what becomes no request', () => {
  it.each([
    { message: { ...track, type: 'identify' }, kind: 'unsupported', says: 'message type identify' },
    { message: { ...track, type: 5 }, kind: 'unsupported', says: 'is not supported' },
    { message: { ...track, event: 'Page Seen' }, kind: 'left_out', says: 'skip events of this name' },
    { message: { ...track, integrations: { All: false } }, kind: 'left_out', says: 'integrations' },
    {
      message: { ...track, integrations: { 'Intercom Events': false } },
      kind: 'left_out',
      says: 'integrations',
    },
    { message: { ...track, userId: undefined }, kind: 'bad_event', says: 'names nobody' },
    { message: 'track', kind: 'bad_event', says: 'no message' },
  ])('$kind: $says', ({ message, kind, says }) => {
    expect(run(message)).toEqual({ ok: false, refusal: { kind, message: expect.stringContaining(says) } });
  });

  it('an event without a destination', () => {
    const message = 'The event has no destination.';
    expect(transform({ message: track })).toEqual({ ok: false, refusal: { kind: 'bad_settings', message } });
  });
});

describe('a message with a status', () => {
  const done = {
    version: '1',
    type: 'REST',
    method: 'PUT',
    endpoint: 'https://x.example',
    body: { JSON: {} },
  };

  it('is a request already, and handed on as it is', () => {
    const message = { ...done, statusCode: 200, headers: { a: 'b' }, more: [1] };
    expect(run(message)).toEqual({ ok: true, request: message, destInfo: undefined });
  });

  it.each([
    { spoilt: { headers: { a: 5 } } },
    { spoilt: { body: { JSON: 'text' } } },
    { spoilt: { endpoint: undefined } },
    { spoilt: { endpointPath: 5 } },
    { spoilt: { userId: 7 } },
    { spoilt: { params: 'a=b' } },
    { spoilt: { files: ['a'] } },
  ])('that the server could not read is refused: $spoilt', ({ spoilt }) => {
    expect(run({ ...done, ...spoilt, statusCode: 200 })).toMatchObject({
      ok: false,
      refusal: { kind: 'unsupported', message: expect.stringContaining('REST') },
    });
  });

  it('is a track call still if it says so', () => {
    expect(run({ ...track, statusCode: 200 })).toMatchObject({ ok: true, request: { userId: 'u1' } });
  });
});
