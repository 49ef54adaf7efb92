import { sendByFetch } from '@intercom-destination/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { deliverable, openScene, START_MS, type Scene } from './scene';
import { createStepClock, type StepClock } from './step-clock';

let clock: StepClock;
let scene: Scene;

beforeEach(async () => {
  clock = createStepClock(START_MS);
  scene = await openScene(clock);
});

const ANSWER_MS = 100;

describe('an outage', () => {
  /** An HTTP function behind which Intercom can be away. */
  function createGate() {
    const gate = { isAway: false, refused: 0 };
    const send: typeof sendByFetch = (request, signal) => {
      if (!gate.isAway) return sendByFetch(request, signal);
      gate.refused += 1;
      return Promise.reject(new Error('connect ECONNREFUSED'));
    };
    return { gate, http: clock.timed(send, ANSWER_MS) };
  }

  const people = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      deliverable({ userId: 'u1', event: `Event ${at % 100}`, timestamp: START_MS - at * 1000 }),
    );

  it.each([1, 5, 40])(
    'of two minutes costs no dead letter, with %i requests at once',
    async (concurrency) => {
      const { gate, http } = createGate();
      const deliverer = scene.createDeliverer({ concurrency }, { http });
      await deliverer.deliver(deliverable({ userId: 'u1' }));
      gate.isAway = true;
      const ending = Promise.all(people(200).map((event) => deliverer.deliver(event)));
      await clock.wait(120_000);
      const refusedSoFar = gate.refused;
      gate.isAway = false;
      const deliveries = await ending;
      expect(deliveries.filter(({ outcome }) => outcome !== 'accepted')).toEqual([]);
      expect(scene.simulator.storedEvents()).toHaveLength(201);
      // What was under way when it began, then one probe every 15 s.
      expect(refusedSoFar).toBeLessThan(20 + concurrency + 15);
    },
  );

  it('that lasts too long stops everything, and nothing is lost', async () => {
    const { gate, http } = createGate();
    const deliverer = scene.createDeliverer({ concurrency: 10, maxOutageMs: 60_000 }, { http });
    gate.isAway = true;
    const begunMs = clock.now();
    const deliveries = await Promise.all(people(50).map((event) => deliverer.deliver(event)));
    expect(deliveries.filter(({ outcome }) => outcome !== 'halted')).toEqual([]);
    expect(deliveries[0]).toMatchObject({ cause: 'outage' });
    expect(clock.now() - begunMs).toBeGreaterThanOrEqual(60_000);
  });

  it('is told from one event that Intercom cannot take', async () => {
    const deliverer = scene.createDeliverer(
      { concurrency: 1 },
      { http: clock.timed(sendByFetch, ANSWER_MS) },
    );
    scene.simulator.addFault({ kind: 'status', status: 500, match: { eventName: 'Event 0' } });
    const deliveries = await Promise.all(people(3).map((event) => deliverer.deliver(event)));
    expect(deliveries).toMatchObject([
      { outcome: 'dead_letter', reason: 'exhausted', attempts: 8 },
      { outcome: 'accepted' },
      { outcome: 'accepted' },
    ]);
  });

  it('of events alone is one too, whatever else is answered', async () => {
    const deliverer = scene.createDeliverer(
      { concurrency: 1 },
      { http: clock.timed(sendByFetch, ANSWER_MS) },
    );
    scene.simulator.addFault({ kind: 'status', status: 503, match: { path: '/events' } });
    const ending = Promise.all(people(30).map((event) => deliverer.deliver(event)));
    await clock.wait(600_000);
    scene.simulator.clearFaults();
    const deliveries = await ending;
    expect(deliveries.filter(({ outcome }) => outcome !== 'accepted')).toEqual([]);
  });

  it('of nothing but 429 stops everything in the end too', async () => {
    scene.simulator.addFault({ kind: 'status', status: 429, match: { path: '/events' } });
    const deliverer = scene.createDeliverer(
      { maxOutageMs: 60_000 },
      { http: clock.timed(sendByFetch, ANSWER_MS) },
    );
    expect(await deliverer.deliver(deliverable({ userId: 'u1' }))).toMatchObject({
      outcome: 'halted',
      cause: 'outage',
    });
  });

  it('is a page of HTML too, whatever its status, and a function that never answers', async () => {
    for (const reply of [
      { status: 404, headers: {}, body: '<html>' },
      { status: 403, headers: {}, body: ' <!doctype html>' },
      { status: 302, headers: {}, body: '' },
    ]) {
      const http = () => Promise.resolve(reply);
      const delivery = scene
        .createDeliverer({ maxOutageMs: 0 }, { http })
        .deliver(deliverable({ userId: 'u1' }));
      expect(await delivery).toMatchObject({ outcome: 'halted', cause: 'outage' });
    }
    const never = () => new Promise<never>(() => undefined);
    const settings = { maxOutageMs: 0, requestTimeoutMs: 5 };
    const delivery = scene.createDeliverer(settings, { http: never }).deliver(deliverable({ userId: 'u1' }));
    expect(await delivery).toMatchObject({ outcome: 'halted', cause: 'outage' });
  });
});
