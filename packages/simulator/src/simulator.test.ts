import { describe, expect, it } from '@jest/globals';
import { stopAtEnd } from '../../../test/lifetime/lifetime';
import { until } from '../../../test/lifetime/until';
import { startSimulator, type ContactSeed } from './index';
import { openSimulator, START_SECONDS } from './testing/open-simulator';

describe('startSimulator', () => {
  it('takes a port of 127.0.0.1 that is free, and frees it', async () => {
    const first = await startSimulator();
    stopAtEnd(() => first.close());
    expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(first.token).toBe('simulator-token');
    await first.close();
    await first.close();
    await expect(fetch(first.url)).rejects.toThrow('fetch failed');
    const second = await openSimulator({ port: Number(new URL(first.url).port) });
    expect(second.url).toBe(first.url);
  });

  it('rejects with Node’s error if the port is taken', async () => {
    const simulator = await openSimulator();
    const port = Number(new URL(simulator.url).port);
    await expect(startSimulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it.each([
    { because: 'nothing could be sent', rateLimitPerWindow: 0 },
    { because: 'there is no half call', rateLimitPerWindow: 0.5 },
  ])('rejects a rate limit: $because', async ({ rateLimitPerWindow }) => {
    await expect(startSimulator({ rateLimitPerWindow })).rejects.toThrow(
      'rateLimitPerWindow must be a whole number from 1 up.',
    );
  });

  it('takes the token it is told', async () => {
    const simulator = await openSimulator({ token: 'another' });
    expect((await simulator.send('GET', '/me')).status).toBe(200);
    const refused = await simulator.send('GET', '/me', undefined, {
      authorization: 'Bearer simulator-token',
    });
    expect(refused.status).toBe(401);
  });

  it('closes although a client waits for an answer', async () => {
    const simulator = await openSimulator();
    simulator.addFault({ kind: 'latency', ms: 600_000 });
    const waiting = expect(simulator.send('GET', '/me')).rejects.toThrow('fetch failed');
    await until('the request has come', () => simulator.statistics().requests > 0);
    await simulator.close();
    await waiting;
  });

  it('makes the same ids from the same seed', async () => {
    const run = async (seed: number) => {
      const simulator = await openSimulator({ seed });
      simulator.seedContacts([{ external_id: 'u-1' }, { external_id: 'u-2' }]);
      await simulator.send('POST', '/events', {
        event_name: 'seen',
        created_at: START_SECONDS,
        user_id: 'u-1',
      });
      return [...simulator.contacts(), ...simulator.storedEvents()].map(({ id }) => id);
    };
    const ids = await run(7);
    expect(new Set(ids).size).toBe(3);
    expect(await run(7)).toEqual(ids);
    expect(await run(8)).not.toEqual(ids);
  });
});

describe('seedContacts', () => {
  it('takes many at a time, from a generator too', async () => {
    const simulator = await openSimulator();
    function* seeds(): Generator<ContactSeed> {
      for (let number = 0; number < 50_000; number += 1) yield { external_id: `u-${number}` };
    }
    expect(simulator.seedContacts(seeds())).toBe(50_000);
    expect(simulator.contacts()).toHaveLength(50_000);
    expect((await simulator.send('GET', '/contacts/find_by_external_id/u-49999')).status).toBe(200);
  });

  it('may make what the API would not: users who share an email', async () => {
    const simulator = await openSimulator();
    const email = 'shared@example.com';
    expect(
      simulator.seedContacts([
        { external_id: 'u-1', email },
        { external_id: 'u-2', email },
      ]),
    ).toBe(2);
  });

  it('is seen at once by /events and by a search, whatever the switches say of new contacts', async () => {
    const simulator = await openSimulator({ switches: { newContactUnseenMs: 60_000, searchLagMs: 60_000 } });
    simulator.seedContacts([{ external_id: 'u-1' }]);
    const event = { event_name: 'seen', created_at: START_SECONDS, user_id: 'u-1' };
    expect((await simulator.send('POST', '/events', event)).status).toBe(202);
    const query = { field: 'external_id', operator: '=', value: 'u-1' };
    expect((await simulator.send('POST', '/contacts/search', { query })).json).toMatchObject({
      total_count: 1,
    });
  });
});
