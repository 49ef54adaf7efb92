import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
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

  it('is over at once under a signal that has aborted already', async () => {
    expect(await withinTime(AbortSignal.abort(), (end) => Promise.resolve(end.signal.aborted))).toBe(true);
  });
});
