import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { showProgress } from './progress';

let written: string;
let isTerminal: boolean;

beforeEach(() => {
  written = '';
  isTerminal = process.stderr.isTTY;
  jest.useFakeTimers({ now: 0 });
  const keep = (text: unknown) => {
    written += String(text);
    return true;
  };
  jest.spyOn(process.stderr, 'write').mockImplementation(keep);
  jest.spyOn(console, 'error').mockImplementation((line: string) => {
    keep(`${line}\n`);
  });
});
afterEach(() => {
  process.stderr.isTTY = isTerminal;
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('progress', () => {
  const window = { ours: 800, others: 500, limit: 1_000 };
  const detail = { receiver: 'Intercom', window, isInOutage: false, isStopping: false };

  it('is a plain line every ten seconds', () => {
    const progress = showProgress({ title: 'Delivering', form: 'lines', total: 1_000, alreadyDone: 200 });
    progress.update(290);
    jest.advanceTimersByTime(9_000);
    expect(written).toBe('');
    progress.update(300);
    jest.advanceTimersByTime(1_000);
    progress.update(400);
    jest.advanceTimersByTime(10_000);
    progress.stop();
    jest.advanceTimersByTime(60_000);
    expect(written).toBe(
      'Delivering 300 of 1,000 calls (30 %), 10 calls/s, ETA 1 min 10 s\n' +
        'Delivering 400 of 1,000 calls (40 %), 10 calls/s, ETA 1 min 0 s\n',
    );
  });

  it('names no share and no end where the total is not known', () => {
    const progress = showProgress({ title: 'Reading', form: 'lines' });
    progress.update(50_000);
    jest.advanceTimersByTime(10_000);
    progress.stop();
    expect(written).toBe('Reading 50,000 calls, 5,000 calls/s\n');
  });

  it('tells the rate of the last thirty seconds, and the end by it', () => {
    const progress = showProgress({ title: 'Delivering', form: 'lines', total: 100_000 });
    for (let second = 1; second <= 40; second += 1) {
      // Fast in the first ten seconds, then a call a second.
      progress.update(Math.min(second, 10) * 1_000 + Math.max(0, second - 10));
      jest.advanceTimersByTime(1_000);
    }
    progress.stop();
    expect(written.trimEnd().split('\n').at(-1)).toBe(
      'Delivering 10,030 of 100,000 calls (10 %), 1 call/s, ETA 24 h 59 min',
    );
  });

  it.each([
    { waiting: undefined, says: 'window 80 %, others 50 %' },
    { waiting: { for: 'rate', ms: 900, isRefused: false }, says: 'window 80 %, others 50 %' },
    {
      waiting: { for: 'rate', ms: 3_500, isRefused: false },
      says: 'next request in 4 s, to keep to the rate',
    },
    {
      waiting: { for: 'rate', ms: 3_500, isRefused: true },
      says: 'Intercom answers 429, the window opens in 4 s',
    },
    {
      waiting: { for: 'next_try', ms: 20_000, status: 500 },
      says: 'Intercom answers 500, next try in 20 s',
    },
    {
      waiting: { for: 'next_try', ms: 20_000, status: undefined },
      says: 'Intercom cannot be reached, next try in 20 s',
    },
    { waiting: { for: 'answer', ms: 12_000 }, says: 'no answer from Intercom for 12 s' },
  ] as const)('says what it waits for: $says', ({ waiting, says }) => {
    const readDetail = () => ({ ...detail, waiting });
    const progress = showProgress({ title: 'Delivering', form: 'lines', total: 1_000, readDetail });
    progress.update(100);
    jest.advanceTimersByTime(10_000);
    progress.stop();
    expect(written).toBe(`Delivering 100 of 1,000 calls (10 %), 10 calls/s, ${says}, ETA 1 min 30 s\n`);
  });

  it('says nothing of others who use less than a hundredth of the window', () => {
    const readDetail = () => ({ ...detail, window: { ...window, others: 4 } });
    const progress = showProgress({ title: 'Delivering', form: 'lines', total: 1_000, readDetail });
    jest.advanceTimersByTime(10_000);
    progress.stop();
    expect(written).toBe('Delivering 0 of 1,000 calls (0 %), 0 calls/s, window 80 %\n');
  });

  it('says that it is stopping', () => {
    const readDetail = () => ({ ...detail, isStopping: true });
    const progress = showProgress({ title: 'Delivering', form: 'lines', total: 1_000, readDetail });
    jest.advanceTimersByTime(10_000);
    progress.stop();
    expect(written).toBe(
      'Delivering 0 of 1,000 calls (0 %), 0 calls/s, stopping, window 80 %, others 50 %\n',
    );
  });

  it.each(['bar', 'lines', 'json'] as const)('shows no share of nothing, as %s', (form) => {
    const progress = showProgress({ title: 'Delivering', form, total: 0 });
    jest.advanceTimersByTime(20_000);
    progress.stop();
    expect(written).toBe('');
  });

  it('shows no bar where the total is not known', () => {
    process.stderr.isTTY = true;
    const progress = showProgress({ title: 'Reading', form: 'bar' });
    progress.update(5_000);
    jest.advanceTimersByTime(10_000);
    progress.stop();
    expect(written).toContain('Reading 5,000 calls · 500 calls/s');
    expect(written).not.toMatch(/%|\/0|█|░/);
  });

  it('is a bar on a terminal, and lines elsewhere', () => {
    process.stderr.isTTY = true;
    const readDetail = () => detail;
    const options = {
      title: 'Delivering',
      form: 'auto',
      total: 1_000,
      alreadyDone: 200,
      readDetail,
    } as const;
    const progress = showProgress(options);
    progress.update(700);
    jest.advanceTimersByTime(10_000);
    progress.stop();
    expect(written).toMatch(
      /Delivering █+░+ 70% · 700\/1,000 · 50 calls\/s · ETA 6 s · window 80 %, others 50 %/,
    );
    process.stderr.isTTY = false;
    written = '';
    showProgress({ ...options }).stop();
    expect(written).toBe('');
  });

  it.each([
    { waiting: undefined, shows: ['152,094/200,000', '150 calls/s', 'ETA 5 min 20 s'] },
    { waiting: { for: 'rate', ms: 9_000, isRefused: true }, shows: ['answers 429, the window opens in 9 s'] },
    { waiting: { for: 'next_try', ms: 20_000, status: 500 }, shows: ['answers 500, next try in 20 s'] },
  ] as const)('shows $shows within the 80 columns of a terminal', ({ waiting, shows }) => {
    process.stderr.isTTY = true;
    const options = { title: 'Delivering', form: 'bar', total: 200_000, alreadyDone: 150_594 } as const;
    const progress = showProgress({ ...options, readDetail: () => ({ ...detail, waiting }) });
    progress.update(152_094);
    jest.advanceTimersByTime(10_000);
    progress.stop();
    const lines = written.split('Delivering ').map((line) => `Delivering ${line}`.slice(0, 80));
    for (const part of shows) expect(lines.at(-1)).toContain(part);
  });

  it('is JSON on request, a line each second and one at the end', () => {
    const readDetail = () => ({
      ...detail,
      waiting: { for: 'rate', ms: 2_500, isRefused: true } as const,
    });
    const progress = showProgress({ title: 'Delivering', form: 'json', total: 1_000, readDetail });
    progress.update(100);
    jest.advanceTimersByTime(2_000);
    progress.stop();
    const lines = written
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toEqual({
      at: '1970-01-01T00:00:02.000Z',
      phase: 'delivering',
      done: 100,
      total: 1_000,
      per_second: 50,
      seconds_left: 18,
      window,
      outage: false,
      waiting: { for: 'rate', seconds: 3, status: 429 },
    });
  });

  it('is nothing where none is wanted', () => {
    const progress = showProgress({ title: 'Delivering', form: 'none', total: 1_000 });
    jest.advanceTimersByTime(20_000);
    progress.stop();
    expect(written).toBe('');
  });
});
