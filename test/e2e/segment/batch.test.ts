import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openScene, type Scene, type Told } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
  const users = Array.from({ length: 100 }, (_, at) => ({ role: 'user' as const, external_id: `p${at}` }));
  scene.simulator.seedContacts(users);
});

afterEach(() => scene.simulator.close());

/** A hundred events of a hundred people. */
const hundred = Array.from({ length: 100 }, (_, at) => ({ userId: `p${at}`, properties: { at } }));

/** The places in the batch whose events the simulator holds. */
function storedPlaces(): Set<unknown> {
  return new Set(scene.simulator.storedEvents().map(({ metadata }) => metadata['at']));
}

/** Nothing accepted is not stored; nothing stored is reported failed, but where it is tried again. */
function expectHonest(told: readonly Told[], answerMayBeLost: (at: number) => boolean = () => false): void {
  const stored = storedPlaces();
  expect(told).toHaveLength(hundred.length);
  told.forEach(({ status }, at) => {
    const isStored = stored.has(at);
    if (status === 202) expect({ at, isStored }).toEqual({ at, isStored: true });
    else if (isStored)
      expect({ at, status, lost: answerMayBeLost(at) }).toEqual({ at, status: 504, lost: true });
  });
}

const statusesOf = (told: readonly Told[]) => told.map(({ status }) => status);

describe('a batch of a hundred', () => {
  it('is stored, each event with its own answer', async () => {
    const told = await scene.sendBatch(hundred);
    expect(new Set(statusesOf(told))).toEqual(new Set([202]));
    expect(told[7]).toEqual({
      status: 202,
      sent: { event_name: 'Order Completed', created_at: 1767261600, user_id: 'p7', metadata: { at: 7 } },
      body: { by: 'user_id', notes: [] },
    });
    expectHonest(told);
    expect(scene.simulator.statistics().requests).toBe(100);
  });

  it('tells each of mixed ends at its own place', async () => {
    const { simulator } = scene;
    const events: object[] = [...hundred];
    events[3] = { userId: 'nobody', receivedAt: '2026-01-01T10:00:01Z' };
    events[4] = { userId: 'nobody yet' };
    events[5] = { anonymousId: 'a1' };
    events[6] = { type: 'page', userId: 'p6' };
    events[7] = { userId: 'p7', event: { not: 'text' } };
    events[8] = { userId: 'p8', event: '', properties: { at: 8 } };
    simulator.addFault({ kind: 'status', status: 400, code: 'parameter_invalid', match: { contact: 'p20' } });
    simulator.addFault({ kind: 'status', status: 503, times: 1, match: { contact: 'p21' } });
    simulator.addFault({ kind: 'drop', when: 'before_storing', times: 1, match: { contact: 'p22' } });
    simulator.addFault({ kind: 'drop', when: 'after_storing', times: 1, match: { contact: 'p23' } });
    simulator.addFault({ kind: 'latency', ms: 20_000, times: 1, match: { contact: 'p24' } });

    const told = await scene.sendBatch(events);
    const others = {
      3: 404,
      4: 503,
      5: 400,
      6: 400,
      7: 400,
      8: 400,
      20: 400,
      21: 503,
      22: 504,
      23: 504,
      24: 504,
    };
    expect(statusesOf(told)).toEqual(hundred.map((_, at) => (others as Record<number, number>)[at] ?? 202));
    expectHonest(told, (at) => at === 23 || at === 24);

    const again = [21, 22, 23, 24].map((at) => hundred[at] ?? {});
    expect(statusesOf(await scene.sendBatch(again))).toEqual([202, 202, 202, 202]);
    expect(simulator.storedEvents().filter(({ metadata }) => metadata['at'] === 23)).toHaveLength(1);
  });

  it('sends nothing more after a 429 and reports the rest as that', async () => {
    scene.simulator.addFault({ kind: 'status', status: 429, match: { contact: 'p40' } });
    const told = await scene.sendBatch(hundred);
    expect(new Set(statusesOf(told))).toEqual(new Set([202, 429]));
    expect(told[99]?.status).toBe(429);
    expectHonest(told);
    // What was under way at once when the answer came, and no more.
    expect(scene.simulator.statistics().requests).toBeLessThan(40 + 25);
  });

  it('sends nothing more after a refused token and reports the rest as unauthorised', async () => {
    scene.simulator.addFault({
      kind: 'status',
      status: 401,
      code: 'token_revoked',
      match: { contact: 'p40' },
    });
    const told = await scene.sendBatch(hundred);
    expect(new Set(statusesOf(told))).toEqual(new Set([202, 401]));
    expect(told[99]).toMatchObject({ status: 401, errortype: 'INVALID_AUTHENTICATION' });
    expectHonest(told);
    expect(scene.simulator.statistics().requests).toBeLessThan(40 + 25);
  });

  it('ends in time, and what was not sent is tried again', async () => {
    scene.simulator.addFault({ kind: 'latency', ms: 1_000 });
    const startedMs = performance.now();
    const told = await scene.sendBatch(hundred);
    expect(performance.now() - startedMs).toBeLessThan(4_500);
    expect(new Set(statusesOf(told))).toEqual(new Set([202, 504]));
    expect(told[99]?.errormessage).toContain('no time left');
    expect(statusesOf(told).filter((status) => status === 202)).toHaveLength(60);
  });

  it("ends when Segment's signal says so", async () => {
    scene.simulator.addFault({ kind: 'latency', ms: 1_000 });
    const startedMs = performance.now();
    const told = await scene.sendBatch(hundred, { signal: AbortSignal.timeout(300) });
    expect(performance.now() - startedMs).toBeLessThan(1_500);
    expect(new Set(statusesOf(told))).toEqual(new Set([504]));
    expect(told[0]?.errormessage).toContain('may have stored the event');
    expect(told[99]?.errormessage).toContain('no time left');
  });

  it('has at most twenty requests under way', async () => {
    scene.simulator.addFault({ kind: 'latency', ms: 200 });
    const sent = scene.sendBatch(hundred);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(scene.simulator.statistics().requests).toBeLessThanOrEqual(20);
    await sent;
  });

  it('lets events that wait for one another hold up no others', async () => {
    scene.simulator.addFault({ kind: 'latency', ms: 100 });
    const events = hundred.map((event, at) => (at < 50 ? { userId: 'p0', properties: { at } } : event));
    const statuses = statusesOf(await scene.sendBatch(events));
    expect(new Set(statuses.slice(50))).toEqual(new Set([202]));
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(202));
  });

  it('sends nothing for a call whose turn comes after a 429', async () => {
    scene.simulator.addFault({ kind: 'latency', ms: 50 });
    scene.simulator.addFault({ kind: 'status', status: 429, times: 1 });
    const told = await scene.sendBatch(hundred);
    expect(scene.simulator.statistics().requests).toBe(20);
    expect(statusesOf(told).filter((status) => status === 429)).toHaveLength(81);
  });

  it.each([
    { because: 'it is aborted', signal: AbortSignal.abort() },
    { because: 'its time is over', signal: AbortSignal.timeout(0) },
  ])("sends nothing under Segment's signal where $because already", async ({ signal }) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const told = await scene.sendBatch(hundred, { signal });
    const words = new Set(told.map(({ status, errormessage = '' }) => `${status} ${errormessage}`));
    expect([...words]).toEqual([expect.stringMatching(/^504 There was no time left/)]);
    expect(scene.simulator.statistics().requests).toBe(0);
  });

  it('keeps the order of repetitions and searches an email once', async () => {
    const call = { userId: 'nobody', context: { traits: { email: 'unknown@example.com' } } };
    const told = await scene.sendBatch([call, call, call], { settings: { missingContact: 'give_up' } });
    expect(statusesOf(told)).toEqual([404, 404, 404]);
    expect(scene.simulator.statistics().requests).toBe(3);
  });
});
