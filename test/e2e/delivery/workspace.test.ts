import {
  checkWorkspace,
  createWorkspace,
  deleteUser,
  sendByFetch,
  type DeliveryEnvironment,
} from '@intercom-destination/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { openScene, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

function environment(token = scene.simulator.token): DeliveryEnvironment {
  const workspace = createWorkspace({ token, at: { baseUrl: scene.simulator.url } });
  return { workspace, http: sendByFetch, clock: scene.clock, random: () => 1 };
}

describe('checkWorkspace', () => {
  it('says whose token it is, and the limit', async () => {
    expect(await checkWorkspace(environment(), 'US')).toEqual({
      outcome: 'known',
      identity: { idCode: 'sim00001', name: expect.any(String), region: 'US', rateLimit: 1667 },
    });
  });

  it.each([
    { hosted: 'EU', chosen: 'EU', outcome: 'known', says: 'Europe' },
    { hosted: 'AU', chosen: 'AU', outcome: 'known', says: 'AU' },
    { hosted: 'EU', chosen: 'US', outcome: 'other_region', says: 'Europe' },
    { hosted: 'US', chosen: 'EU', outcome: 'other_region', says: 'US' },
  ] as const)(
    'a workspace in $hosted is $outcome where $chosen was chosen',
    async ({ hosted, chosen, outcome, says }) => {
      await scene.simulator.close();
      scene = await openScene(undefined, { region: hosted });
      expect(await checkWorkspace(environment(), chosen)).toMatchObject({
        outcome,
        identity: { region: says },
      });
    },
  );

  it('tells a refused token, without the token', async () => {
    const check = await checkWorkspace(environment('secret-token'));
    expect(check).toMatchObject({ outcome: 'token_refused', error: { code: 'unauthorized' } });
    expect(JSON.stringify(check)).not.toContain('secret-token');
  });

  it.each(['unauthorized', 'forbidden'] as const)(
    'takes a missing permission (%s) for what it is, and not for a bad token',
    async (missingPermission) => {
      await scene.simulator.close();
      scene = await openScene(undefined, {
        deniedPermissions: ['read_admins'],
        switches: { missingPermission },
      });
      expect(await checkWorkspace(environment(), 'US')).toEqual({ outcome: 'not_permitted' });
    },
  );

  it.each([200, 401, 403])('takes a page with status %i for no word on the token', async (status) => {
    const http = () => Promise.resolve({ status, headers: {}, body: '<html>Blocked</html>' });
    expect(await checkWorkspace({ ...environment(), http })).toEqual({ outcome: 'unreachable', status });
  });

  it('asks once where it is told to', async () => {
    scene.simulator.addFault({ kind: 'status', status: 429, times: 1 });
    expect(await checkWorkspace(environment(), 'US', 1)).toEqual({ outcome: 'unreachable', status: 429 });
    expect(scene.simulator.statistics().requests).toBe(1);
  });

  it('waits out a fault that passes, and gives up on one that does not', async () => {
    scene.simulator.addFault({ kind: 'status', status: 503, times: 3 });
    expect(await checkWorkspace(environment())).toMatchObject({ outcome: 'known' });
    scene.simulator.addFault({ kind: 'drop', when: 'before_storing' });
    expect(await checkWorkspace(environment())).toEqual({ outcome: 'unreachable', status: undefined });
  });
});

describe('deleteUser', () => {
  it('takes the user away for good, by the id of the customer', async () => {
    expect(await deleteUser(environment(), 'u1')).toEqual({ outcome: 'requested' });
    expect(scene.simulator.contacts().map(({ external_id: id }) => id)).toEqual(['u2']);
  });

  it('has nothing to do for somebody unknown, nor for the second time', async () => {
    expect(await deleteUser(environment(), 'nobody')).toEqual({ outcome: 'unknown_user' });
    await deleteUser(environment(), 'u1');
    expect(await deleteUser(environment(), 'u1')).toEqual({ outcome: 'unknown_user' });
  });

  it('takes an id that is no path for what it is', async () => {
    scene.simulator.seedContacts([{ role: 'user', external_id: 'a/../b?c=1' }]);
    expect(await deleteUser(environment(), 'a/../b?c=1')).toEqual({ outcome: 'requested' });
  });

  it.each([
    { status: 401, code: 'token_not_found', retryable: false },
    { status: 503, code: 'service_unavailable', retryable: true },
  ])(
    'fails with $status, and says whether it may succeed later: $retryable',
    async ({ status, code, retryable }) => {
      scene.simulator.addFault({ kind: 'status', status, code, match: { path: '/user_delete_requests' } });
      expect(await deleteUser(environment(), 'u1')).toMatchObject({
        outcome: 'failed',
        retryable,
        error: { code },
      });
      expect(scene.simulator.contacts()).toHaveLength(2);
    },
  );

  it.each(['', '.', '..', '\ud800'])('cannot ask for %j, and says so without a request', async (id) => {
    expect(await deleteUser(environment(), id)).toMatchObject({ outcome: 'failed', cause: 'impossible_id' });
    expect(scene.simulator.statistics().requests).toBe(0);
  });

  it.each([
    { fault: { status: 429 }, tells: { cause: 'exhausted', retryable: true, status: 429 } },
    { fault: { status: 401, code: 'token_revoked' }, tells: { cause: 'token_refused', tokenRefused: true } },
    { fault: { status: 401, code: 'token_unauthorized' }, tells: { cause: 'not_permitted' } },
    { fault: { status: 400 }, tells: { cause: 'refused', retryable: false, status: 400 } },
  ])('tells what is in the way: $tells.cause', async ({ fault, tells }) => {
    scene.simulator.addFault({ kind: 'status', ...fault });
    expect(await deleteUser(environment(), 'u1')).toMatchObject({ outcome: 'failed', ...tells });
    expect(scene.simulator.contacts()).toHaveLength(2);
  });

  it.each(['{}', '{"id":"c1","external_id":"u2"}', 'yes'])(
    'deletes nobody where the answer names no such contact: %s',
    async (body) => {
      const http = () => Promise.resolve({ status: 200, headers: {}, body });
      expect(await deleteUser({ ...environment(), http }, 'u1')).toMatchObject({
        outcome: 'failed',
        cause: 'unreadable_answer',
        retryable: false,
      });
    },
  );
});
