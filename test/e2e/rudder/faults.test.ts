import { describe, expect, it } from '@jest/globals';
import { holdTime } from '../../lifetime/time';
import { until } from '../../lifetime/until';
import { roundTrips } from '../round-trips';
import { openScene, track } from './scene';
import { WAYS } from './server';

const EVENTS = 120;
const LOST_ANSWERS = 5;
const calls = Array.from({ length: EVENTS }, (_, at) => ({
  userId: at % 10 === 9 ? `stranger-${at}` : `user-${at % 30}`,
  event: `Event ${at % 40}`,
  timestamp: new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString(),
  receivedAt: '2026-01-01T12:00:00Z',
}));

describe.each(WAYS)('under many faults at once, by the $transformBy and the $deliverBy', (way) => {
  it('every event ends accepted or dropped for a true reason, and only a lost answer stores one twice', async () => {
    let nowMs = Date.UTC(2026, 0, 2);
    const scene = await openScene({
      switches: { duplicates: 'keep' },
      rateLimitPerWindow: 60,
      clock: () => nowMs,
    });
    const { simulator } = scene;
    simulator.seedContacts(
      Array.from({ length: 30 }, (_, at) => ({ role: 'user' as const, external_id: `user-${at}` })),
    );
    simulator.addFault({
      kind: 'drop',
      when: 'after_storing',
      times: LOST_ANSWERS,
      match: { eventName: 'Event 7' },
    });
    simulator.addFault({ kind: 'status', status: 503, share: 0.15 });
    simulator.addFault({ kind: 'drop', when: 'before_storing', share: 0.05 });
    simulator.addFault({ kind: 'status', status: 408, share: 0.05 });
    const jobs = await scene.server(way, calls).run(60, () => (nowMs += 10_000));
    expect(jobs.filter(({ state }) => state === 'waiting')).toEqual([]);
    const strangers = jobs.filter(({ message }) =>
      (message as { userId: string }).userId.startsWith('stranger'),
    );
    expect(strangers.map(({ state, status }) => ({ state, status }))).toEqual(
      strangers.map(() => ({ state: 'dropped', status: 404 })),
    );
    const known = jobs.filter((job) => !strangers.includes(job));
    expect(known.map(({ state }) => state)).toEqual(known.map(() => 'delivered'));
    const stored = countStored(simulator.storedEvents());
    expect(stored.size).toBe(known.length);
    const twice = [...stored].filter(([, times]) => times > 1).map(([key]) => key);
    expect(twice.filter((key) => !key.startsWith('event 7@'))).toEqual([]);
    expect(twice.length).toBeGreaterThan(0);
    expect([...stored.values()].reduce((sum, times) => sum + times - 1, 0)).toBe(LOST_ANSWERS);
    expect(simulator.statistics().byStatus[429]).toBeGreaterThan(0);
  });
});

describe('an answer that does not come', () => {
  it('is a fault that is tried again, and ends within half a minute', async () => {
    const scene = await openScene();
    const { simulator } = scene;
    simulator.addFault({ kind: 'slow_body', ms: 600_000, times: 1 });
    simulator.addFault({ kind: 'status', status: 400, times: 1 });
    const time = holdTime();
    const server = scene.server({ transformBy: 'router', deliverBy: 'proxy' }, [track({ userId: 'u1' })]);
    const firstTry = server.run(1);
    await until('the request has come', () => simulator.statistics().requests === 1);
    await roundTrips(simulator.url);
    expect(await time.endOf(firstTry, 29_999)).toMatchObject([{ state: 'waiting', status: 500 }]);
    simulator.clearFaults();
    expect(await server.run(1)).toMatchObject([{ state: 'delivered' }]);
  });
});

/** How often each event was stored: no two calls have the same name and second. */
function countStored(
  events: readonly { readonly event_name: string; readonly created_at: number }[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { event_name, created_at } of events) {
    const key = `${event_name}@${created_at}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
