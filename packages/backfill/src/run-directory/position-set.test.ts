import { expect, it } from '@jest/globals';
import { PositionSet } from './position-set';

it.each([
  { has: [], first: 1 },
  { has: [2, 3], first: 1 },
  { has: [1], first: 2 },
  { has: [1, 2, 3, 5], first: 4 },
  { has: Array.from({ length: 7 }, (_, index) => index + 1), first: 8 },
  { has: Array.from({ length: 40_000 }, (_, index) => index + 1), first: 40_001 },
])('the first absent of $has.length positions is $first', ({ has, first }) => {
  const set = new PositionSet();
  for (const position of has) set.add(position);
  expect(set.firstAbsent).toBe(first);
});
