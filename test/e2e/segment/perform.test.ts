import type { Fault } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JSONObject } from '@segment/actions-core';
import { endSoon } from '../../lifetime/time';
import { LARGE_REPLIES } from '../large-replies';
import { startStandIn } from '../stand-in';
import { HOST_WAITS_MS, NEVER_MS, openScene, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

describe('a single event', () => {
  it('is stored, and what was changed is told', async () => {
    const properties = { total: 19.99, currency: 'EUR', items: [{ name: 'Tea' }] };
    expect(await scene.sendOne({ userId: 'u1', properties })).toEqual({
      by: 'user_id',
      notes: expect.arrayContaining([{ code: 'money_converted', key: 'total' }]),
    });
    expect(scene.simulator.storedEvents()).toMatchObject([
      { metadata: { total: { amount: 1999, currency: 'eur' }, items: 'Tea', items_count: 1 } },
    ]);
  });

  it.each([
    { messageId: { id: 5 } },
    { anonymousId: ['a1', 'a2'] },
    { context: { externalIds: [{ id: ['c1'], type: 'intercom_contact_id' }] } },
    { integrations: false },
  ])('is not lost by what Segment has another type for: %j', async (odd) => {
    expect(await scene.sendOne({ userId: 'u1', ...odd })).toMatchObject({ by: 'user_id' });
    expect(scene.simulator.storedEvents()).toHaveLength(1);
  });

  it.each([
    { userId: { id: 'u1' } },
    { properties: ['a', 'b'] },
    { timestamp: new Date() },
    { event: { name: 'Bought' } },
    { event: undefined },
    { timestamp: null },
    { integrations: { Intercom: { id: { value: 'c1' } } } },
    { context: { traits: { email: ['one@example.com', 'two@example.com'] } } },
  ])('is refused by the schema of a field: %j', async (odd) => {
    expect(await rejection(scene.sendOne({ userId: 'u1', ...odd }))).toMatchObject({
      name: 'AggregateAjvError',
    });
  });

  it('goes by the next identifier after a 404', async () => {
    const call = { userId: 'nobody', context: { traits: { email: 'two@example.com' } } };
    expect(await scene.sendOne(call)).toMatchObject({ by: 'email' });
    expect(scene.simulator.statistics().requests).toBe(2);
  });

  it.each([
    { status: 408, as: { name: 'RetryableError', status: 408 } },
    { status: 429, as: { name: 'RetryableError', status: 429 } },
    { status: 500, as: { name: 'RetryableError', status: 500 } },
    { status: 501, as: { name: 'RetryableError', status: 500 }, because: 'Segment does not try a 501 again' },
    { status: 503, as: { name: 'RetryableError', status: 503 } },
    { status: 401, as: { name: 'InvalidAuthenticationError', status: 401 } },
    { status: 403, as: { name: 'InvalidAuthenticationError', status: 401 } },
    { status: 400, as: { name: 'IntegrationError', status: 400, code: 'REFUSED' } },
    { status: 409, as: { name: 'IntegrationError', status: 409, code: 'AMBIGUOUS_CONTACT' } },
    { status: 422, as: { name: 'IntegrationError', status: 400, code: 'REFUSED' } },
  ])('$status becomes $as.name with $as.status', async ({ status, as }) => {
    scene.simulator.addFault({ kind: 'status', status, code: 'some_code', message: 'No, ada@example.com' });
    const error = await rejection(scene.sendOne({ userId: 'u1' }));
    expect(error).toMatchObject({ ...as, message: expect.stringContaining('some_code: No, …') });
    expect(scene.simulator.statistics().requests).toBe(1);
  });

  it.each([
    { call: { userId: 'u1' }, names: 'the user id of this event' },
    {
      call: { userId: undefined, context: { traits: { email: 'a@b.cd' } } },
      names: 'the email of this event',
    },
  ])('a 409 names the identifier that was used: $names', async ({ call, names }) => {
    scene.simulator.addFault({ kind: 'status', status: 409 });
    const { message } = (await rejection(scene.sendOne(call))) as Error;
    expect(message).toContain(names);
    expect(message).not.toMatch(/u1|a@b/);
  });

  it.each(['before_storing', 'after_storing'] as const)(
    'a connection dropped %s is tried again',
    async (when) => {
      scene.simulator.addFault({ kind: 'drop', when });
      expect(await rejection(scene.sendOne({ userId: 'u1' }))).toMatchObject({
        name: 'RetryableError',
        status: 504,
      });
    },
  );

  it.each<{ because: string; faults: readonly Fault[] }>([
    { because: 'no answer comes', faults: [{ kind: 'latency', ms: NEVER_MS }] },
    { because: 'the end of an answer does not come', faults: [{ kind: 'slow_body', ms: NEVER_MS }] },
    {
      because: 'the words of a refusal do not come',
      faults: [
        { kind: 'slow_body', ms: NEVER_MS },
        { kind: 'status', status: 400 },
      ],
    },
  ])('ends in time though $because', async ({ faults }) => {
    for (const fault of faults) scene.simulator.addFault(fault);
    const rejected = rejection(scene.sendOne({ userId: 'u1' }));
    await scene.arrived(1);
    expect(await scene.time.endOf(rejected, HOST_WAITS_MS)).toMatchObject({
      name: 'RetryableError',
      status: 504,
    });
  });

  it('of somebody with the longest id is refused like any other', async () => {
    const userId = 'u'.repeat(512);
    scene.simulator.addFault({ kind: 'status', status: 400, code: 'parameter_invalid', message: userId });
    expect(await rejection(scene.sendOne({ userId }))).toMatchObject({
      status: 400,
      message: expect.stringContaining('Intercom says: parameter_invalid: … (request'),
    });
  });

  it.each(LARGE_REPLIES)('takes $name for no answer', async ({ answer }) => {
    const standIn = await startStandIn(answer);
    const sent = scene.sendOne({ userId: 'u1' }, { baseUrl: standIn.url });
    expect(await endSoon(rejection(sent), 'by itself')).toMatchObject({
      name: 'RetryableError',
      status: 504,
    });
    expect(standIn.requests).toHaveLength(1);
  });

  it('says in plain words that there is no room for another event name', async () => {
    scene.simulator.addFault({
      kind: 'status',
      status: 422,
      code: '422',
      message: 'Cannot have more than 120 active event names',
    });
    expect(await rejection(scene.sendOne({ userId: 'u1' }))).toMatchObject({
      status: 422,
      code: 'EVENT_NAME_LIMIT',
      message: expect.stringContaining('has its 120 event names already'),
    });
  });

  it('is refused before any request where core refuses it', async () => {
    expect(await rejection(scene.sendOne({ anonymousId: 'a1' }))).toMatchObject({
      name: 'PayloadValidationError',
      status: 400,
    });
    expect(scene.simulator.statistics().requests).toBe(0);
  });
});

describe('a missing contact', () => {
  const young = { userId: 'new' };
  const old = { userId: 'new', receivedAt: '2026-01-01T10:00:01Z' };

  it.each([
    { policy: 'retry', call: young, as: { name: 'RetryableError', status: 503 } },
    { policy: 'retry', call: old, as: { name: 'IntegrationError', status: 404 } },
    { policy: 'give_up', call: young, as: { name: 'IntegrationError', status: 404 } },
  ] as const)('$policy: $as.name with $as.status for $call', async ({ policy, call, as }) => {
    expect(await rejection(scene.sendOne(call, { missingContact: policy }))).toMatchObject(as);
  });

  it('is retried by default, and found once it is there', async () => {
    expect(await rejection(scene.sendOne(young))).toMatchObject({ status: 503 });
    scene.simulator.seedContacts([{ role: 'user', external_id: 'new' }]);
    expect(await scene.sendOne(young)).toMatchObject({ by: 'user_id' });
  });

  it('is never waited for by an anonymous id', async () => {
    const mapping = { anonymousId: { '@path': '$.anonymousId' } };
    const error = await rejection(scene.sendOne({ anonymousId: 'a1' }, { sendAnonymousId: true }, mapping));
    expect(error).toMatchObject({ status: 404 });
  });

  it('is made under create_user', async () => {
    expect(await scene.sendOne(young, { missingContact: 'create_user' })).toMatchObject({ by: 'id' });
    expect(scene.simulator.contacts()).toContainEqual(expect.objectContaining({ external_id: 'new' }));
    expect(scene.simulator.storedEvents()).toHaveLength(1);
  });
});

describe('a bad setting', () => {
  it.each<{ settings?: object; mapping?: JSONObject; says: string }>([
    { mapping: { keyLimit: 30 }, says: 'keyLimit must be a whole number from 1 to 20; it is 30' },
    { mapping: { types: { plan: 'txt' } }, says: 'types.plan must be' },
    { mapping: { renameKeys: { plan: 7 } }, says: 'renameKeys.plan must be' },
    { mapping: { defaultCurrency: 'dollars' }, says: 'defaultCurrency must be' },
    { mapping: { call: { '@path': '$.' } }, says: 'The mapping has the field call of an earlier version' },
    { settings: { sendAnonymousId: true }, says: 'the mapping has no Anonymous ID' },
    { settings: { accessToken: 'two words' }, says: 'accessToken: The access token must be one word' },
    { settings: { accessToken: ' ' }, says: 'accessToken must be the access token' },
    { settings: { baseUrl: 'example.com' }, says: 'baseUrl: The base URL must be' },
    { settings: { apiVersion: '2.14\nx' }, says: 'apiVersion: The API version must be one word' },
    { settings: { apiVersion: '€' }, says: 'apiVersion: The API version must be one word' },
    { settings: { retryForMinutes: -1 }, says: 'retryForMinutes must be a number from 0' },
    { settings: { missingContact: 'create_user', sendAnonymousId: true }, says: 'exclude each other' },
  ])('is named: $says', async ({ settings = {}, mapping, says }) => {
    const told = { status: 400, message: expect.stringContaining(says) };
    expect(await rejection(scene.sendOne({ userId: 'u1' }, settings, mapping))).toMatchObject(told);
    const events = [{ userId: 'u1' }, { userId: 'u2' }];
    const [one, other] = await scene.sendBatch(events, { settings, mapping: mapping ?? {} });
    expect(one).toMatchObject({ status: 400, errormessage: expect.stringContaining(says) });
    expect(other).toEqual(one);
    expect(scene.simulator.statistics().requests).toBe(0);
  });

  it('that is none of the choices of a field is refused by its schema', async () => {
    const sent = scene.sendOne({ userId: 'u1' }, {}, { identifierOrder: ['userid'] });
    expect(await rejection(sent)).toMatchObject({ name: 'AggregateAjvError' });
  });
});

describe('what the mapping says is what is sent', () => {
  it('nothing fills an empty user id or email from behind the form', async () => {
    const event = {
      userId: 'u1',
      traits: { id: 'u1', email: 'one@example.com' },
      context: { traits: { id: 'u1', email: 'one@example.com' } },
      properties: { email: 'one@example.com' },
    };
    const mapping = {
      userId: { '@path': '$.properties.member' },
      email: { '@path': '$.properties.address' },
      eventEmail: '',
    };
    expect(await rejection(scene.sendOne(event, {}, mapping))).toMatchObject({
      name: 'PayloadValidationError',
    });
    const [told] = await scene.sendBatch([event], { mapping });
    expect(told?.status).toBe(400);
    expect(scene.simulator.statistics().requests).toBe(0);
  });

  it('the time of arrival does not stand in for a time that cannot be read', async () => {
    const event = { userId: 'u1', timestamp: 'last week', receivedAt: new Date().toISOString() };
    expect(await rejection(scene.sendOne(event))).toMatchObject({ name: 'PayloadValidationError' });
    expect(scene.simulator.statistics().requests).toBe(0);
  });

  it('each mapping has settings of its own', async () => {
    const event = { userId: 'u1', properties: { plan: 'pro', seats: 3 } };
    await scene.sendOne(event, {}, { renameKeys: { plan: 'tier' }, dropKeys: ['seats'] });
    await scene.sendOne({ ...event, event: 'Plan Viewed' });
    expect(scene.simulator.storedEvents().map(({ metadata }) => metadata)).toEqual([
      { tier: 'pro' },
      { plan: 'pro', seats: 3 },
    ]);
  });

  it('further metadata stay where there are too many', async () => {
    const properties = Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`p${at}`, at]));
    const event = { userId: 'u1', properties, context: { page: { url: 'https://example.com/' } } };
    await scene.sendOne(event, {}, { furtherMetadata: { page_url: { '@path': '$.context.page.url' } } });
    const [stored] = scene.simulator.storedEvents();
    expect(Object.keys(stored?.metadata ?? {})).toHaveLength(10);
    expect(stored?.metadata).toMatchObject({ page_url: 'https://example.com/' });
  });

  it.each(['single', 'batch'])('an id that JSON has rounded names nobody, %s', async (how) => {
    const event = { userId: 12345678901234567890, traits: { id: '12345678901234567000' } };
    const written = { userId: '12345678901234567' };
    if (how === 'single') {
      expect(await rejection(scene.sendOne(event))).toMatchObject({ name: 'PayloadValidationError' });
      return;
    }
    scene.simulator.seedContacts([{ role: 'user', external_id: '12345678901234567' }]);
    const told = await scene.sendBatch([written, event, { userId: { id: 'refused' } }, written]);
    expect(told.map(({ status }) => status)).toEqual([202, 400, 400, 202]);
  });
});

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`resolved to ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}
