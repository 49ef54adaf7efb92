import { jest } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { stopAtEnd } from './lifetime';

/** Time that passes only when the test says so. */
export interface HeldTime {
  pass(ms: number): Promise<void>;
  /** What the work comes to once so much time has passed. Rejects where it still goes on. */
  endOf<T>(work: Promise<T>, afterMs: number): Promise<T>;
}

/**
 * Holds the time of the code under test until the test ends: its `Date` stands still and none of its timeouts comes by
 * itself. Servers, processes and `until` go on.
 */
export function holdTime(): HeldTime {
  jest.useFakeTimers({
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
    ],
  });
  stopAtEnd(() => {
    jest.useRealTimers();
  });
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  return {
    pass,
    async endOf(work, afterMs) {
      await pass(afterMs);
      return endSoon(work, `after ${afterMs} ms`);
    },
  };
}

/** Far beyond what work takes that has nothing to wait for. */
const SOON_MS = 30_000;

/** Rejects where the work has not ended long after it should have. */
export async function endSoon<T>(work: Promise<T>, when: string): Promise<T> {
  const ended = new AbortController();
  const late = wait(SOON_MS, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`It should have ended ${when}, and has not.`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    ended.abort();
    late.catch(() => undefined);
  }
}
