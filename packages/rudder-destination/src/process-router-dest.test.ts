import { expect, it } from '@jest/globals';
import { processRouterDest } from './process-router-dest';
import type { TransformInput } from './rudder-types';

it('gives others their turn between a few heavy events', async () => {
  let transformed = 0;
  const heavy = {
    metadata: { jobId: 1 },
    destination: { ID: 'd', Config: { apiKey: 'token' } },
    get message() {
      transformed += 1;
      for (const endMs = performance.now() + 6; performance.now() < endMs;);
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
