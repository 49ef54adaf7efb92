import { processDeleteUsers, type DeletionRequest } from '@intercom-destination/rudder-destination';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { deleteWithin } from '../../../packages/rudder-destination/src/delete-users';
import { breachesOfDeletion } from '../../contract/rudder-delivery-contract';
import { stopAtEnd } from '../../lifetime/lifetime';
import { holdTime } from '../../lifetime/time';
import { until } from '../../lifetime/until';
import { roundTrips } from '../round-trips';
import { openScene, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

async function remove(userAttributes: unknown, given: Partial<DeletionRequest> = {}) {
  const config = { apiKey: scene.simulator.token, apiServer: 'eu', baseUrl: scene.simulator.url };
  const answer = await processDeleteUsers({ userAttributes, config, ...given } as DeletionRequest);
  expect(breachesOfDeletion(answer)).toEqual([]);
  return answer;
}

describe('deleting people', () => {
  it('asks for each, and whom nobody knows is deleted already', async () => {
    const people = [{ userId: 'u1' }, { userId: 'nobody' }, { userId: ' u2 ', email: 'two@example.com' }];
    expect(await remove(people)).toEqual({ statusCode: 200, status: 'successful' });
    expect(scene.simulator.contacts()).toEqual([]);
  });

  it('finds by external id what is a number there', async () => {
    scene.simulator.seedContacts([{ role: 'user', external_id: '7' }]);
    expect(await remove([{ userId: 7 }])).toMatchObject({ statusCode: 200 });
    expect(scene.simulator.contacts()).toHaveLength(2);
  });

  it('says which by position, and who may be asked for again', async () => {
    scene.simulator.addFault({ kind: 'status', status: 503, match: { contact: 'u2' } });
    scene.simulator.addFault({
      kind: 'status',
      status: 503,
      match: { path: '/contacts/find_by_external_id/u2' },
    });
    const answer = await remove([{ userId: 'u1' }, { email: 'a@example.com' }, { userId: 'u2' }]);
    expect(answer).toEqual({
      statusCode: 503,
      error: expect.stringMatching(
        /^2 of 3 were not deleted, by position: \[1\] It has no user id.*\[2\] It may succeed later/,
      ),
    });
    expect(JSON.stringify(answer)).not.toContain('example.com');
    expect(scene.simulator.contacts()).toHaveLength(1);
    scene.simulator.clearFaults();
    expect(await remove([{ userId: 'u1' }, { userId: 'u2' }])).toMatchObject({ statusCode: 200 });
  });

  it.each([
    { status: 429, is: 429 },
    { status: 500, is: 500 },
    { status: 401, is: 400 },
    { status: 405, is: 400 },
    { status: 422, is: 400 },
  ])('a $status is told as $is', async ({ status, is }) => {
    scene.simulator.addFault({ kind: 'status', status });
    expect(await remove([{ userId: 'u1' }])).toMatchObject({ statusCode: is, error: expect.any(String) });
  });

  it.each([
    { status: 401, is: 400, because: 'the token is refused for everybody' },
    { status: 429, is: 429, because: 'the limit holds for everybody' },
  ])('a $status ends the asking: $because', async ({ status, is }) => {
    scene.simulator.addFault({ kind: 'status', status });
    const people = Array.from({ length: 60 }, (_, at) => ({ userId: `p${at}` }));
    expect(await remove(people)).toMatchObject({
      statusCode: is,
      error: expect.stringContaining('60 of 60 were not deleted'),
    });
    // Those that were under way when the first answer came.
    expect(scene.simulator.statistics().requests).toBeLessThanOrEqual(5);
  });

  it('tells whom there was no time to ask for as 503, so that the server asks again', async () => {
    // Five are asked for at once.
    scene.simulator.addFault({ kind: 'latency', ms: 600_000, match: { path: '/contacts/*' } });
    const time = holdTime();
    const people = Array.from({ length: 60 }, (_, at) => ({ userId: `p${at}` }));
    const config = { apiKey: scene.simulator.token, apiServer: 'eu', baseUrl: scene.simulator.url };
    const deleted = deleteWithin(5_000, { userAttributes: people, config });
    await until('some are asked for', () => scene.simulator.statistics().requests > 0);
    await roundTrips(scene.simulator.url);
    const answer = await time.endOf(deleted, 5_000);
    expect(answer).toEqual({ statusCode: 503, error: expect.stringContaining('no time left') });
    expect(breachesOfDeletion(answer)).toEqual([]);
    expect(scene.simulator.statistics().requests).toBeLessThanOrEqual(5);
  });

  it.each([[undefined], [null], ['text'], [{ userAttributes: [], config: null }]])(
    'never rejects: %j',
    async (request) => {
      const answer = await processDeleteUsers(request as unknown as DeletionRequest);
      expect(answer).toMatchObject({ statusCode: 400 });
      expect(breachesOfDeletion(answer)).toEqual([]);
    },
  );

  it('has a connected account looked after where its token is refused', async () => {
    const rudderDestInfo = { secret: { accessToken: 'old' } };
    expect(await remove([{ userId: 'u1' }], { rudderDestInfo })).toMatchObject({
      statusCode: 400,
      authErrorCategory: 'AUTH_STATUS_INACTIVE',
    });
  });

  it.each([
    { people: undefined, config: {}, says: 'userAttributes' },
    { people: [], config: { apiKey: '' }, says: 'apiKey' },
    { people: [{ userId: 'u1' }], config: { apiKey: 't', apiServer: 'mars' }, says: 'apiServer' },
  ])('is refused before anything is sent: $says', async ({ people, config, says }) => {
    expect(await remove(people, { config })).toMatchObject({
      statusCode: 400,
      error: expect.stringContaining(says),
    });
    expect(scene.simulator.statistics().requests).toBe(0);
  });

  it('goes to the region of the workspace', async () => {
    const asked: string[] = [];
    const { fetch } = globalThis;
    stopAtEnd(() => {
      globalThis.fetch = fetch;
    });
    globalThis.fetch = (url) => {
      asked.push(url as string);
      return Promise.resolve(new Response('', { status: 404 }));
    };
    await remove([{ userId: 'u1' }], { config: { apiKey: 't', apiServer: 'eu' } });
    expect(asked).toEqual(['https://api.eu.intercom.io/contacts/find_by_external_id/u1']);
  });
});
