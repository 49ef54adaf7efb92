import { destination } from '@intercom-destination/segment-destination';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestIntegration, type SegmentEvent } from '@segment/actions-core';
import { openScene, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene({ region: 'EU' });
});

afterEach(() => scene.simulator.close());

describe('testAuthentication', () => {
  const check = (given: object) =>
    createTestIntegration(destination).testAuthentication({ ...scene.settings, ...given });

  it('is content with the token of a workspace in the region chosen', async () => {
    await expect(check({ region: 'EU' })).resolves.toBeUndefined();
    expect(scene.simulator.statistics().requests).toBe(1);
  });

  it('says which region to choose', async () => {
    await expect(check({ region: 'US' })).rejects.toThrow(
      "hosted in Europe, and the region chosen is US. Choose the workspace's own region.",
    );
  });

  it('names the other regions where the token is refused', async () => {
    await expect(check({ region: 'US', accessToken: 'wrong' })).rejects.toThrow(
      'EU and AU would be the others',
    );
  });

  it('is content with a token that may not say whose it is', async () => {
    scene.simulator.addFault({ kind: 'status', status: 403 });
    await expect(check({ region: 'US' })).resolves.toBeUndefined();
  });

  it('says that Intercom cannot be reached, and in time', async () => {
    scene.simulator.addFault({ kind: 'latency', ms: 30_000 });
    const startedMs = performance.now();
    await expect(check({ region: 'EU' })).rejects.toThrow('Intercom could not be reached');
    expect(performance.now() - startedMs).toBeLessThan(4_500);
  });

  it('names a bad setting of the mapping too', async () => {
    await expect(check({ region: 'EU', keyLimit: 99 })).rejects.toThrow('keyLimit must be');
    expect(scene.simulator.statistics().requests).toBe(0);
  });

  it('wants a region', async () => {
    await expect(check({ region: undefined })).rejects.toThrow("'region'");
  });
});

describe('onDelete', () => {
  const remove = (person: object, given: object = {}) =>
    createTestIntegration(destination).onDelete?.({ type: 'delete', ...person } as unknown as SegmentEvent, {
      ...scene.settings,
      ...given,
    });

  it("deletes by the contact's own id, for good", async () => {
    expect(await remove({ userId: 'u1' })).toEqual({
      output: 'Intercom was asked to delete the contact for good.',
    });
    expect(scene.simulator.contacts().map(({ external_id }) => external_id)).toEqual(['u2']);
  });

  it.each([{ userId: 'nobody' }, { anonymousId: 'a1' }, { userId: '', anonymousId: 'u1' }])(
    'nobody found is success, and says so: %j',
    async (person) => {
      expect(await remove(person)).toEqual({ output: expect.stringMatching(/nothing to delete|nobody/) });
      expect(scene.simulator.contacts()).toHaveLength(2);
    },
  );

  it('goes by the anonymous id where events do', async () => {
    await remove({ anonymousId: 'u2' }, { sendAnonymousId: true });
    expect(scene.simulator.contacts().map(({ external_id }) => external_id)).toEqual(['u1']);
  });

  it.each([
    { status: 503, as: { name: 'RetryableError', status: 503 } },
    { status: 429, as: { name: 'RetryableError', status: 503 } },
    { status: 401, as: { name: 'IntegrationError', status: 400 } },
  ])('$status becomes $as.name', async ({ status, as }) => {
    scene.simulator.addFault({ kind: 'status', status, times: 1 });
    await expect(remove({ userId: 'u1' })).rejects.toMatchObject(as);
    expect(scene.simulator.contacts()).toHaveLength(2);
  });
});
