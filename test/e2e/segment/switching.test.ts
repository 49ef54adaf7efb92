import { beforeEach, describe, expect, it } from '@jest/globals';
import { openScene, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

/** Each is something that Segment's own Intercom destination gets wrong; see docs/segment.md. */
describe('what changes for those who switch', () => {
  it.each([
    {
      because: 'money is exact',
      properties: { revenue: 19.99, currency: 'USD' },
      metadata: { revenue: { amount: 1999, currency: 'usd' } },
    },
    {
      because: 'yen have no decimal places',
      properties: { revenue: 500, currency: 'JPY' },
      metadata: { revenue: { amount: 500, currency: 'jpy' } },
    },
    {
      because: 'an amount with a symbol loses no event',
      properties: { revenue: '$19.99', currency: 'USD' },
      metadata: { revenue: { amount: 1999, currency: 'usd' } },
    },
    {
      because: 'a list, null or a nested object loses no event',
      properties: { tags: ['a', 'b'], gone: null, address: { city: 'Bonn', tags: ['x'] } },
      metadata: { tags: 'a, b', address_city: 'Bonn', address_tags: 'x' },
    },
    {
      because: 'the price is not the key that is lost',
      properties: {
        ...Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`p${at}`, at])),
        price: 5,
        currency: 'EUR',
      },
      metadata: expect.objectContaining({ price: { amount: 500, currency: 'eur' } }),
    },
    {
      because: 'an ISO date is a date',
      properties: { renewsOn: '2026-02-01' },
      metadata: { renews_date: 1769904000 },
    },
    {
      because: 'a bad email in the properties loses no event of a known user',
      properties: { email: 'nobody' },
      metadata: { email: 'nobody' },
    },
  ])('$because', async ({ properties, metadata }) => {
    await scene.sendOne({ userId: 'u1', properties });
    expect(scene.simulator.storedEvents()).toEqual([expect.objectContaining({ metadata })]);
  });

  it('a time in milliseconds is read as one', async () => {
    await scene.sendOne({ userId: 'u1', timestamp: 1767261600123 });
    expect(scene.simulator.storedEvents()).toMatchObject([{ created_at: 1767261600 }]);
  });

  it('an email alone costs one request, and a miss is searched for and tried again', async () => {
    await scene.sendOne({ context: { traits: { email: 'one@example.com' } } });
    expect(scene.simulator.statistics().requests).toBe(1);
    scene.simulator.seedContacts([{ role: 'lead', email: 'lead@example.com' }]);
    expect(await scene.sendOne({ context: { traits: { email: 'lead@example.com' } } })).toMatchObject({
      by: 'id',
    });
    const missed = scene.sendOne({ context: { traits: { email: 'none@example.com' } } });
    await expect(missed).rejects.toMatchObject({ name: 'RetryableError' });
  });
});
