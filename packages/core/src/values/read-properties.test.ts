import { expect, it } from '@jest/globals';
import { createMapper } from '../track/map-track-call';

const map = createMapper();

it.each([
  { outer: 'k'.repeat(2_048), codes: ['flattened'], because: 'a path of 2,048 characters is opened' },
  { outer: 'k'.repeat(2_049), codes: ['key_dropped'], because: 'each property would repeat a longer one' },
])('$because', ({ outer, codes }) => {
  const mapped = map({
    event: 'A',
    userId: 'u1',
    timestamp: '2024-01-01',
    properties: { plain: 1, [outer]: { inner: 2 } },
  });
  if (!mapped.ok) throw new Error('it is mapped');
  expect(mapped.notes.map(({ code }) => code)).toEqual(codes);
  expect(Object.values(mapped.dataEvent.metadata ?? {})).toEqual(codes[0] === 'flattened' ? [1, 2] : [1]);
});
