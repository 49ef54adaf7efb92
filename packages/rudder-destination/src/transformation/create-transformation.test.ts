import { describe, expect, it } from '@jest/globals';
import type { RudderMessage } from '../rudder-types';
import { createTransformation } from './create-transformation';

const CALL = {
  type: 'track',
  event: 'Order Completed',
  messageId: 'm1',
  userId: 'u1',
  timestamp: '2026-01-01T10:00:00.250Z',
};

function run(
  event: RudderMessage,
  destinationType: string | undefined,
  settings: Parameters<typeof createTransformation>[0] = {},
) {
  const told: string[] = [];
  const transform = createTransformation(settings, (line) => told.push(line));
  const frozen = JSON.stringify(event);
  const came = transform(event, () => ({ destinationType }));
  expect(JSON.stringify(event)).toBe(frozen);
  return { came, told };
}

const BOTH = ['INTERCOM', 'INTERCOM_V2'];

describe('comes back untouched', () => {
  it.each([
    { type: 'identify', because: 'the built-in needs its traits' },
    { type: 'group', because: 'it is about a company' },
    { type: 'page', because: 'it is no track call' },
    { type: 'screen', because: 'it is no track call' },
    { type: 'alias', because: 'it is no track call' },
    { type: 'record', because: 'it is of a warehouse' },
    { type: undefined, because: 'the built-in refuses it itself' },
  ])('$type: $because', ({ type }) => {
    const event = { ...CALL, type, traits: { id: 't1', email: 'A@b.c' }, properties: { id: 'o1' } };
    for (const destinationType of BOTH) {
      const { came, told } = run(event, destinationType);
      expect(came).toBe(event);
      expect(told).toEqual([]);
    }
  });

  it.each([
    { context: { mappedToDestination: true } },
    { context: { mappedToDestination: 'true' } },
    { context: '{"mappedToDestination":true}' },
  ])('an event that a warehouse mapping has shaped: $context', ({ context }) => {
    const event = { ...CALL, context, traits: { user_id: 'u1', event_name: 'X' } };
    expect(run(event, 'INTERCOM').came).toBe(event);
  });

  it.each(['BRAZE', 'intercom', '', undefined])(
    'an event for a destination of type %s',
    (destinationType) => {
      expect(run(CALL, destinationType).came).toBe(CALL);
    },
  );
});

it('an event under test, which has no metadata, may name the type itself', () => {
  const event = { ...CALL, context: { destinationType: 'INTERCOM_V2' }, properties: { total: '' } };
  expect(run(event, undefined).came).not.toBe(event);
  expect(run(event, 'BRAZE').came).toBe(event);
});

describe.each(BOTH)('a track call for %s', (destinationType) => {
  const settle = (call: object, settings = {}) => run({ ...CALL, ...call }, destinationType, settings).came;

  it('has our metadata in place of its properties, and keeps whatever else it has', () => {
    const context = { page: { url: 'https://example.com' }, traits: { plan: 'pro' } };
    const properties = { total: 19.99, currency: 'EUR', cart: { items: [1, 2] }, note: '' };
    expect(settle({ channel: 'web', context, properties })).toEqual({
      ...CALL,
      channel: 'web',
      timestamp: '2026-01-01T10:00:00.000Z',
      context,
      properties: { total: { amount: 1999, currency: 'eur' }, cart_items: '1, 2' },
    });
  });

  it('has no properties where there is no metadata', () => {
    expect(settle({ properties: { note: '' } })).not.toHaveProperty('properties');
  });

  it('has the name that the settings give it', () => {
    expect(settle({}, { nameStyle: 'kebab' })).toMatchObject({ event: 'order-completed' });
  });

  it.each([
    { call: { timestamp: 1_767_261_600 }, because: 'as a number it would lie in January 1970' },
    {
      call: { timestamp: undefined, sentAt: '2026-01-01T10:00:00.999Z' },
      because: 'the built-in reads no sentAt',
    },
  ])('has its time as text in whole seconds: $because', ({ call }) => {
    expect(settle(call)).toMatchObject({ timestamp: '2026-01-01T10:00:00.000Z' });
  });

  it('is named by the user id alone', () => {
    const came = settle({
      userId: 4711,
      anonymousId: 'a1',
      traits: { id: 't1', userId: 't2', email: 'a@example.com', plan: 'pro' },
      context: {
        traits: { id: 't3', userId: 't4', email: 'b@example.com', age: 3 },
        externalId: [{ type: 'brazeExternalId', id: 'b1' }],
        ip: '1.2.3.4',
      },
      integrations: { All: true, Amplitude: { id: 7 } },
      properties: { email: 'c@example.com' },
    });
    expect(came).toEqual({
      ...CALL,
      timestamp: expect.any(String),
      userId: '4711',
      anonymousId: 'a1',
      traits: { plan: 'pro' },
      context: { traits: { age: 3 }, ip: '1.2.3.4' },
      integrations: { All: true, Amplitude: { id: 7 } },
      properties: { email_value: 'c@example.com' },
    });
  });

  it('is named by the email alone, without the anonymous id, which a built-in may send as user id', () => {
    const came = settle({
      userId: undefined,
      anonymousId: 'a1',
      traits: { plan: 'pro' },
      context: { traits: { email: 'One@Example.com' } },
    });
    expect(came).toMatchObject({
      traits: { plan: 'pro', email: 'one@example.com' },
      context: { traits: {} },
    });
    expect(came).not.toHaveProperty('userId');
    expect(came).not.toHaveProperty('anonymousId');
    expect(came).not.toHaveProperty('context.traits.email');
  });

  it('is not named by a contact id that the settings do not want', () => {
    const integrations = {
      Intercom: { id: 'c1', lookup: 'phone' },
      INTERCOM: { id: 'c2' },
      intercom: { id: 'c3' },
    };
    expect(settle({ integrations }, { identifierOrder: ['user_id'] })).toEqual({
      ...CALL,
      timestamp: expect.any(String),
      integrations: { Intercom: { lookup: 'phone' }, INTERCOM: {}, intercom: {} },
    });
  });

  it('loses traits and a context that are no objects, in which a built-in might still find somebody', () => {
    const came = settle({ traits: [{ email: 'a@example.com' }].slice(1), context: 7 });
    expect(came).not.toHaveProperty('traits');
    expect(came).not.toHaveProperty('context');
  });

  it.each([
    { key: 'id', free: 'id_value' },
    { key: 'email', free: 'email_value' },
  ])('has no metadata key called $key', ({ key, free }) => {
    const { came, told } = run({ ...CALL, properties: { [key]: 'x1', plan: 'pro' } }, destinationType);
    expect(came).toMatchObject({ properties: { [free]: 'x1', plan: 'pro' } });
    expect(came).not.toHaveProperty(['properties', key]);
    expect(told).toEqual([expect.stringMatching(new RegExp(`^key_changed, ${key}: Sent as ${free}`))]);
  });

  it('drops an id whose other key another property has', () => {
    const { came, told } = run({ ...CALL, properties: { id: 'x1', Id_Value: 'x2' } }, destinationType);
    expect(came).toMatchObject({ properties: { Id_Value: 'x2' } });
    expect(came).not.toHaveProperty('properties.id');
    expect(told).toEqual([expect.stringMatching(/^key_alike, id: /)]);
  });

  it.each([
    { call: { integrations: { All: false } }, code: 'opted_out' },
    { call: { integrations: { 'Intercom V2': false } }, code: 'opted_out' },
    { call: { userId: 'null' }, code: 'no_contact' },
    { call: { timestamp: 'secret' }, code: 'no_timestamp' },
    { call: { event: '' }, code: 'no_event_name' },
  ])('is dropped with a reason and without a value: $code', ({ call, code }) => {
    const { came, told } = run({ ...CALL, properties: { pin: 'secret' }, ...call }, destinationType);
    expect(came).toBeUndefined();
    expect(told).toEqual([expect.stringMatching(new RegExp(`^${code}: [A-Z].*\\.$`))]);
    expect(told[0]).not.toContain('secret');
  });

  it('is dropped where a rule skips it', () => {
    const settings = { events: { unlisted: 'skip', rules: [] } } as const;
    const { came, told } = run(CALL, destinationType, settings);
    expect(came).toBeUndefined();
    expect(told).toEqual([expect.stringMatching(/^skipped_by_rule: /)]);
  });

  it('tells of each change its code, its key and the reason, and no value', () => {
    const { told } = run({ ...CALL, properties: { gift: true, coupon: '' } }, destinationType);
    expect(told).toHaveLength(1);
    expect(told[0]?.split('\n')).toEqual([
      expect.stringMatching(/^boolean_to_text, gift: /),
      expect.stringMatching(/^blank_dropped, coupon: /),
    ]);
  });
});

describe("a lead, whom Intercom's contact id alone names", () => {
  const lead = { ...CALL, userId: undefined, anonymousId: 'a1', integrations: { Intercom: { id: 'c1' } } };

  it('goes to Intercom V2 by that id', () => {
    const { came } = run(lead, 'INTERCOM_V2');
    expect(came).toMatchObject({ integrations: { INTERCOM: { id: 'c1' }, Intercom: {} } });
    expect(came).not.toHaveProperty('userId');
    expect(came).not.toHaveProperty('anonymousId');
  });

  it('goes there where another field than integrations has the id', () => {
    const externalId = [{ type: 'intercom_contact_id', id: 'c1' }];
    const { came } = run({ ...lead, integrations: undefined, context: { externalId } }, 'INTERCOM_V2');
    expect(came).toMatchObject({ integrations: { INTERCOM: { id: 'c1' } }, context: {} });
    expect(came).not.toHaveProperty('context.externalId');
  });

  it('is dropped by the older destination, which needs a user id or an email', () => {
    const { came, told } = run(lead, 'INTERCOM');
    expect(came).toBeUndefined();
    expect(told).toEqual([expect.stringMatching(/^no_contact: .*contact id alone/)]);
  });

  it('goes to the older destination by the next identifier that the call has', () => {
    const { came } = run({ ...lead, userId: 'u1' }, 'INTERCOM');
    expect(came).toMatchObject({ userId: 'u1', integrations: { Intercom: {} } });
  });
});

it('a bad setting is one sentence that names it', () => {
  const bad = { keyLimit: 50 };
  expect(() => run(CALL, 'INTERCOM', bad)).toThrow(/^keyLimit must be a whole number from 1 to 20; it is 50/);
});
