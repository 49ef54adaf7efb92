import { describe, expect, it } from '@jest/globals';
import { RunMeter } from './measurements';

describe('the measurements of a run', () => {
  it('keep what happened by time, and go on in a later start', () => {
    let nowMs = 1_700_000_000_000;
    const meter = new RunMeter(undefined, () => nowMs);
    meter.ended({ outcome: 'accepted' });
    meter.ended({ outcome: 'skipped' });
    nowMs += 60_000;
    meter.ended({ outcome: 'dead_letter' });
    meter.replied(202, 30);
    meter.replied(202, 60_000);
    meter.replied(undefined, 30_000);
    meter.windowEnded({ ours: 80, others: 10.4, limit: 100 });
    const kept = JSON.parse(JSON.stringify(meter.measurements)) as typeof meter.measurements;
    const later = new RunMeter(kept, () => nowMs);
    later.ended({ outcome: 'same_second' });
    later.replied(429, 1);
    expect(later.measurements).toMatchObject({
      bucket_s: 10,
      buckets: [
        { at_s: 1_700_000_000, accepted: 1, not_sent: 1, dead_letters: 0 },
        {
          at_s: 1_700_000_060,
          accepted: 1,
          dead_letters: 1,
          requests: 4,
          window_ours: 80,
          window_others: 10,
          window_limit: 100,
        },
      ],
      latency: [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      replies: { '202': 2, '429': 1, none: 1 },
    });
  });

  it('stay as large as they are, however long the run is, and lose no call', () => {
    let nowMs = 1_700_000_000_000;
    const meter = new RunMeter(undefined, () => nowMs);
    const CALLS = 60_000;
    for (let call = 0; call < CALLS; call += 1) {
      nowMs += 10_000;
      meter.ended({ outcome: 'accepted' });
    }
    const { buckets, bucket_s: bucketS } = meter.measurements;
    expect(buckets.length).toBeLessThanOrEqual(240);
    expect(buckets.length).toBeGreaterThan(100);
    expect(buckets.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(CALLS);
    expect(bucketS).toBe(10 * 2 ** 8);
    expect(JSON.stringify(meter.measurements).length).toBeLessThan(50_000);
  });

  it('count on where the clock was set back', () => {
    let nowMs = 1_700_000_000_000;
    const meter = new RunMeter(undefined, () => nowMs);
    meter.ended({ outcome: 'accepted' });
    nowMs -= 3_600_000;
    meter.ended({ outcome: 'accepted' });
    expect(meter.measurements.buckets).toMatchObject([{ accepted: 2 }]);
  });
});
