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
