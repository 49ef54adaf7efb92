import { destination } from '@intercom-destination/segment-destination';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createTestIntegration, type SegmentEvent } from '@segment/actions-core';
import type { ServerResponse } from 'node:http';
import { until } from '../../lifetime/until';
import { roundTrips } from '../round-trips';
import { startStandIn } from '../stand-in';
import { HOST_WAITS_MS, NEVER_MS, openScene, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene({ region: 'EU' });
});

/** Something that answers every request alike. */
async function answering({ status, body }: { status: number; body: string }): Promise<{ baseUrl: string }> {
  const { url: baseUrl } = await startStandIn((response) =>
    response.writeHead(status, { location: 'https://elsewhere.example' }).end(body),
  );
  return { baseUrl };
}

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
    scene.simulator.addFault({ kind: 'latency', ms: NEVER_MS });
    const refused = expect(check({ region: 'EU' })).rejects.toThrow('Intercom could not be reached');
    await scene.arrived(1);
    await scene.time.endOf(refused, HOST_WAITS_MS);
  });

  it.each([
    { status: 429, says: 'The rate limit of the Intercom workspace is used up. Try again in a moment.' },
    { status: 503, says: 'Intercom answered 503. Try again in a moment.' },
    { status: 408, says: 'Intercom answered 408. Try again in a moment.' },
  ])('says what Intercom answered, after one request: $status', async ({ status, says }) => {
    scene.simulator.addFault({ kind: 'status', status });
    await expect(check({ region: 'EU' })).rejects.toThrow(says);
    expect(scene.simulator.statistics().requests).toBe(1);
  });

  it.each([
    { status: 404, body: '{"type":"error.list"}' },
    { status: 301, body: '' },
    { status: 200, body: '<!doctype html>' },
    { status: 403, body: ' <html>Blocked</html>' },
    { status: 200, body: '{"type":"admin"}' },
  ])('points to the base URL where it is not Intercom that answers: $status $body', async (reply) => {
    const { baseUrl } = await answering(reply);
    await expect(check({ baseUrl })).rejects.toThrow(
      `What answers, with status ${reply.status}, is not Intercom's API. Check the base URL, or leave it empty and choose the region.`,
    );
  });

  it.each(['x'.repeat(5_000), '<b>Mars</b>', ''])('repeats no region that is no word: %s', async (region) => {
    const body = JSON.stringify({ type: 'admin', app: { type: 'app', region } });
    const { baseUrl } = await answering({ status: 200, body });
    await expect(check({ region: 'US', baseUrl })).rejects.toThrow('hosted in another region, and the');
  });

  it('names another bad setting too', async () => {
    await expect(check({ region: 'EU', retryForMinutes: -1 })).rejects.toThrow('retryForMinutes must be');
    expect(scene.simulator.statistics().requests).toBe(0);
  });

  it('wants a region', async () => {
    await expect(check({ region: undefined })).rejects.toThrow("'region'");
  });
});

describe('onDelete', () => {
  const DELETED = { output: 'Intercom was asked to delete the contact for good.' };
  const remaining = () => scene.simulator.contacts().map(({ external_id }) => external_id);
  const remove = (person: object, given: object = {}) =>
    createTestIntegration(destination).onDelete?.({ type: 'delete', ...person } as unknown as SegmentEvent, {
      ...scene.settings,
      ...given,
    });

  it("deletes by the contact's own id, for good", async () => {
    expect(await remove({ userId: 'u1' })).toEqual(DELETED);
    expect(remaining()).toEqual(['u2']);
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
    expect(remaining()).toEqual(['u1']);
  });

  it('goes by both ids where events do', async () => {
    expect(await remove({ userId: 'u1', anonymousId: 'u2' }, { sendAnonymousId: true })).toEqual(DELETED);
    expect(remaining()).toEqual([]);
  });

  it.each([
    { userId: 'u1', anonymousId: 'nobody' },
    { userId: 'nobody', anonymousId: 'u1' },
  ])('one of two ids found is enough: %j', async (person) => {
    expect(await remove(person, { sendAnonymousId: true })).toEqual(DELETED);
    expect(remaining()).toEqual(['u2']);
  });

  it('fails where one of two ids does, and with what may pass', async () => {
    const person = { userId: 'u1', anonymousId: true };
    await expect(remove(person, { sendAnonymousId: true })).rejects.toMatchObject({ status: 400 });
    scene.simulator.addFault({
      kind: 'status',
      status: 503,
      times: 1,
      match: { path: '/user_delete_requests' },
    });
    const other = { userId: '..', anonymousId: 'u2' };
    await expect(remove(other, { sendAnonymousId: true })).rejects.toMatchObject({ status: 503 });
  });

  it.each([
    { userId: 7, externalId: '7' },
    { userId: ' u7 ', externalId: 'u7' },
  ])('takes a user id as events do: $userId', async ({ userId, externalId }) => {
    scene.simulator.seedContacts([{ role: 'user', external_id: externalId }]);
    expect(await remove({ userId })).toEqual(DELETED);
    expect(remaining()).toEqual(['u1', 'u2']);
  });

  it.each([
    { userId: true, says: 'neither text nor a number' },
    { userId: 2 ** 60, says: 'neither text nor a number' },
    { userId: { id: 'u1' }, says: 'neither text nor a number' },
    { userId: ['u1'], says: 'neither text nor a number' },
    { userId: '.', says: 'one or two dots, or holds half a character' },
    { userId: '..', says: 'one or two dots, or holds half a character' },
    { userId: 'u\ud800', says: 'one or two dots, or holds half a character' },
  ])('refuses $userId, whom nobody could have been asked for', async ({ userId, says }) => {
    await expect(remove({ userId })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      status: 400,
      message: expect.stringContaining(says),
    });
    expect(scene.simulator.statistics().requests).toBe(0);
  });

  it.each([
    { status: 503, as: { name: 'RetryableError', status: 503 } },
    { status: 501, as: { name: 'RetryableError', status: 500 } },
    { status: 429, as: { name: 'RetryableError', status: 429, message: /rate limit/ } },
    { status: 401, as: { name: 'InvalidAuthenticationError', status: 401, message: /access token/ } },
    { status: 403, as: { name: 'InvalidAuthenticationError', status: 401, message: /permission to read/ } },
    { status: 400, as: { name: 'IntegrationError', status: 400, message: /refused the deletion/ } },
  ])('$status becomes $as.name with $as.status', async ({ status, as: { message = /./, ...as } }) => {
    scene.simulator.addFault({ kind: 'status', status });
    await expect(remove({ userId: 'u1' })).rejects.toMatchObject({
      ...as,
      message: expect.stringMatching(message),
    });
    expect(remaining()).toEqual(['u1', 'u2']);
  });

  it('says that the answer names no such contact', async () => {
    const { baseUrl } = await answering({ status: 200, body: '{"type":"contact"}' });
    await expect(remove({ userId: 'u1' }, { baseUrl })).rejects.toMatchObject({
      name: 'IntegrationError',
      status: 400,
      message: expect.stringContaining('names no contact with this user id'),
    });
  });

  const OUT_OF_TIME = { name: 'RetryableError', status: 504 };

  it.each(['latency', 'slow_body'] as const)('ends in time under %s', async (kind) => {
    scene.simulator.addFault({ kind, ms: NEVER_MS });
    const refused = expect(remove({ userId: 'u1' })).rejects.toMatchObject(OUT_OF_TIME);
    await scene.arrived(1);
    await scene.time.endOf(refused, HOST_WAITS_MS);
  });

  it('ends in time though each of its two requests would be in time', async () => {
    const asked: ServerResponse[] = [];
    const { url: baseUrl } = await startStandIn((response, { path }) => {
      if (path === '/') response.end();
      else asked.push(response);
    });
    const refused = expect(remove({ userId: 'u1' }, { baseUrl })).rejects.toMatchObject(OUT_OF_TIME);
    await until('the contact is searched for', () => asked.length === 1);
    await scene.time.pass(HOST_WAITS_MS / 2);
    asked[0]?.end('{"type":"contact","id":"c1","external_id":"u1"}');
    await until('its deletion is asked for', () => asked.length === 2);
    await roundTrips(baseUrl);
    await scene.time.endOf(refused, HOST_WAITS_MS / 2);
  });
});
