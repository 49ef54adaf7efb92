import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { endSoon } from '../../lifetime/time';
import { until } from '../../lifetime/until';
import { roundTrips } from '../round-trips';
import { startStandIn } from '../stand-in';
import { HOST_WAITS_MS, NEVER_MS, openScene, type Scene, type Told } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
  const users = Array.from({ length: 100 }, (_, at) => ({ role: 'user' as const, external_id: `p${at}` }));
  scene.simulator.seedContacts(users);
});

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

function endOf({ status, errormessage = '' }: Told): string {
  if (status === 202) return 'accepted';
  if (status === 504 && errormessage.includes('may have stored the event')) return 'may be stored';
  if (status === 504 && errormessage.includes('no time left')) return 'not sent';
  return `${status} ${errormessage}`;
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
    simulator.addFault({ kind: 'latency', ms: NEVER_MS, times: 1, match: { contact: 'p24' } });

    const sent = scene.sendBatch(events);
    // All but the four that are no events.
    await scene.arrived(96);
    const told = await scene.time.endOf(sent, HOST_WAITS_MS);
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
    // As many as may be under way at once, so that nothing is sent after them.
    for (let at = 60; at < 80; at += 1) {
      scene.simulator.addFault({ kind: 'latency', ms: NEVER_MS, match: { contact: `p${at}` } });
    }
    const sent = scene.sendBatch(hundred);
    await scene.arrived(80);
    const told = await scene.time.endOf(sent, HOST_WAITS_MS);
    expect(told.map(endOf)).toEqual([
      ...Array<string>(60).fill('accepted'),
      ...Array<string>(20).fill('may be stored'),
      ...Array<string>(20).fill('not sent'),
    ]);
    expect(scene.simulator.statistics().requests).toBe(80);
  });

  it("ends when Segment's signal says so, with twenty requests under way and no more", async () => {
    scene.simulator.addFault({ kind: 'latency', ms: NEVER_MS });
    const segment = new AbortController();
    const sent = scene.sendBatch(hundred, { signal: segment.signal });
    await scene.arrived(20);
    segment.abort();
    const told = await scene.time.endOf(sent, 0);
    expect(told.map(endOf)).toEqual([
      ...Array<string>(20).fill('may be stored'),
      ...Array<string>(80).fill('not sent'),
    ]);
    expect(scene.simulator.statistics().requests).toBe(20);
  });

  it('lets events that wait for one another hold up no others', async () => {
    const sentOf: unknown[] = [];
    let others = 0;
    let first: ServerResponse | undefined;
    // The first event of one person is answered after all events of the others.
    const { url: baseUrl } = await startStandIn((response, { body }) => {
      const { user_id, metadata } = JSON.parse(body) as { user_id: string; metadata: { at: number } };
      if (user_id === 'p0') sentOf.push(metadata.at);
      else if ((others += 1) === 50) first?.writeHead(202).end();
      if (metadata.at === 0) first = response;
      else response.writeHead(202).end();
    });
    const events = hundred.map((event, at) => (at < 50 ? { userId: 'p0', properties: { at } } : event));
    const told = await endSoon(scene.sendBatch(events, { settings: { baseUrl } }), 'by itself');
    expect(new Set(statusesOf(told))).toEqual(new Set([202]));
    expect(sentOf).toEqual(Array.from({ length: 50 }, (_, at) => at));
  });

  it('sends nothing for a call whose turn comes after a 429', async () => {
    const underWay: ServerResponse[] = [];
    const standIn = await startStandIn((response, { path }) => {
      if (path === '/') response.end();
      else underWay.push(response);
    });
    const sent = scene.sendBatch(hundred, { settings: { baseUrl: standIn.url } });
    await until('twenty requests are under way', () => underWay.length >= 20);
    await roundTrips(standIn.url);
    underWay[0]?.writeHead(429).end();
    await roundTrips(standIn.url);
    for (const response of underWay.slice(1)) response.writeHead(202).end();
    expect(statusesOf(await endSoon(sent, 'by itself')).filter((status) => status === 429)).toHaveLength(81);
    expect(underWay).toHaveLength(20);
  });

  it.each([
    { because: 'it is aborted', signal: AbortSignal.abort() },
    { because: 'its time is over', signal: AbortSignal.timeout(0) },
  ])("sends nothing under Segment's signal where $because already", async ({ signal }) => {
    await until('the signal has aborted', () => signal.aborted);
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
