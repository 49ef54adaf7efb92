import {
  createMapper,
  createWorkspace,
  Deliverer,
  sendByFetch,
  systemClock,
  type Clock,
  type Deliverable,
  type DeliverySettings,
  type HttpSend,
} from '@intercom-destination/core';
import { startSimulator, type Simulator } from '@intercom-destination/simulator';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const START_MS = Date.UTC(2026, 0, 1);

/** A clock that jumps: waiting takes no time but moves it on, for us and for the simulator alike. */
function createJumpingClock(): Clock {
  let nowMs = START_MS;
  return {
    now: () => nowMs,
    wait: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
  };
}

let simulator: Simulator;
let clock: Clock;

beforeEach(async () => {
  clock = createJumpingClock();
  simulator = await startSimulator({ clock: () => clock.now(), rateLimitPerWindow: 20 });
  simulator.seedContacts([
    { role: 'user', external_id: 'u1', email: 'one@example.com' },
    { role: 'user', external_id: 'u2', email: 'two@example.com' },
  ]);
});

afterEach(() => simulator.close());

function createDeliverer(
  overrides: { token?: string; http?: HttpSend; settings?: Partial<DeliverySettings> } = {},
): Deliverer {
  const workspace = createWorkspace({
    token: overrides.token ?? simulator.token,
    at: { baseUrl: simulator.url },
  });
  const environment = { workspace, http: overrides.http ?? sendByFetch, clock, random: () => 1 };
  return new Deliverer(environment, overrides.settings);
}

function deliverable(call: object): Deliverable {
  const mapped = createMapper()({ event: 'Order Completed', timestamp: '2025-12-31T10:00:00Z', ...call });
  if (!mapped.ok) throw new Error(mapped.refusal.code);
  return mapped;
}

const byUserId = () => deliverable({ userId: 'u1', properties: { total: 5 } });
const missing = { status: 404, code: 'not_found', message: 'User Not Found' };

describe('delivery over HTTP', () => {
  it('delivers a data event once, as it was mapped', async () => {
    expect(await createDeliverer().deliver(byUserId())).toEqual({
      outcome: 'accepted',
      by: 'user_id',
      attempts: 1,
    });
    expect(simulator.storedEvents()).toEqual([
      expect.objectContaining({
        event_name_sent: 'Order Completed',
        created_at: 1767175200,
        metadata: { total: 5 },
      }),
    ]);
    expect(simulator.statistics().requests).toBe(1);
  });

  it.each([
    { status: 500, times: 3, because: 'a fault of the server passes' },
    { status: 503, times: 7, because: 'the eighth attempt is still made' },
    { status: 408, times: 1, because: 'the server did not wait for us' },
  ])('tries again after $status: $because', async ({ status, times }) => {
    simulator.addFault({ kind: 'status', status, times });
    const delivery = await createDeliverer().deliver(byUserId());
    expect(delivery).toEqual({ outcome: 'accepted', by: 'user_id', attempts: times + 1 });
    expect(simulator.storedEvents()).toHaveLength(1);
  });

  it('gives up after the last attempt, and knows that nothing was stored', async () => {
    simulator.addFault({ kind: 'status', status: 500, code: 'server_error', message: 'Server Error' });
    expect(await createDeliverer().deliver(byUserId())).toMatchObject({
      outcome: 'dead_letter',
      reason: 'exhausted',
      attempts: 8,
      maybeStored: false,
      error: { code: 'server_error' },
    });
    expect(simulator.storedEvents()).toHaveLength(0);
  });

  it('backs off 0.5 s doubling, at full jitter', async () => {
    simulator.addFault({ kind: 'status', status: 500, times: 3 });
    const beforeMs = clock.now();
    await createDeliverer().deliver(byUserId());
    expect(clock.now() - beforeMs).toBeGreaterThanOrEqual(500 + 1_000 + 2_000);
    expect(clock.now() - beforeMs).toBeLessThan(5_000);
  });

  it('stores an event once though its answer was lost and it was sent again', async () => {
    simulator.addFault({ kind: 'drop', when: 'after_storing', times: 1 });
    expect(await createDeliverer().deliver(byUserId())).toEqual({
      outcome: 'accepted',
      by: 'user_id',
      attempts: 2,
    });
    expect(simulator.storedEvents()).toHaveLength(1);
    expect(simulator.statistics().events).toMatchObject({ accepted: 2, stored: 1, duplicates: 1 });
  });

  it('says that an event may be stored where no answer ever came', async () => {
    simulator.addFault({ kind: 'drop', when: 'after_storing' });
    expect(await createDeliverer().deliver(byUserId())).toMatchObject({
      reason: 'exhausted',
      maybeStored: true,
    });
    expect(simulator.storedEvents()).toHaveLength(1);
  });

  it('gives up waiting for an answer after the time set, and tries again', async () => {
    simulator.addFault({ kind: 'latency', ms: 2_000, times: 1 });
    const deliverer = createDeliverer({ settings: { requestTimeoutMs: 100 } });
    expect(await deliverer.deliver(byUserId())).toMatchObject({ outcome: 'accepted', attempts: 2 });
  });

  it('waits out a used-up window, and delivers everything without a dead letter', async () => {
    const deliverer = createDeliverer({ settings: { rateShare: 1 } });
    simulator.addFault({ kind: 'competitor', perWindow: 10 });
    const events = Array.from({ length: 60 }, (_, index) =>
      deliverable({ userId: 'u1', timestamp: START_MS / 1000 - index }),
    );
    const deliveries = await Promise.all(events.map((event) => deliverer.deliver(event)));
    expect(deliveries.filter(({ outcome }) => outcome !== 'accepted')).toEqual([]);
    expect(simulator.storedEvents()).toHaveLength(60);
    expect(clock.now() - START_MS).toBeGreaterThanOrEqual(50_000);
  });

  it('tries the next identifier after a 404', async () => {
    const call = { userId: 'nobody', context: { traits: { email: 'Two@Example.com' } } };
    expect(await createDeliverer().deliver(deliverable(call))).toEqual({
      outcome: 'accepted',
      by: 'email',
      attempts: 2,
    });
    expect(simulator.storedEvents()[0]).toMatchObject({ event_name_sent: 'Order Completed' });
  });

  it('gives up on a contact that is not there, and spends no further call on later events of the same person', async () => {
    const deliverer = createDeliverer();
    const event = deliverable({ userId: 'nobody' });
    const expected = { outcome: 'dead_letter', reason: 'contact_not_found', maybeStored: false };
    expect(await deliverer.deliver(event)).toMatchObject({ ...expected, attempts: 1, error: missing404() });
    expect(await deliverer.deliver(event)).toMatchObject({ ...expected, attempts: 0 });
    expect(simulator.statistics().requests).toBe(1);
  });

  it('stops on a bad token: what is under way and all that follows is halted, not lost', async () => {
    const deliverer = createDeliverer({ token: 'another' });
    expect(await deliverer.deliver(byUserId())).toMatchObject({
      outcome: 'halted',
      error: { code: 'unauthorized' },
    });
    expect(await deliverer.deliver(byUserId())).toMatchObject({ outcome: 'halted' });
    expect(simulator.statistics().requests).toBe(1);
  });

  it('keeps an event that Intercom refuses, with code and message but without the person', async () => {
    const message = 'u1 and one@example.com are not welcome';
    simulator.addFault({ kind: 'status', status: 422, code: 'parameter_invalid', message });
    const call = { userId: 'u1', context: { traits: { email: 'one@example.com' } } };
    expect(await createDeliverer().deliver(deliverable(call))).toMatchObject({
      outcome: 'dead_letter',
      reason: 'refused',
      error: { code: 'parameter_invalid', message: '… and … are not welcome' },
    });
  });

  it('never keeps the token, even if an answer quotes it', async () => {
    const message = `bad token Bearer ${simulator.token}`;
    simulator.addFault({ kind: 'status', status: 422, code: `Bearer ${simulator.token}`, message });
    expect(await createDeliverer().deliver(byUserId())).toMatchObject({
      error: { code: undefined, message: 'bad token Bearer …' },
    });
  });

  it('stops between two attempts when asked to', async () => {
    simulator.addFault({ kind: 'status', status: 500 });
    clock = systemClock;
    const stop = new AbortController();
    const delivery = createDeliverer().deliver(byUserId(), stop.signal);
    stop.abort(new Error('stopped'));
    await expect(delivery).rejects.toThrow('stopped');
  });
});

function missing404() {
  return expect.objectContaining({ code: missing.code, message: missing.message });
}
