import type { Clock } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { CallPace } from './call-pace';

/** Time passes by waiting alone. */
function createClock(): Clock {
  let nowMs = 0;
  return {
    now: () => nowMs,
    wait: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
  };
}

const never = new AbortController().signal;

describe('the pace of calls', () => {
  it.each([
    { rate: { perSecond: 50 }, atOnce: 50, because: 'calls a second' },
    { rate: { share: 0.5 }, atOnce: 84, because: 'a share of what Intercom takes' },
    { rate: { perSecond: 0.1 }, atOnce: 1, because: 'less than one a second is one at a time' },
  ])('$because', ({ rate, atOnce }) => {
    expect(new CallPace(rate, createClock()).callsAtOnce).toBe(atOnce);
  });

  it('waits as long as the calls before take, and no longer after a rest', async () => {
    const clock = createClock();
    const pace = new CallPace({ perSecond: 10 }, clock);
    await pace.take(10, never);
    expect(clock.now()).toBe(0);
    await pace.take(5, never);
    expect(clock.now()).toBe(1_000);
    await clock.wait(60_000);
    await pace.take(5, never);
    expect(clock.now()).toBe(61_000);
  });

  it('changes from the next call on', async () => {
    const clock = createClock();
    const pace = new CallPace({ perSecond: 10 }, clock);
    pace.changeRate({ perSecond: 100 });
    await pace.take(10, never);
    await pace.take(1, never);
    expect(clock.now()).toBe(100);
  });

  it('gives nobody a turn once it was stopped', async () => {
    const stopped = AbortSignal.abort(new Error('stopped'));
    await expect(new CallPace({ perSecond: 1 }, createClock()).take(1, stopped)).rejects.toThrow('stopped');
  });
});
