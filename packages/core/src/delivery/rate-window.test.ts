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

describe('RateWindow', () => {
  it('lets one request through and waits for its reply, since nothing is known of the limit', () => {
    const window = new RateWindow(0.8);
    expect(window.take(WINDOW_START_MS)).toBe(0);
    expect(window.take(WINDOW_START_MS)).toBe('next_reply');
  });

  it('keeps no more requests under way than it may', () => {
    const window = new RateWindow(1, 2);
    window.take(WINDOW_START_MS);
    window.ended(
      reply(202, { limit: 1_000, remaining: 1_000, dateMs: WINDOW_START_MS }),
      WINDOW_START_MS,
      WINDOW_START_MS,
    );
    expect(window.take(WINDOW_START_MS + 500)).toBe(0);
    expect(window.take(WINDOW_START_MS + 500)).toBe(0);
    expect(window.take(WINDOW_START_MS + 500)).toBe('next_reply');
  });

  it('closes after a 429 until the window has surely ended on the clock of Intercom', () => {
    const window = new RateWindow(0.8);
    const nowMs = WINDOW_START_MS + 4_000;
    window.take(nowMs);
    // Intercom's clock is 3 s to 4 s ahead of ours, so its window ends 3 s earlier for us at the latest.
    window.ended(reply(429, { limit: 100, remaining: 0, dateMs: nowMs + 3_000 }), nowMs, nowMs);
    expect(window.take(nowMs)).toBe(3_000);
    expect(window.take(nowMs + 2_999)).toBe(1);
    expect(window.take(nowMs + 3_000)).toBe(0);
  });

  it('closes after a 429 though calls remain: the limit of the whole workspace', () => {
    const window = new RateWindow(0.8);
    window.take(WINDOW_START_MS);
    window.ended(
      reply(429, { limit: 100, remaining: 50, dateMs: WINDOW_START_MS }),
      WINDOW_START_MS,
      WINDOW_START_MS,
    );
    expect(window.take(WINDOW_START_MS + 1_000)).toBe(9_000);
  });

  it('waits for the next window when others have used this one up', () => {
    const window = new RateWindow(0.8);
    const nowMs = WINDOW_START_MS + 6_000;
    window.take(nowMs);
    window.ended(reply(202, { limit: 100, remaining: 1, dateMs: nowMs }), nowMs, nowMs);
    expect(window.take(nowMs + 1_000)).toBe(3_000);
  });

  it('takes the ten seconds of our own clock for the window where a 429 says nothing', () => {
    const window = new RateWindow(0.8);
    window.take(WINDOW_START_MS + 2_000);
    window.ended({ status: 429, headers: {}, body: '' }, WINDOW_START_MS + 2_000, WINDOW_START_MS + 2_000);
    expect(window.take(WINDOW_START_MS + 2_000)).toBe(8_000);
  });

  it.each([
    { because: 'a reset a day ahead', resetMs: WINDOW_START_MS + 86_400_000, dateMs: WINDOW_START_MS },
    { because: 'a reset in milliseconds', resetMs: WINDOW_START_MS * 1000, dateMs: WINDOW_START_MS },
    { because: 'a date of 1970', resetMs: WINDOW_START_MS + 5_000, dateMs: 0 },
  ])('waits no longer than a window for what cannot be: $because', ({ resetMs, dateMs }) => {
    const window = new RateWindow(0.8);
    window.take(WINDOW_START_MS);
    window.ended(reply(429, { limit: 100, remaining: 0, dateMs, resetMs }), WINDOW_START_MS, WINDOW_START_MS);
    const waitMs = window.take(WINDOW_START_MS + 1_000);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(10_000);
    expect(window.take(WINDOW_START_MS + 1_000 + Number(waitMs))).toBe(0);
  });

  it('believes no limit without an end', () => {
    const window = new RateWindow(0.8);
    window.take(WINDOW_START_MS);
    const odd = reply(202, { limit: Infinity, remaining: 1, dateMs: WINDOW_START_MS });
    window.ended(odd, WINDOW_START_MS, WINDOW_START_MS);
    expect(window.take(WINDOW_START_MS + 1)).toBe(0);
  });

  it('asks ever more rarely where one 429 follows the other, though each says that its window is over', () => {
    const window = new RateWindow(0.8);
    let nowMs = WINDOW_START_MS + 1;
    let asked = 0;
    while (nowMs < WINDOW_START_MS + 600_000) {
      const waitMs = window.take(nowMs);
      if (waitMs !== 0) {
        nowMs += Number(waitMs);
        continue;
      }
      asked += 1;
      window.ended(
        reply(429, { limit: 100, remaining: 0, dateMs: nowMs, resetMs: nowMs - (nowMs % 10_000) }),
        nowMs,
        nowMs,
      );
    }
    expect(asked).toBeLessThan(120);
  });

  it.each([
    { rate: { share: 0.1 }, allowed: 10, because: 'it is a share of the limit' },
    { rate: { perSecond: 2 }, allowed: 20, because: 'it is requests a second' },
    { rate: { perSecond: 500 }, allowed: 95, because: 'a twentieth is always left to others' },
    { rate: { perSecond: 0.2 }, allowed: 2, because: 'it may be slower than a hundredth of the limit' },
  ])('changes to $allowed calls in a window while it runs: $because', ({ rate, allowed }) => {
    const window = new RateWindow(0.8);
    window.take(WINDOW_START_MS - 1);
    const atMs = WINDOW_START_MS - 1;
    window.ended(reply(202, { limit: 100, remaining: 100, dateMs: atMs }), atMs, atMs);
    window.changeRate(rate);
    let taken = 0;
    for (let nowMs = WINDOW_START_MS + 10_000; nowMs < WINDOW_START_MS + 20_000;) {
      const waitMs = Number(window.take(nowMs));
      if (waitMs === 0) {
        taken += 1;
        const remaining = 101 - taken;
        window.ended(
          reply(202, { limit: 100, remaining, dateMs: nowMs, resetMs: WINDOW_START_MS + 20_000 }),
          nowMs,
          nowMs,
        );
      } else nowMs += waitMs;
    }
    // The clocks agree within a second, so a call may be of the window beside this one.
    expect(taken).toBeGreaterThanOrEqual(allowed);
    expect(taken).toBeLessThanOrEqual(allowed * 1.04 + 1);
  });

  it('goes on when our clock is set back', () => {
    const window = new RateWindow(0.8);
    const first = reply(202, { limit: 100, remaining: 100, dateMs: WINDOW_START_MS });
    window.take(WINDOW_START_MS);
    window.ended(first, WINDOW_START_MS, WINDOW_START_MS);
    window.take(WINDOW_START_MS + 1_000);
    expect(window.take(WINDOW_START_MS - 3_600_000)).toBe(0);
  });
});

describe('over many windows', () => {
  const situations = [
    { resetAddsS: 0, aheadMs: 0 },
    { resetAddsS: 2, aheadMs: 0 },
    { resetAddsS: 0, aheadMs: 40_321 },
    { resetAddsS: 2, aheadMs: -40_789 },
  ];

  it.each(situations)(
    'uses at least 99 % of its share, evenly, and meets no 429: Reset +$resetAddsS, clock $aheadMs ms off',
    (situation) => {
      for (const rateShare of [0.2, 0.8, 1]) {
        const windows = play({ ...situation, rateShare, othersFromWindow: 99, windows: 6 });
        // A twentieth is always left to others.
        const fair = Math.min(rateShare, 0.95) * 1667;
        for (const { ours, refused, firstHalf } of windows.slice(2)) {
          expect(ours).toBeGreaterThanOrEqual(0.99 * fair);
          expect(ours).toBeLessThanOrEqual(1.01 * fair);
          expect(firstHalf / ours).toBeCloseTo(0.5, 1);
          expect(refused).toBe(0);
        }
      }
    },
  );

  it.each(situations)(
    'leaves room to a second client within two windows: Reset +$resetAddsS, clock $aheadMs ms off',
    (situation) => {
      const windows = play({ ...situation, rateShare: 0.8, othersFromWindow: 3, windows: 9 });
      for (const { ours, others, refused } of windows.slice(5)) {
        expect(refused).toBe(0);
        expect(ours + others).toBeLessThanOrEqual(1667);
        expect(ours).toBeGreaterThanOrEqual(0.4 * 1667);
      }
    },
  );
});

interface PlayedWindow {
  ours: number;
  /** Of ours, in the first five seconds. */
  firstHalf: number;
  others: number;
  /** Our calls that were answered 429. */
  refused: number;
}

/**
 * Plays a run of 40 lanes against windows of 1,667 on a clock that is ahead of ours, with 60 ms for each request, and
 * with a second client that makes half of the calls from a certain window on.
 */
function play(game: {
  rateShare: number;
  resetAddsS: number;
  aheadMs: number;
  othersFromWindow: number;
  windows: number;
}): PlayedWindow[] {
  const LIMIT = 1667;
  const OTHERS_EVERY_MS = 12;
  const pacer = new RateWindow(game.rateShare, 40);
  const played = Array.from({ length: game.windows }, () => ({
    ours: 0,
    firstHalf: 0,
    others: 0,
    refused: 0,
  }));
  const firstIndex = WINDOW_START_MS / 10_000;
  const arrivals: { atMs: number; sentMs: number }[] = [];
  const replies: { atMs: number; sentMs: number; reply: HttpReply }[] = [];

  for (let intercomMs = WINDOW_START_MS; ; intercomMs += 1) {
    const index = Math.floor(intercomMs / 10_000);
    const current = played[index - firstIndex];
    if (current === undefined) return played;
    const nowMs = intercomMs - game.aheadMs;
    const isOthersTurn = intercomMs % OTHERS_EVERY_MS === 0 && index - firstIndex >= game.othersFromWindow;
    if (isOthersTurn && current.ours + current.others < LIMIT) current.others += 1;
    while (arrivals[0] !== undefined && arrivals[0].atMs <= nowMs) {
      const { sentMs } = arrivals.shift() ?? { sentMs: 0 };
      const remaining = LIMIT - current.ours - current.others;
      const isRefused = remaining <= 0;
      if (isRefused) current.refused += 1;
      else {
        current.ours += 1;
        if (intercomMs % 10_000 < 5_000) current.firstHalf += 1;
      }
      const resetMs = (index + 1) * 10_000 + game.resetAddsS * 1000;
      const rate = { limit: LIMIT, remaining: Math.max(0, remaining), dateMs: intercomMs, resetMs };
      replies.push({ atMs: nowMs + 30, sentMs, reply: reply(isRefused ? 429 : 202, rate) });
    }
    while (replies[0] !== undefined && replies[0].atMs <= nowMs) {
      const ended = replies.shift();
      if (ended !== undefined) pacer.ended(ended.reply, ended.sentMs, nowMs);
    }
    while (pacer.take(nowMs) === 0) arrivals.push({ atMs: nowMs + 30, sentMs: nowMs });
  }
}
