import { expect, it } from '@jest/globals';
import { backoffMs } from './backoff';

it.each([
  { attemptsMade: 1, chance: 1, expected: 500, because: 'it begins at half a second' },
  { attemptsMade: 2, chance: 1, expected: 1_000, because: 'it doubles' },
  { attemptsMade: 4, chance: 1, expected: 4_000, because: 'it doubles each time' },
  { attemptsMade: 7, chance: 1, expected: 30_000, because: 'it never exceeds 30 s' },
  { attemptsMade: 60, chance: 1, expected: 30_000, because: 'nor after very many attempts' },
  { attemptsMade: 4, chance: 0.25, expected: 1_000, because: 'full jitter takes any part of it' },
  { attemptsMade: 4, chance: 0, expected: 0, because: 'full jitter may be none at all' },
])(
  'after $attemptsMade attempts, chance $chance: $expected ms, because $because',
  ({ attemptsMade, chance, expected }) => {
    expect(backoffMs(attemptsMade, chance)).toBe(expected);
  },
);
