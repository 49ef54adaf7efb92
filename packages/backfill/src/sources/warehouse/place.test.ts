import { expect, it } from '@jest/globals';
import { findPlace } from './place';

it.each([
  { path: 'b', place: { index: 1, rest: [] }, because: 'a column has the name' },
  { path: 'a.b', place: { index: 2, rest: [] }, because: 'a whole name comes before a path' },
  { path: 'a.c', place: { index: 0, rest: ['c'] }, because: 'a path begins with a column' },
  { path: 'a.b.c', place: { index: 2, rest: ['c'] }, because: 'the longest column counts' },
  { path: 'PLAN', place: { index: 3, rest: [] }, because: 'Snowflake has capitals' },
  { path: 'plan.x', place: { index: 3, rest: ['x'] }, because: 'so it is in a path' },
  { path: 'E', place: { index: 5, rest: [] }, because: 'a name with the same letters is nearer' },
  { path: 'ab', place: undefined, because: 'a column that begins so is another one' },
  { path: 'x', place: undefined, because: 'there is none' },
])('$path: $because', ({ path, place }) => {
  expect(findPlace(['a', 'b', 'a.b', 'Plan', 'e', 'E'], path)).toEqual(place);
});
