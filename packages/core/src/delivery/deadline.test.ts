import { describe, expect, it } from '@jest/globals';
import { withDeadline } from './deadline';

/** Work that ends with what its signal says once that aborts. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    signal.addEventListener('abort', () => {
      resolve(signal.reason);
    });
  });

describe('work with a deadline', () => {
  it.each([
    { because: 'its time ends', timeoutMs: 20, outer: undefined, reason: 'The time is over.' },
    {
      because: 'there was no time to begin with',
      timeoutMs: 0,
      outer: undefined,
      reason: 'The time is over.',
    },
    {
      because: 'the outer signal has aborted before',
      timeoutMs: 60_000,
      outer: AbortSignal.abort(new Error('stopped')),
      reason: 'stopped',
    },
  ])('is aborted when $because', async ({ timeoutMs, outer, reason }) => {
    expect(await withDeadline(timeoutMs, outer, untilAborted)).toMatchObject({ message: reason });
  });

  it('is aborted with the reason of the outer signal', async () => {
    const outer = new AbortController();
    const ended = withDeadline(60_000, outer.signal, untilAborted);
    outer.abort(new Error('draining'));
    expect(await ended).toMatchObject({ message: 'draining' });
  });

  it.each([
    {
      ends: 'resolves',
      work: () => Promise.resolve('done'),
      settled: { status: 'fulfilled', value: 'done' },
    },
    { ends: 'rejects', work: () => Promise.reject(new Error('no')), settled: { status: 'rejected' } },
  ])('leaves no timer behind when it $ends', async ({ work, settled }) => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const [ended] = await Promise.allSettled([withDeadline(60_000, undefined, work)]);
    expect(ended).toMatchObject(settled);
    expect(timers()).toBe(before);
  });
});
