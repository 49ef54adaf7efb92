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
      'Delivering 300 of 1000 calls (30 %), 10 calls/s, ETA 1 min 10 s\n' +
        'Delivering 400 of 1000 calls (40 %), 10 calls/s, ETA 1 min 0 s\n',
    );
  });

  it('names no share and no end where the total is not known', () => {
    const progress = showProgress({ title: 'Reading', form: 'lines', total: 0 });
    progress.update(5_000);
    jest.advanceTimersByTime(10_000);
    progress.stop();
    expect(written).toBe('Reading 5000 calls, 500 calls/s\n');
  });

  it('says how the window is used, and that Intercom is away', () => {
    let isInOutage = false;
    const readDetail = () => ({ window, isInOutage });
    const progress = showProgress({ title: 'Delivering', form: 'lines', total: 1_000, readDetail });
    progress.update(100);
    jest.advanceTimersByTime(10_000);
    isInOutage = true;
    jest.advanceTimersByTime(10_000);
    progress.stop();
    expect(written).toBe(
      'Delivering 100 of 1000 calls (10 %), 10 calls/s, window 80 %, others 50 %, ETA 1 min 30 s\n' +
        'Delivering 100 of 1000 calls (10 %), 5 calls/s, waiting: Intercom does not answer, ETA 3 min 0 s\n',
    );
  });

  it('is a bar on a terminal, and lines elsewhere', () => {
    process.stderr.isTTY = true;
    const readDetail = () => ({ window });
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
      /Delivering █+░+ 70% · 700\/1000 calls · 50 calls\/s · window 80 %, others 50 % · ETA 6 s/,
    );
    process.stderr.isTTY = false;
    written = '';
    showProgress({ ...options }).stop();
    expect(written).toBe('');
  });

  it('is JSON on request, a line each second and one at the end', () => {
    const readDetail = () => ({ window, isInOutage: false });
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
    });
  });

  it('is nothing where none is wanted', () => {
    const progress = showProgress({ title: 'Delivering', form: 'none', total: 1_000 });
    jest.advanceTimersByTime(20_000);
    progress.stop();
    expect(written).toBe('');
  });
});
