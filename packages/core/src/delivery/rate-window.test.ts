import { describe, expect, it } from '@jest/globals';
import type { HttpReply } from './http';
import { RateWindow } from './rate-window';

const WINDOW_START_MS = 1_700_000_000_000;

function reply(
  status: number,
  rate: { limit: number; remaining: number; dateMs: number; resetMs?: number },
): HttpReply {
  const { limit, remaining, dateMs, resetMs = WINDOW_START_MS + 10_000 } = rate;
  return {
    status,
    headers: {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(resetMs / 1000),
      date: new Date(dateMs).toUTCString(),
    },
    body: '',
  };
}

/** How many requests go out from the first to the last moment when every reply comes 1 ms after its request. */
function countSent(window: RateWindow, fromMs: number, toMs: number, limit: number): number {
  let sent = 0;
  for (let nowMs = fromMs; nowMs < toMs;) {
    const waitMs = window.take(nowMs);
    if (waitMs !== 0) {
      nowMs += Number(waitMs);
      continue;
    }
    window.ended(reply(202, { limit, remaining: limit - sent, dateMs: nowMs }), nowMs, nowMs);
    sent += 1;
  }
  return sent;
}

describe('RateWindow', () => {
  it('lets one request through and waits for its reply, since nothing is known of the limit', () => {
    const window = new RateWindow(0.8);
    expect(window.take(WINDOW_START_MS)).toBe(0);
    expect(window.take(WINDOW_START_MS)).toBe('next_reply');
  });

  it('uses its share of the limit in a window, evenly', () => {
    const window = new RateWindow(0.8);
    const firstHalf = countSent(window, WINDOW_START_MS, WINDOW_START_MS + 5_000, 100);
    const secondHalf = countSent(window, WINDOW_START_MS + 5_000, WINDOW_START_MS + 10_000, 100);
    expect(firstHalf).toBeGreaterThanOrEqual(40);
    expect(firstHalf).toBeLessThanOrEqual(42);
    expect(firstHalf + secondHalf).toBeLessThanOrEqual(82);
    expect(firstHalf + secondHalf).toBeGreaterThanOrEqual(79);
  });

  it('closes after a 429 until the second that Intercom names, on its clock', () => {
    const window = new RateWindow(0.8);
    const nowMs = WINDOW_START_MS + 4_000;
    window.take(nowMs);
    // Intercom's clock is 3 s ahead of ours, so its window ends 3 s earlier for us.
    window.ended(reply(429, { limit: 100, remaining: 0, dateMs: nowMs + 3_000 }), nowMs, nowMs);
    expect(window.take(nowMs)).toBe(3_000);
    expect(window.take(nowMs + 2_999)).toBe(1);
    expect(window.take(nowMs + 3_000)).toBe(0);
  });

  it('waits for the next window when others have used this one up', () => {
    const window = new RateWindow(0.8);
    const nowMs = WINDOW_START_MS + 6_000;
    window.take(nowMs);
    window.ended(reply(202, { limit: 100, remaining: 1, dateMs: nowMs }), nowMs, nowMs);
    expect(window.take(nowMs + 1_000)).toBe(3_000);
  });

  it('does not wait for long on a 429 without headers', () => {
    const window = new RateWindow(0.8);
    window.take(WINDOW_START_MS);
    window.ended({ status: 429, headers: {}, body: '' }, WINDOW_START_MS, WINDOW_START_MS);
    expect(window.take(WINDOW_START_MS)).toBe(50);
  });

  it.each([
    {
      because: 'a reset a day ahead is none',
      resetMs: WINDOW_START_MS + 86_400_000,
      dateMs: WINDOW_START_MS,
    },
    { because: 'a reset in milliseconds is none', resetMs: WINDOW_START_MS * 1000, dateMs: WINDOW_START_MS },
    { because: 'a date of 1970 says nothing of the clock', resetMs: WINDOW_START_MS + 5_000, dateMs: 0 },
  ])('does not wait for what cannot be: $because', ({ resetMs, dateMs }) => {
    const window = new RateWindow(0.8);
    window.take(WINDOW_START_MS);
    window.ended(reply(202, { limit: 100, remaining: 1, dateMs, resetMs }), WINDOW_START_MS, WINDOW_START_MS);
    expect(window.take(WINDOW_START_MS + 1_000)).toBe(0);
  });

  it('goes on when our clock is set back', () => {
    const window = new RateWindow(0.8);
    countSent(window, WINDOW_START_MS, WINDOW_START_MS + 1_000, 100);
    expect(window.take(WINDOW_START_MS - 3_600_000)).toBe(0);
  });
});
