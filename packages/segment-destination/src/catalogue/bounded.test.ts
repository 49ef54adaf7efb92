import { describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import bounded from './bounded';

describe('bounded', () => {
  it('never runs more than it may, begins in order, and answers each', async () => {
    const limit = bounded(3);
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        limit(async () => {
          begun.push(index);
          running += 1;
          most = Math.max(most, running);
          await wait(index % 4);
          running -= 1;
          return index;
        }),
      ),
    );
    expect(most).toBe(3);
    expect(begun).toEqual(answers);
    expect(answers).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('gives a failed place to the next', async () => {
    const limit = bounded(1);
    const failing = limit(() => Promise.reject(new Error('no')));
    const following = limit(() => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    await expect(following).resolves.toBe('yes');
    await expect(limit(() => Promise.resolve('still'))).resolves.toBe('still');
  });
});
