import {
  createClient,
  type ClientOptions,
  type DataEvent,
  type UnixSeconds,
} from '@intercom-destination/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { openScene, START_MS, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

function open(options: Partial<ClientOptions> = {}) {
  const { url: baseUrl, token } = scene.simulator;
  return createClient({ token, baseUrl, clock: scene.clock, ...options });
}

const call = { event: 'Order Completed', userId: 'u1', timestamp: START_MS, properties: { total: 5 } };

describe('createClient', () => {
  it('maps a call and delivers it', async () => {
    expect(await open().track(call)).toEqual({ outcome: 'accepted', by: 'user_id', attempts: 1 });
    expect(scene.simulator.storedEvents()).toMatchObject([{ metadata: { total: 5 } }]);
  });

  it('answers what cannot or need not be sent', async () => {
    const rules = [{ match: 'Secret', action: 'skip' as const }];
    const client = open({ mapping: { events: { unlisted: 'send', rules } } });
    expect(await client.track('no call')).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'not_a_track_call' },
    });
    expect(await client.track({ ...call, event: 'Secret' })).toEqual({ outcome: 'skipped' });
    expect(scene.simulator.statistics().requests).toBe(0);
  });

  it('sends nobody to another region than the one chosen', async () => {
    const client = open({ region: 'EU' });
    expect(await client.track(call)).toMatchObject({ outcome: 'halted', cause: 'other_region' });
    expect(scene.simulator.statistics().byRoute).toEqual({ 'GET /me': 1 });
  });

  it('tries anew after it was halted, and finds who was missing before', async () => {
    const client = open();
    expect(await client.track({ ...call, userId: 'new' })).toMatchObject({ reason: 'contact_not_found' });
    scene.simulator.addFault({ kind: 'status', status: 401, times: 1, match: { path: '/events' } });
    expect(await client.track({ ...call, userId: 'new' })).toMatchObject({ outcome: 'halted' });
    scene.simulator.seedContacts([{ external_id: 'new' }]);
    expect(await client.track({ ...call, userId: 'new' })).toMatchObject({ outcome: 'accepted' });
  });

  it('delivers a data event made by hand', async () => {
    const dataEvent: DataEvent = {
      event_name: 'A',
      created_at: (START_MS / 1000) as UnixSeconds,
      email: 'two@example.com',
    };
    expect(await open().submit(dataEvent)).toMatchObject({ outcome: 'accepted', by: 'email' });
  });

  it.each([
    { because: 'event_name', dataEvent: { event_name: ' ', created_at: 1, email: 'two@example.com' } },
    { because: 'created_at', dataEvent: { event_name: 'A', created_at: START_MS, email: 'two@example.com' } },
    { because: 'user_id', dataEvent: { event_name: 'A', created_at: 1 } },
    { because: 'user_id', dataEvent: { event_name: 'A', created_at: 1, id: 'a', user_id: 'b' } },
  ])('names what is wrong with one made by hand: $because', async ({ because, dataEvent }) => {
    await expect(open().submit(dataEvent as unknown as DataEvent)).rejects.toThrow(because);
  });

  it('may have any number of calls under way, and drains them when it is closed', async () => {
    const client = open();
    const calls = Array.from({ length: 300 }, (_, at) => ({ ...call, timestamp: START_MS - at * 1000 }));
    const tracked = calls.map((each) => client.track(each));
    await client.close();
    expect(scene.simulator.storedEvents()).toHaveLength(300);
    expect((await Promise.all(tracked)).every(({ outcome }) => outcome === 'accepted')).toBe(true);
    await expect(client.track(call)).rejects.toThrow('closed');
  });

  it.each<{ because: string; options: object }>([
    { because: 'region is needed', options: { baseUrl: undefined } },
    { because: 'US, EU or AU', options: { baseUrl: undefined, region: 'EUROPE' } },
    { because: 'base URL', options: { baseUrl: 'ftp://example.com' } },
    { because: 'rateShare', options: { delivery: { rateShare: 2 } } },
    { because: 'missingContact', options: { delivery: { missingContact: 'create' } } },
    { because: 'keyLimit', options: { mapping: { keyLimit: 50 } } },
    {
      because: 'sendAnonymousId',
      options: { delivery: { missingContact: 'create_user' }, mapping: { sendAnonymousId: true } },
    },
    { because: 'create_lead', options: { delivery: { missingContact: 'create_lead' } } },
    { because: 'token', options: { token: '' } },
    { because: 'token', options: { token: 'two\nlines' } },
  ])('refuses bad options in one sentence: $because', ({ because, options }) => {
    expect(() => open(options)).toThrow(because);
  });
});
