import {
  createWorkspace,
  DEFAULT_DELIVERY_SETTINGS,
  Deliverer,
  PatientSender,
  sendByFetch,
  type Waiting,
} from '@intercom-destination/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { deliverable, openScene, START_MS, type Scene } from './scene';
import { createStepClock, type StepClock } from './step-clock';

let clock: StepClock;
let scene: Scene;

beforeEach(async () => {
  clock = createStepClock(START_MS);
  scene = await openScene(clock);
});

/** What a sender says that it waits for, each second of its clock, until it has delivered a call. */
async function watchDelivery({ answerMs = 10 } = {}): Promise<(Waiting | undefined)[]> {
  const workspace = createWorkspace({ token: scene.simulator.token, at: { baseUrl: scene.simulator.url } });
  const http = clock.timed(sendByFetch, answerMs);
  const sender = new PatientSender(
    { workspace, http, clock, random: () => 1 },
    { ...DEFAULT_DELIVERY_SETTINGS, concurrency: 1 },
  );
  const state = { isDelivered: false };
  const delivery = new Deliverer(sender).deliver(deliverable({ userId: 'u1' })).finally(() => {
    state.isDelivered = true;
  });
  const said: (Waiting | undefined)[] = [];
  // Never at the moment at which something happens.
  await clock.wait(450);
  while (!state.isDelivered) {
    said.push(sender.waiting);
    await clock.wait(1_000);
  }
  expect(await delivery).toMatchObject({ outcome: 'accepted' });
  return said;
}

describe('a sender says that it waits', () => {
  it('for nothing while answers come', async () => {
    expect(await watchDelivery({ answerMs: 3_000 })).toEqual([undefined, undefined, undefined]);
  });

  it('for an answer that does not come', async () => {
    const said = await watchDelivery({ answerMs: 8_000 });
    expect(said.slice(0, 5)).toEqual(Array(5).fill(undefined));
    expect(said.slice(5)).toEqual([5_450, 6_450, 7_450].map((ms) => ({ for: 'answer', ms })));
  });

  it.each([
    { because: 'answers 500', fault: { kind: 'status', status: 500, times: 4 }, status: 500 },
    {
      because: 'ends the connection',
      fault: { kind: 'drop', when: 'before_storing', times: 4 },
      status: undefined,
    },
  ] as const)('for the next try where Intercom $because', async ({ fault, status }) => {
    scene.simulator.addFault(fault);
    const said = await watchDelivery();
    expect(said.length).toBeGreaterThan(5);
    expect(said).toEqual(said.map(() => ({ for: 'next_try', status, ms: expect.any(Number) })));
    expect(triesOf(said)).toBe(4);
  });

  it('for the next try where there is an outage', async () => {
    scene.simulator.addFault({ kind: 'status', status: 503, times: 16 });
    const said = await watchDelivery();
    expect(said).toEqual(said.map(() => ({ for: 'next_try', status: 503, ms: expect.any(Number) })));
    expect(triesOf(said)).toBe(16 - 1);
    expect(Math.max(...said.slice(-40).map((waiting) => waiting?.ms ?? 0))).toBeLessThanOrEqual(15_000);
  });

  it('for the window to open after a 429', async () => {
    scene.simulator.addFault({ kind: 'status', status: 429, times: 1 });
    const said = await watchDelivery();
    expect(said.length).toBeGreaterThan(5);
    expect(said).toEqual(said.map(() => ({ for: 'rate', isRefused: true, ms: expect.any(Number) })));
    expect(triesOf(said)).toBe(1);
  });
});

/** How often the time that is left grew: it has counted down to nothing each time before. */
function triesOf(said: readonly (Waiting | undefined)[]): number {
  const left = said.map((waiting) => waiting?.ms ?? 0);
  return left.filter((ms, at) => at === 0 || ms !== (left[at - 1] ?? 0) - 1_000).length;
}
