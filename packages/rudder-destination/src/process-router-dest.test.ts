import { expect, it, jest } from '@jest/globals';
import { stopAtEnd } from '../../../test/lifetime/lifetime';
import { processRouterDest } from './process-router-dest';
import type { TransformInput } from './rudder-types';

it('gives others their turn between a few heavy events', async () => {
  let transformed = 0;
  const now = jest.spyOn(performance, 'now').mockImplementation(() => 6 * transformed);
  stopAtEnd(() => {
    now.mockRestore();
  });
  const heavy = {
    metadata: { jobId: 1 },
    destination: { ID: 'd', Config: { apiKey: 'token' } },
    get message() {
      transformed += 1;
      return { type: 'track' };
    },
  } as TransformInput;
  const turn = new Promise<number>((resolve) => {
    setImmediate(() => {
      resolve(transformed);
    });
  });
  await processRouterDest(Array.from({ length: 12 }, () => heavy));
  expect(await turn).toBeLessThan(12);
});

it("sends each event with its own account's token, though they share a destination", async () => {
  const message = { type: 'track', event: 'Opened', userId: 'u1', timestamp: '2026-01-01T00:00:00Z' };
  const destination = { ID: 'd', Config: Object.freeze({ apiKey: 'of-config' }) };
  const secrets = [undefined, 'first', 'second', 'second', undefined, 'first'];
  const inputs = secrets.map((accessToken, jobId) => ({
    message,
    metadata: { jobId, ...(accessToken === undefined ? {} : { secret: { accessToken } }) },
    destination,
  }));
  const outputs = await processRouterDest(inputs);
  const sentWith = outputs.map((output) =>
    'batchedRequest' in output ? output.batchedRequest.headers['Authorization'] : undefined,
  );
  expect(sentWith).toEqual(secrets.map((token = 'of-config') => `Bearer ${token}`));
});
