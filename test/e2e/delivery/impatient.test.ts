import {
  createWorkspace,
  DEFAULT_DELIVERY_SETTINGS,
  Deliverer,
  ImpatientSender,
  sendByFetch,
  type DeliverySettings,
} from '@intercom-destination/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { deliverable, openScene, START_MS, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

function createDeliverer(given: Partial<DeliverySettings> = {}): Deliverer {
  const { simulator, clock } = scene;
  const workspace = createWorkspace({ token: simulator.token, at: { baseUrl: simulator.url } });
  const settings = { ...DEFAULT_DELIVERY_SETTINGS, ...given };
  const sender = new ImpatientSender({ workspace, http: sendByFetch, clock, random: () => 1 }, settings);
  return new Deliverer(sender, settings);
}

const event = (userId = 'u1') => deliverable({ userId });

describe('delivery for a host that tries again by itself', () => {
  it('delivers, by the next identifier after a 404 too', async () => {
    expect(await createDeliverer().deliver(event())).toMatchObject({ outcome: 'accepted', attempts: 1 });
    const call = deliverable({ userId: 'nobody', traits: { email: 'two@example.com' } });
    expect(await createDeliverer().deliver(call)).toMatchObject({
      outcome: 'accepted',
      by: 'email',
      attempts: 2,
    });
  });

  it.each([408, 500, 502, 503, 504])('sends once and gives the status back: %i', async (status) => {
    scene.simulator.addFault({ kind: 'status', status });
    expect(await createDeliverer().deliver(event())).toMatchObject({
      reason: 'exhausted',
      status,
      attempts: 1,
    });
    expect(scene.clock.now()).toBe(START_MS);
  });

  it('has no status to give where no answer came, and says that the event may be stored', async () => {
    scene.simulator.addFault({ kind: 'drop', when: 'after_storing' });
    expect(await createDeliverer().deliver(event())).toMatchObject({
      reason: 'exhausted',
      status: undefined,
      maybeStored: true,
    });
  });

  it('sends nothing more after a 429, and answers what follows as that was', async () => {
    scene.simulator.addFault({ kind: 'status', status: 429, times: 1 });
    const deliverer = createDeliverer();
    expect(await deliverer.deliver(event())).toMatchObject({ reason: 'exhausted', status: 429, attempts: 1 });
    expect(await deliverer.deliver(event('u2'))).toMatchObject({
      reason: 'exhausted',
      status: 429,
      attempts: 0,
    });
    expect(scene.simulator.statistics().requests).toBe(1);
  });

  it('gives back what went wrong with a search or a creation', async () => {
    const call = deliverable({ userId: 'new', traits: { email: 'new@example.com' } });
    scene.simulator.addFault({ kind: 'status', status: 503, times: 1, match: { path: '/contacts/search' } });
    expect(await createDeliverer().deliver(call)).toMatchObject({ reason: 'exhausted', status: 503 });
    scene.simulator.addFault({ kind: 'status', status: 500, times: 1, match: { path: '/contacts' } });
    const creating = { missingContact: 'create_user' } as const;
    expect(await createDeliverer(creating).deliver(call)).toMatchObject({ reason: 'exhausted', status: 500 });
    expect(await createDeliverer(creating).deliver(call)).toMatchObject({ outcome: 'accepted', by: 'id' });
  });

  it('stops at a refused token', async () => {
    scene.simulator.addFault({ kind: 'status', status: 401, code: 'token_not_found', times: 1 });
    const deliverer = createDeliverer();
    expect(await deliverer.deliver(event())).toMatchObject({ outcome: 'halted', cause: 'token_refused' });
    expect(await deliverer.deliver(event())).toMatchObject({ outcome: 'halted' });
    expect(scene.simulator.statistics().requests).toBe(1);
  });
});
