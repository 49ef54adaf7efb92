import {
  createWorkspace,
  DEFAULT_DELIVERY_SETTINGS,
  Deliverer,
  PatientSender,
  sendByFetch,
  type HttpSend,
} from '@intercom-destination/core';
import type { Simulator } from '@intercom-destination/simulator';
import { describe, expect, it } from '@jest/globals';
import { setMaxListeners } from 'node:events';
import { dose } from '../../dose';
import { stopAtEnd } from '../../lifetime/lifetime';
import { startSimulator } from '../../lifetime/simulator';
import { deliverable, START_MS } from './scene';
import { createStepClock } from './step-clock';

const LIMIT = dose(200, 1_600);
const WINDOW_MS = 10_000;

/**
 * Delivers for so many windows and gives what was answered in each: our events taken, and our 429s. The `Date` of the
 * answer says which window it was.
 */
async function deliverFor(
  windows: number,
  { resetAddsS, aheadMs }: { resetAddsS: 0 | 2; aheadMs: number },
  onWindow: (window: number, simulator: Simulator) => void = () => undefined,
): Promise<{ accepted: number; refused: number }[]> {
  const clock = createStepClock(START_MS);
  const send = clock.timed(sendByFetch, 40);
  const simulator = await startSimulator({
    rateLimitPerWindow: LIMIT,
    clock: () => clock.now() + aheadMs,
    switches: { rateLimitResetOffsetSeconds: resetAddsS },
  });
  simulator.seedContacts([{ external_id: 'u1' }]);
  const workspace = createWorkspace({ token: simulator.token, at: { baseUrl: simulator.url } });
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  stopAtEnd(() => {
    stop.abort(new Error('enough'));
  });
  const settings = { ...DEFAULT_DELIVERY_SETTINGS, concurrency: 20 };
  const counted = new Map<number, { accepted: number; refused: number }>();
  const http: HttpSend = async (request, signal) => {
    const reply = await send(request, signal);
    const window = windowAt(Date.parse(reply.headers['date'] ?? ''));
    const { accepted, refused } = counted.get(window) ?? { accepted: 0, refused: 0 };
    counted.set(window, {
      accepted: accepted + (reply.status === 202 ? 1 : 0),
      refused: refused + (reply.status === 429 ? 1 : 0),
    });
    return reply;
  };
  const sender = new PatientSender({ workspace, http, clock, random: Math.random }, settings);
  const deliverer = new Deliverer(sender, settings);
  let second = 0;
  const lane = async () => {
    while (!stop.signal.aborted) {
      second += 1;
      await deliverer.deliver(
        deliverable({ userId: 'u1', timestamp: START_MS - second * 1000 }),
        stop.signal,
      );
    }
  };
  const lanes = Array.from({ length: 20 }, () => lane().catch(() => undefined));

  const intercomMs = () => clock.now() + aheadMs;
  // A timer may fire a little early, and the window would be waited for twice.
  const untilNextWindow = () => WINDOW_MS - (intercomMs() % WINDOW_MS) + 50;
  await clock.wait(untilNextWindow());
  const first = windowAt(intercomMs());
  for (let window = 0; window < windows; window += 1) {
    onWindow(window, simulator);
    await clock.wait(untilNextWindow());
  }
  stop.abort(new Error('enough'));
  await Promise.all(lanes);
  return Array.from({ length: windows }, (_, at) => counted.get(first + at) ?? { accepted: 0, refused: 0 });
}

function windowAt(intercomMs: number): number {
  return Math.floor(intercomMs / WINDOW_MS);
}

describe.each([
  { resetAddsS: 0, aheadMs: 0 },
  { resetAddsS: 2, aheadMs: 40_000 },
] as const)('with Reset +$resetAddsS and a clock $aheadMs ms ahead', (situation) => {
  it('keeps at least 95 % of its share once warm, and meets no 429', async () => {
    const counted = await deliverFor(4, situation);
    for (const { accepted, refused } of counted.slice(1)) {
      expect(refused).toBe(0);
      expect(accepted).toBeGreaterThanOrEqual(0.95 * 0.8 * LIMIT);
      expect(accepted).toBeLessThanOrEqual(1.03 * 0.8 * LIMIT);
    }
  });

  it('leaves its part to a second client within two windows, with no further 429', async () => {
    const counted = await deliverFor(6, situation, (window, simulator) => {
      if (window === 1) simulator.addFault({ kind: 'competitor', perWindow: LIMIT / 2 });
    });
    for (const { accepted, refused } of counted.slice(3)) {
      expect(refused).toBe(0);
      expect(accepted + LIMIT / 2).toBeLessThanOrEqual(LIMIT);
      expect(accepted).toBeGreaterThanOrEqual(0.35 * LIMIT);
    }
  });
});
