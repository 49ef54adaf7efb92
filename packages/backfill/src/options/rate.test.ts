import { expect, it } from '@jest/globals';
import { parseRate, writeRate } from './rate';

it.each([
  { text: '0.8', rate: { share: 0.8 } },
  { text: '1', rate: { share: 1 } },
  { text: '80%', rate: { share: 0.8 } },
  { text: '2.5%', rate: { share: 0.025 } },
  { text: '40/s', rate: { perSecond: 40 } },
  { text: ' 0.5/s\n', rate: { perSecond: 0.5 } },
])('reads $text, and what it writes itself', ({ text, rate }) => {
  expect(parseRate(text)).toEqual(rate);
  expect(parseRate(writeRate(rate))).toEqual(rate);
});

it.each(['', '0', '0/s', '-1', '1.5', '101%', '40', '1e3/s', 'fast', '5 %x'])(
  'does not read "%s"',
  (text) => {
    expect(parseRate(text)).toBeUndefined();
  },
);
