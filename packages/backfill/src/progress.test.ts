import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { formatSeconds, showProgress } from './progress';

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
  it('is a plain line every ten seconds where there is no terminal', () => {
    process.stderr.isTTY = false;
    const progress = showProgress('Delivering', 1_000, 200);
    jest.setSystemTime(9_999);
    progress.update(290);
    expect(written).toBe('');
    jest.setSystemTime(10_000);
    progress.update(300);
    progress.update(301);
    jest.setSystemTime(20_000);
    progress.update(400);
    progress.stop();
    expect(written).toBe(
      'Delivering 300 of 1000 calls (30 %), 10 calls/s, ETA 1 min 10 s\n' +
        'Delivering 400 of 1000 calls (40 %), 10 calls/s, ETA 1 min 0 s\n',
    );
  });

  it('names no share and no end where the total is not known', () => {
    process.stderr.isTTY = false;
    const progress = showProgress('Reading', 0);
    jest.setSystemTime(10_000);
    progress.update(5_000);
    expect(written).toBe('Reading 5000 calls, 500 calls/s\n');
  });

  it('is a bar with rate and remaining time on a terminal', () => {
    process.stderr.isTTY = true;
    const progress = showProgress('Delivering', 1_000, 200);
    jest.setSystemTime(10_000);
    progress.update(700);
    jest.advanceTimersByTime(1_000);
    progress.stop();
    expect(written).toMatch(/Delivering █+░+ 70% · 700\/1000 calls · 50 calls\/s · ETA \S+/);
  });
});

it.each([
  { seconds: 0, text: '0 s' },
  { seconds: 59.2, text: '1 min 0 s' },
  { seconds: 61, text: '1 min 1 s' },
  { seconds: 7_260, text: '2 h 1 min' },
])('writes $seconds seconds as $text', ({ seconds, text }) => {
  expect(formatSeconds(seconds)).toBe(text);
});
