import { expect, it } from '@jest/globals';
import { formatCount, formatPercent, formatSeconds, plural } from './format';

it.each([
  { seconds: 0, text: '0 s' },
  { seconds: 59.2, text: '1 min 0 s' },
  { seconds: 61, text: '1 min 1 s' },
  { seconds: 7_260, text: '2 h 1 min' },
])('writes $seconds seconds as $text', ({ seconds, text }) => {
  expect(formatSeconds(seconds)).toBe(text);
});

it.each([
  { count: 0, text: '0' },
  { count: 999, text: '999' },
  { count: 1_000, text: '1,000' },
  { count: 1_234_567, text: '1,234,567' },
])('writes a count of $count as $text', ({ count, text }) => {
  expect(formatCount(count)).toBe(text);
});

it.each([
  { count: 0, text: '0 calls' },
  { count: 1, text: '1 call' },
  { count: 1_234, text: '1,234 calls' },
])('writes calls as $text', ({ count, text }) => {
  expect(plural(count, 'call')).toBe(text);
});

it.each([
  { part: 1, whole: 3, text: '33.3 %' },
  { part: 2, whole: 2, text: '100 %' },
  { part: 0, whole: 0, text: '0 %' },
  { part: 0, whole: 9, text: '0 %' },
  { part: 1, whole: 200_000, text: '< 0.1 %' },
  { part: 199_999, whole: 200_000, text: '> 99.9 %' },
])('writes $part of $whole as $text', ({ part, whole, text }) => {
  expect(formatPercent(part, whole)).toBe(text);
});
