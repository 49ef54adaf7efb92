import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { withinTime } from './within-time';

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('withinTime', () => {
  it('leaves neither a timer nor a listener behind, however the work ends', async () => {
    const { signal } = new AbortController();
    const before = timers();
    await expect(withinTime(signal, () => Promise.resolve('done'))).resolves.toBe('done');
    await expect(withinTime(signal, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(timers()).toBe(before);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it("ends when Segment's signal aborts", async () => {
    const segment = new AbortController();
    const ended = withinTime(segment.signal, async (end) => {
      expect(end.signal.aborted).toBe(false);
      segment.abort();
      await expect(end.over).rejects.toThrow('No answer came in time.');
      expect(() => {
        end.signal.throwIfAborted();
      }).toThrow('The time is over.');
      return end.signal.aborted;
    });
    expect(await ended).toBe(true);
  });

  it('rejects nothing that nobody listens to', async () => {
    const unheard: unknown[] = [];
    const onUnheard = (reason: unknown) => unheard.push(reason);
    process.on('unhandledRejection', onUnheard);
    const segment = new AbortController();
    await withinTime(segment.signal, () => {
      segment.abort();
      return Promise.resolve();
    });
    await nextTurn();
    process.off('unhandledRejection', onUnheard);
    expect(unheard).toEqual([]);
  });

  it('is over at once under a signal that has aborted already', async () => {
    expect(await withinTime(AbortSignal.abort(), (end) => Promise.resolve(end.signal.aborted))).toBe(true);
  });
});
