import { destination } from '@intercom-destination/segment-destination';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createTestIntegration, type JSONObject } from '@segment/actions-core';
import { openScene, track, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

const presets = destination.presets ?? [];
const named = presets.flatMap((preset) =>
  'subscribe' in preset ? [...preset.subscribe.matchAll(/event = "([^"]+)"/g)].map(([, name]) => name) : [],
);

describe('the presets, all of them switched on as Segment does', () => {
  it('name events of their own', () => {
    expect(named.length).toBeGreaterThan(5);
    expect(new Set(named).size).toBe(named.length);
  });

  it.each([...named, 'Form Sent', 'order completed', '', null, undefined, 7])(
    'send a track call once: %j',
    async (event) => {
      expect(await subscribersOf({ event, userId: 'u1' })).toHaveLength(1);
    },
  );

  it('send no other call', async () => {
    expect(await subscribersOf({ type: 'page', event: 'Order Completed', userId: 'u1' })).toEqual([]);
  });

  it('send a row of a warehouse as the event that its columns say', async () => {
    const properties = {
      event_name: 'Invoice Paid',
      created_at: '2026-01-02T10:00:00Z',
      user_id: 'u1',
      email: 'two@example.com',
      contact_id: null,
      amount: 19.99,
      currency: 'EUR',
    };
    await subscribersOf({
      event: 'new',
      userId: 'made-up',
      properties,
      context: { externalIds: [{ type: 'user_id', id: 'u2' }] },
    });
    const { id } = scene.simulator.contacts().find(({ external_id }) => external_id === 'u1') ?? {};
    expect(scene.simulator.storedEvents()).toMatchObject([
      {
        event_name: 'invoice paid',
        created_at: 1767348000,
        contact_id: id,
        metadata: { amount: { amount: 1999, currency: 'eur' } },
      },
    ]);
    expect(Object.keys(scene.simulator.storedEvents()[0]?.metadata ?? {})).toEqual(['amount']);
  });

  it('send a row without the name of an event as none of its columns', async () => {
    expect(await subscribersOf({ event: 'new', properties: { user_id: 'u1' } })).toHaveLength(1);
    expect(scene.simulator.storedEvents()).toEqual([]);
  });

  it('send an order with one request', async () => {
    await subscribersOf({ event: 'Order Completed', userId: 'u1' });
    expect(scene.simulator.statistics().requests).toBe(1);
  });
});

/** The answers of those subscriptions that want the event. */
async function subscribersOf(event: object): Promise<readonly unknown[]> {
  const subscriptions = presets.map((preset) => ({ ...preset, enabled: true }));
  const settings = { ...scene.settings, subscriptions } as unknown as JSONObject;
  const results = await createTestIntegration(destination).onBatch([track(event)], settings);
  return results
    .flatMap(({ multistatus = [] }) => multistatus)
    .filter((told) => !JSON.stringify(told).includes('does not match the subscription'));
}
