import { beforeEach, describe, expect, it } from '@jest/globals';
import { openScene, ROUTER_AND_PROXY, type Scene } from './scene';
import { WAYS, type Way } from './server';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

const byProxy = WAYS.filter(({ deliverBy }) => deliverBy === 'proxy');
const byServer = WAYS.filter(({ deliverBy }) => deliverBy === 'server');

describe.each(WAYS)('transformed by the $transformBy, delivered by the $deliverBy', (way) => {
  it('each event ends as it should, and none harms another', async () => {
    const jobs = await scene
      .server(
        way,
        [
          { userId: 'u1', properties: { total: 19.99, currency: 'EUR' } },
          { userId: 'u2', type: 'identify' },
          { userId: 'u2', event: '' },
          { userId: 'u2', event: 'Page Seen' },
          { userId: 'u2', integrations: { All: false } },
          { userId: 'u2', event: 'Last' },
        ],
        { Config: { eventRules: [{ match: 'Page *', action: 'skip' }] } },
      )
      .run(1);
    expect(jobs.map(({ state, status }) => `${state} ${status}`)).toEqual([
      expect.stringMatching(/^delivered 20[02]$/),
      'dropped 400',
      'dropped 400',
      'filtered 298',
      'filtered 298',
      expect.stringMatching(/^delivered 20[02]$/),
    ]);
    expect(scene.simulator.storedEvents()).toMatchObject([
      { event_name: 'order completed', metadata: { total: { amount: 1999, currency: 'eur' } } },
      { event_name: 'last' },
    ]);
  });

  it.each([500, 502, 503, 504, 429, 408])('a %i is tried again until it passes', async (status) => {
    scene.simulator.addFault({ kind: 'status', status, times: 2 });
    expect(await scene.send(way, { userId: 'u1' })).toMatchObject({ state: 'delivered', attempts: 3 });
    expect(scene.simulator.storedEvents()).toHaveLength(1);
  });

  it.each([
    { when: 'before_storing', duplicates: 0 },
    { when: 'after_storing', duplicates: 1 },
  ] as const)('a connection dropped $when is tried again', async ({ when, duplicates }) => {
    scene.simulator.addFault({ kind: 'drop', when, times: 1 });
    expect(await scene.send(way, { userId: 'u1' })).toMatchObject({ state: 'delivered', attempts: 2 });
    expect(scene.simulator.statistics().events).toMatchObject({ stored: 1, duplicates });
  });

  it.each([401, 403, 400, 422])('a %i is dropped at once, with what Intercom says', async (status) => {
    scene.simulator.addFault({ kind: 'status', status, code: 'some_code', message: 'No such thing' });
    const job = await scene.send(way, { userId: 'u1' });
    expect(job).toMatchObject({ state: 'dropped', attempts: 1, said: expect.stringContaining('some_code') });
    expect(job.status).toBeGreaterThanOrEqual(400);
  });

  it('a host that has no address is tried again', async () => {
    const Config = { baseUrl: 'http://nowhere.invalid' };
    expect(await scene.send(way, { userId: 'u1' }, { Config })).toMatchObject({
      state: 'waiting',
      attempts: 3,
    });
  });

  it('a later event of a user waits for the earlier one', async () => {
    scene.simulator.addFault({ kind: 'status', status: 503, times: 1, match: { eventName: 'First' } });
    const calls = ['First', 'Second'].map((event) => ({ userId: 'u1', event }));
    await scene.server(way, calls).run(3);
    expect(scene.simulator.storedEvents().map(({ event_name }) => event_name)).toEqual(['first', 'second']);
  });

  it('a bad setting drops the event, and says which it is', async () => {
    const job = await scene.send(way, { userId: 'u1' }, { Config: { keyLimit: '30' } });
    expect(job).toMatchObject({ state: 'dropped', status: 400, said: expect.stringContaining('keyLimit') });
    expect(scene.simulator.statistics().requests).toBe(0);
  });
});

describe.each(byProxy)('a missing contact, by the proxy after the $transformBy', (way) => {
  it('is waited for, and found once it is there', async () => {
    const server = scene.server(way, [{ userId: 'new', timestamp: new Date().toISOString() }]);
    await server.run(1);
    expect(server.jobs).toMatchObject([{ state: 'waiting', status: 503 }]);
    scene.simulator.seedContacts([{ role: 'user', external_id: 'new' }]);
    expect(await server.run(1)).toMatchObject([{ state: 'delivered' }]);
  });

  it.each([
    { Config: {}, call: { userId: 'new', receivedAt: '2026-01-01T10:00:01Z' }, because: 'it is too late' },
    { Config: { missingContact: 'give_up' }, call: { userId: 'new' }, because: 'nobody waits' },
  ])('is not waited for: $because', async ({ Config, call }) => {
    const job = await scene.send(way, call, { Config });
    expect(job).toMatchObject({
      state: 'dropped',
      status: 404,
      said: expect.stringContaining('no such contact'),
    });
  });

  it('is made under create_user', async () => {
    const Config = { missingContact: 'create_user' };
    expect(await scene.send(way, { userId: 'new' }, { Config })).toMatchObject({
      state: 'delivered',
      attempts: 1,
    });
    expect(scene.simulator.contacts()).toContainEqual(expect.objectContaining({ external_id: 'new' }));
    expect(scene.simulator.storedEvents()).toHaveLength(1);
  });
});

describe('what the router tells the proxy', () => {
  it('is when the event arrived: a phone that was offline sends identify and track late, together', async () => {
    const call = { userId: 'new', timestamp: '2026-01-01T10:00:00Z' };
    expect(await scene.send(ROUTER_AND_PROXY, call)).toMatchObject({ state: 'waiting', status: 503 });
  });

  it('is that an id is anonymous: no identify makes a contact of it', async () => {
    const call = { anonymousId: 'a1' };
    expect(await scene.send(ROUTER_AND_PROXY, call, { Config: { sendAnonymousId: true } })).toMatchObject({
      state: 'dropped',
      status: 404,
    });
  });
});

describe.each(byServer)('a missing contact, by the server after the $transformBy', (way) => {
  it('costs the event, as the server drops every 404', async () => {
    expect(await scene.send(way, { userId: 'new' })).toMatchObject({ state: 'dropped', status: 404 });
  });
});

describe('weaker identifiers', () => {
  const call = { userId: 'nobody', context: { traits: { email: 'two@example.com' } } };
  const reaches = ({ transformBy, deliverBy }: Way) => transformBy === 'router' && deliverBy === 'proxy';

  it.each(WAYS.filter(reaches))('are tried by the $deliverBy after the $transformBy', async (way) => {
    expect(await scene.send(way, call)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(scene.simulator.statistics().requests).toBe(2);
  });

  it.each(WAYS.filter((way) => !reaches(way)))(
    'do not reach the $deliverBy after the $transformBy, nor do they leave the host',
    async (way) => {
      expect(await scene.send(way, call, { Config: { missingContact: 'give_up' } })).toMatchObject({
        state: 'dropped',
        status: 404,
      });
      expect(scene.simulator.statistics().requests).toBe(1);
    },
  );
});
