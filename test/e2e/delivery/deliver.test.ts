import { sendByFetch, systemClock } from '@intercom-destination/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { holdTime } from '../../lifetime/time';
import { until } from '../../lifetime/until';
import { deliverable, openScene, START_MS, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene(undefined, { rateLimitPerWindow: 20 });
});

const NOT_FOUND = expect.objectContaining({ code: 'not_found', message: 'User Not Found' });

const byUserId = () => deliverable({ userId: 'u1', properties: { total: 5 } });

describe('delivery over HTTP', () => {
  it('delivers a data event once, as it was mapped', async () => {
    expect(await scene.createDeliverer().deliver(byUserId())).toEqual({
      outcome: 'accepted',
      by: 'user_id',
      attempts: 1,
    });
    expect(scene.simulator.storedEvents()).toEqual([
      expect.objectContaining({
        event_name_sent: 'Order Completed',
        created_at: 1767175200,
        metadata: { total: 5 },
      }),
    ]);
    expect(scene.simulator.statistics().requests).toBe(1);
  });

  it.each([
    { status: 500, times: 3, because: 'a fault of the server passes' },
    { status: 503, times: 7, because: 'the eighth attempt is still made' },
    { status: 408, times: 1, because: 'the server did not wait for us' },
  ])('tries again after $status: $because', async ({ status, times }) => {
    scene.simulator.addFault({ kind: 'status', status, times });
    const delivery = await scene.createDeliverer().deliver(byUserId());
    expect(delivery).toEqual({ outcome: 'accepted', by: 'user_id', attempts: times + 1 });
    expect(scene.simulator.storedEvents()).toHaveLength(1);
  });

  it('gives up after the last attempt, and knows that nothing was stored', async () => {
    scene.simulator.addFault({ kind: 'status', status: 500, match: { path: '/events' } });
    expect(await scene.createDeliverer().deliver(byUserId())).toMatchObject({
      outcome: 'dead_letter',
      reason: 'exhausted',
      attempts: 8,
      maybeStored: false,
      error: { code: 'server_error' },
    });
    expect(scene.simulator.storedEvents()).toHaveLength(0);
  });

  it('backs off 0.5 s doubling, at full jitter', async () => {
    scene.simulator.addFault({ kind: 'status', status: 500, times: 3 });
    const beforeMs = scene.clock.now();
    await scene.createDeliverer().deliver(byUserId());
    expect(scene.clock.now() - beforeMs).toBeGreaterThanOrEqual(500 + 1_000 + 2_000);
    expect(scene.clock.now() - beforeMs).toBeLessThan(5_000);
  });

  it('stores an event once though its answer was lost and it was sent again', async () => {
    scene.simulator.addFault({ kind: 'drop', when: 'after_storing', times: 1 });
    expect(await scene.createDeliverer().deliver(byUserId())).toEqual({
      outcome: 'accepted',
      by: 'user_id',
      attempts: 2,
    });
    expect(scene.simulator.storedEvents()).toHaveLength(1);
    expect(scene.simulator.statistics().events).toMatchObject({ accepted: 2, stored: 1, duplicates: 1 });
  });

  it('says that an event may be stored where no answer ever came', async () => {
    scene.simulator.addFault({ kind: 'drop', when: 'after_storing', match: { path: '/events' } });
    expect(await scene.createDeliverer().deliver(byUserId())).toMatchObject({
      reason: 'exhausted',
      maybeStored: true,
    });
    expect(scene.simulator.storedEvents()).toHaveLength(1);
  });

  it('gives up waiting for an answer after the time set, and tries again', async () => {
    scene.simulator.addFault({ kind: 'latency', ms: 600_000, times: 1 });
    const time = holdTime();
    const delivery = scene.createDeliverer({ requestTimeoutMs: 100 }).deliver(byUserId());
    await until('the request has come', () => scene.simulator.statistics().requests === 1);
    expect(await time.endOf(delivery, 100)).toMatchObject({ outcome: 'accepted', attempts: 2 });
  });

  it('waits out a used-up window, and delivers everything without a dead letter', async () => {
    const deliverer = scene.createDeliverer({ rateShare: 1 });
    scene.simulator.addFault({ kind: 'competitor', perWindow: 10 });
    const events = Array.from({ length: 60 }, (_, index) =>
      deliverable({ userId: 'u1', timestamp: START_MS / 1000 - index }),
    );
    const deliveries = await Promise.all(events.map((event) => deliverer.deliver(event)));
    expect(deliveries.filter(({ outcome }) => outcome !== 'accepted')).toEqual([]);
    expect(scene.simulator.storedEvents()).toHaveLength(60);
    expect(scene.clock.now() - START_MS).toBeGreaterThanOrEqual(50_000);
  });

  it('tries the next identifier after a 404', async () => {
    const call = { userId: 'nobody', context: { traits: { email: 'Two@Example.com' } } };
    expect(await scene.createDeliverer().deliver(deliverable(call))).toEqual({
      outcome: 'accepted',
      by: 'email',
      attempts: 2,
    });
    expect(scene.simulator.storedEvents()[0]).toMatchObject({ event_name_sent: 'Order Completed' });
  });

  it('gives up on a contact that is not there, and spends no further call on later events of the same person', async () => {
    const deliverer = scene.createDeliverer();
    const event = deliverable({ userId: 'nobody' });
    const expected = { outcome: 'dead_letter', reason: 'contact_not_found', maybeStored: false };
    expect(await deliverer.deliver(event)).toMatchObject({ ...expected, attempts: 1, error: NOT_FOUND });
    expect(await deliverer.deliver(event)).toMatchObject({ ...expected, attempts: 0 });
    expect(scene.simulator.statistics().requests).toBe(1);
  });

  it('stops on a bad token: what is under way and all that follows is halted, not lost', async () => {
    const deliverer = scene.createDeliverer({}, { token: 'another' });
    expect(await deliverer.deliver(byUserId())).toMatchObject({
      outcome: 'halted',
      error: { code: 'unauthorized' },
    });
    expect(await deliverer.deliver(byUserId())).toMatchObject({ outcome: 'halted' });
    expect(scene.simulator.statistics().requests).toBe(1);
  });

  it('keeps an event that Intercom refuses, with code and message but without the person', async () => {
    const message = 'u1 and one@example.com are not welcome';
    scene.simulator.addFault({ kind: 'status', status: 422, code: 'parameter_invalid', message });
    const call = { userId: 'u1', context: { traits: { email: 'one@example.com' } } };
    expect(await scene.createDeliverer().deliver(deliverable(call))).toMatchObject({
      outcome: 'dead_letter',
      reason: 'refused',
      error: { code: 'parameter_invalid', message: '… and … are not welcome' },
    });
  });

  it('never keeps the token, even if an answer quotes it', async () => {
    const message = `bad token Bearer ${scene.simulator.token}`;
    scene.simulator.addFault({
      kind: 'status',
      status: 422,
      code: `Bearer ${scene.simulator.token}`,
      message,
    });
    expect(await scene.createDeliverer().deliver(byUserId())).toMatchObject({
      error: { code: undefined, message: 'bad token Bearer …' },
    });
  });

  it('stops between two attempts when asked to', async () => {
    scene = await openScene(systemClock);
    scene.simulator.addFault({ kind: 'status', status: 500 });
    const stop = new AbortController();
    const delivery = scene.createDeliverer().deliver(byUserId(), stop.signal);
    stop.abort(new Error('stopped'));
    await expect(delivery).rejects.toThrow('stopped');
  });

  it('sends events with the same contact, name and second one after the other, in the order given', async () => {
    const seen: string[] = [];
    let underWay = 0;
    const deliverer = scene.createDeliverer(
      { rateShare: 1 },
      {
        http: async (request, signal) => {
          underWay += 1;
          seen.push(
            `${String((JSON.parse(request.body ?? '{}') as { metadata: { n: number } }).metadata.n)}:${underWay}`,
          );
          const reply = await sendByFetch(request, signal);
          underWay -= 1;
          return reply;
        },
      },
    );
    await deliverer.deliver(deliverable({ userId: 'u2', properties: { n: 0 } }));
    await Promise.all(
      [1, 2, 3].map((n) =>
        deliverer.deliver(
          deliverable({
            userId: 'u1',
            event: n === 2 ? 'order completed' : 'Order Completed',
            properties: { n },
          }),
        ),
      ),
    );
    expect(seen).toEqual(['0:1', '1:1', '2:1', '3:1']);
    expect(scene.simulator.storedEvents().map(({ metadata }) => metadata)).toEqual([{ n: 0 }, { n: 1 }]);
  });
});

describe('each answer of Intercom to an event', () => {
  const refused = { outcome: 'dead_letter', maybeStored: false };

  it.each([
    { status: 400, code: 'parameter_not_found', expected: { ...refused, reason: 'refused' }, calls: 2 },
    {
      status: 401,
      code: 'token_suspended',
      expected: { outcome: 'halted', cause: 'token_refused' },
      calls: 1,
    },
    {
      status: 401,
      code: 'token_unauthorized',
      expected: { outcome: 'halted', cause: 'token_refused' },
      calls: 1,
    },
    { status: 403, code: 'forbidden', expected: { outcome: 'halted', cause: 'token_refused' }, calls: 1 },
    { status: 404, code: 'not_found', expected: { ...refused, reason: 'contact_not_found' }, calls: 1 },
    { status: 406, code: 'media_type_not_acceptable', expected: { ...refused, reason: 'refused' }, calls: 2 },
    { status: 409, code: 'conflict', expected: { ...refused, reason: 'ambiguous_contact' }, calls: 2 },
    { status: 410, code: 'contact_merged', expected: { ...refused, reason: 'refused' }, calls: 2 },
    { status: 413, code: 'too_large', expected: { ...refused, reason: 'refused' }, calls: 2 },
    { status: 422, code: 'parameter_invalid', expected: { ...refused, reason: 'refused' }, calls: 2 },
  ])('$status $code is $expected.outcome $expected.reason', async ({ status, code, expected, calls }) => {
    const { simulator } = scene;
    simulator.addFault({ kind: 'status', status, code, message: 'Because', match: { path: '/events' } });
    const deliverer = scene.createDeliverer();
    expect(await deliverer.deliver(byUserId())).toMatchObject({ ...expected, error: { code } });
    expect(await deliverer.deliver(byUserId())).toMatchObject(expected);
    expect(simulator.storedEvents()).toHaveLength(0);
    expect(simulator.statistics().requests).toBe(calls);
  });

  it('408, 500, 502, 503 and 504 pass, and the event is stored once', async () => {
    for (const status of [408, 500, 502, 503, 504]) {
      scene.simulator.addFault({ kind: 'status', status, times: 1, when: 'after_storing' });
    }
    expect(await scene.createDeliverer().deliver(byUserId())).toMatchObject({
      outcome: 'accepted',
      attempts: 6,
    });
    expect(scene.simulator.storedEvents()).toHaveLength(1);
  });

  it('429 ends the window for everybody, though calls remain, and costs nothing', async () => {
    const { simulator, clock } = scene;
    const sentAtMs: number[] = [];
    const deliverer = scene.createDeliverer(
      {},
      {
        http: (request, signal) => {
          sentAtMs.push(clock.now());
          return sendByFetch(request, signal);
        },
      },
    );
    await deliverer.deliver(byUserId());
    simulator.addFault({ kind: 'status', status: 429, times: 1 });
    const deliveries = await Promise.all(
      ['u1', 'u2'].map((userId) => deliverer.deliver(deliverable({ userId, event: 'Later' }))),
    );
    expect(deliveries.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    // The refused one, perhaps the other that was under way, and then nothing before the next window.
    const inFirstWindow = sentAtMs.filter((atMs) => atMs < START_MS + 10_000);
    expect(inFirstWindow.length).toBeLessThanOrEqual(3);
    expect(sentAtMs.length).toBeGreaterThan(inFirstWindow.length);
    expect(simulator.storedEvents()).toHaveLength(3);
  });

  it('obeys a Retry-After, which nobody has seen yet', async () => {
    scene.simulator.addFault({ kind: 'status', status: 503, times: 1, headers: { 'Retry-After': '90' } });
    expect(await scene.createDeliverer().deliver(byUserId())).toMatchObject({ outcome: 'accepted' });
    expect(scene.clock.now() - START_MS).toBeGreaterThanOrEqual(90_000);
  });

  it('422 for the 121st name keeps later events of that name from being sent, and no others', async () => {
    scene = await openScene(undefined, { switches: { activeEventNamesLimit: 1 } });
    const deliverer = scene.createDeliverer();
    const named = (event: string) => deliverer.deliver(deliverable({ userId: 'u1', event }));
    expect(await named('First')).toMatchObject({ outcome: 'accepted' });
    expect(await named('Second')).toMatchObject({ ...refused, reason: 'event_name_limit', attempts: 1 });
    expect(await named('SECOND')).toMatchObject({ ...refused, reason: 'event_name_limit', attempts: 0 });
    expect(await named('first')).toMatchObject({ outcome: 'accepted' });
    expect(scene.simulator.statistics().requests).toBe(3);
  });
});
