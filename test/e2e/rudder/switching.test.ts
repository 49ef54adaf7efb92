import { processDeleteUsers } from '@intercom-destination/rudder-destination';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { startRecorder, type Recorder } from './recorder';
import { openScene, ROUTER_AND_PROXY, type Scene } from './scene';
import { WAYS, type Job, type Way } from './server';

let scene: Scene;
let recorder: Recorder;

beforeEach(async () => {
  scene = await openScene();
  recorder = await startRecorder(scene.simulator);
});

function send(way: Way, call: object): Promise<Job> {
  return scene.send(way, call, { Config: { baseUrl: recorder.url } });
}

const ORDER = { event_name: 'Order Completed', created_at: 1767261600 };

/** Each is something that RudderStack's own Intercom destinations get wrong; see docs/rudderstack-moving.md. */
describe.each(WAYS)('what changes for those who switch, by the $transformBy and the $deliverBy', (way) => {
  it.each([
    {
      because: 'a nested property has a key that Intercom takes, and a list is one value',
      properties: { cart: { total: 5 }, items: ['tea', 'milk'] },
      metadata: { cart_total: 5, items: 'tea, milk' },
    },
    {
      because: 'an ISO date is a date',
      properties: { renewsOn: '2026-02-01' },
      metadata: { renews_date: 1769904000 },
    },
    {
      because: 'revenue and currency are money, to the cent',
      properties: { revenue: 19.99, currency: 'USD' },
      metadata: { revenue: { amount: 1999, currency: 'usd' } },
    },
    {
      because: 'what says nothing is not sent',
      properties: { a: null, b: '', c: {}, d: [], plan: 'pro' },
      metadata: { plan: 'pro' },
    },
  ])('$because', async ({ properties, metadata }) => {
    expect(await send(way, { userId: 'u1', properties })).toMatchObject({ state: 'delivered' });
    expect(recorder.sent()).toEqual([{ ...ORDER, user_id: 'u1', metadata }]);
    expect(scene.simulator.storedEvents()).toMatchObject([{ metadata }]);
  });

  it('an order has ten keys, and money among them', async () => {
    const products = Array.from({ length: 7 }, (_, at) => ({
      product_id: at,
      sku: 's',
      price: 5,
      name: `p${at}`,
    }));
    const properties = {
      ...Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`field_${at}`, at])),
      products,
      total: 35,
      currency: 'EUR',
    };
    await send(way, { userId: 'u1', properties });
    expect(recorder.sent()).toEqual([{ ...ORDER, user_id: 'u1', metadata: expect.any(Object) }]);
    const [{ metadata }] = recorder.sent() as [{ metadata: object }];
    expect(Object.keys(metadata)).toHaveLength(10);
    expect(metadata).toMatchObject({ total: { amount: 3500, currency: 'eur' } });
  });

  it("another destination's external id is nobody's email", async () => {
    const context = { externalId: [{ type: 'brazeExternalId', id: 'two@example.com' }] };
    expect(await send(way, { userId: undefined, context })).toMatchObject({
      state: 'dropped',
      status: 400,
      said: expect.stringContaining('names nobody'),
    });
    expect(recorder.sent()).toEqual([]);
  });

  it('an email is sent as Intercom keeps it, in whatever case it is written', async () => {
    const context = { traits: { email: ' Two@Example.COM ' } };
    expect(await send(way, { context })).toMatchObject({ state: 'delivered' });
    expect(recorder.sent()).toEqual([{ ...ORDER, email: 'two@example.com' }]);
  });

  it("an order's id does not outrank the user", async () => {
    await send(way, { userId: 'u1', properties: { id: 'order-1' } });
    expect(recorder.sent()).toEqual([{ ...ORDER, user_id: 'u1', metadata: { id: 'order-1' } }]);
    const [user] = scene.simulator.contacts();
    expect(scene.simulator.storedEvents()).toMatchObject([
      { contact_id: user?.id, metadata: { id: 'order-1' } },
    ]);
  });

  it("a lead is reached by Intercom's id alone", async () => {
    scene.simulator.seedContacts([{ id: 'lead-1', role: 'lead', email: 'lead@example.com' }]);
    const context = { externalId: [{ type: 'intercom_contact_id', id: 'lead-1' }] };
    expect(await send(way, { context })).toMatchObject({ state: 'delivered' });
    expect(recorder.sent()).toEqual([{ ...ORDER, id: 'lead-1' }]);
  });

  it.each([
    {
      times: { timestamp: undefined, receivedAt: '2026-01-01T10:00:00Z' },
      because: 'the arrival is told, and stands in',
    },
    {
      times: { timestamp: 'soon', originalTimestamp: '2026-01-01T10:00:00Z' },
      because: 'another field has it',
    },
    { times: { timestamp: 1767261600123 }, because: 'milliseconds are read as such' },
  ])('an event always has its time, in seconds: $because', async ({ times }) => {
    expect(await send(way, { userId: 'u1', ...times })).toMatchObject({ state: 'delivered' });
    expect(recorder.sent()).toEqual([{ ...ORDER, user_id: 'u1' }]);
  });

  it('an event without any time is refused, as the present would be a guess', async () => {
    const call = { userId: 'u1', timestamp: undefined, receivedAt: undefined };
    expect(await send(way, call)).toMatchObject({
      state: 'dropped',
      said: expect.stringContaining('time'),
    });
    expect(recorder.sent()).toEqual([]);
  });

  it('an id that is a number is sent as the text that it is to Intercom', async () => {
    scene.simulator.seedContacts([{ role: 'user', external_id: '7' }]);
    expect(await send(way, { userId: 7 })).toMatchObject({ state: 'delivered' });
    expect(recorder.sent()).toEqual([{ ...ORDER, user_id: '7' }]);
  });

  it('a failure of DNS costs no event', async () => {
    const Config = { baseUrl: 'http://nowhere.invalid' };
    expect(await scene.send(way, { userId: 'u1' }, { Config })).toMatchObject({ state: 'waiting' });
  });

  it.each([401, 404, 429, 500])('a %i is told as what it is', async (status) => {
    scene.simulator.addFault({ kind: 'status', status });
    const job = await send(way, { userId: 'u1', receivedAt: '2026-01-01T10:00:01Z' });
    expect(job.status).toBe(status);
    expect(job.said).not.toMatch(/success/i);
  });

  it('a replay is stored once', async () => {
    await send(way, { userId: 'u1' });
    await send(way, { userId: 'u1' });
    expect(recorder.sent()).toEqual([
      { ...ORDER, user_id: 'u1' },
      { ...ORDER, user_id: 'u1' },
    ]);
    expect(scene.simulator.statistics().events).toMatchObject({ stored: 1, duplicates: 1 });
  });
});

describe('what changes for those who switch, by the proxy', () => {
  it('no weaker identifier goes to Intercom beside the strongest', async () => {
    await send(ROUTER_AND_PROXY, { userId: 'u1', context: { traits: { email: 'one@example.com' } } });
    expect(recorder.sent()).toEqual([{ ...ORDER, user_id: 'u1' }]);
  });
});

describe('what changes for those who switch, in deletion', () => {
  it("finds the contact by the customer's id, where the workspace is", async () => {
    const config = { apiKey: scene.simulator.token, apiServer: 'eu', baseUrl: scene.simulator.url };
    expect(await processDeleteUsers({ userAttributes: [{ userId: 'u1' }], config })).toMatchObject({
      statusCode: 200,
    });
    expect(scene.simulator.contacts()).toMatchObject([{ external_id: 'u2' }]);
  });
});
