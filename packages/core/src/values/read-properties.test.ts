import { expect, it } from '@jest/globals';
import { createMapper } from '../track/map-track-call';

const map = createMapper();

it.each([
  { inner: { ['k'.repeat(257)]: 2 }, sent: 1, because: 'a key in an object' },
  { inner: { url: 'https://a.b', title: 'A', ['k'.repeat(257)]: 2 }, sent: 3, because: 'one beside a link' },
  { inner: { amount: 500, currency: 'EUR', ['k'.repeat(257)]: 2 }, sent: 2, because: 'one beside an amount' },
])('a key that is too long is noted once, wherever it stands: $because', ({ inner, sent }) => {
  const properties = { plain: 1, outer: inner };
  const mapped = map({ event: 'A', userId: 'u1', timestamp: '2024-01-01', properties });
  if (!mapped.ok) throw new Error('it is mapped');
  const dropped = mapped.notes.filter(({ code }) => code === 'key_dropped');
  expect(dropped.map(({ key }) => key)).toEqual([`outer.${'k'.repeat(257)}`]);
  expect(Object.keys(mapped.dataEvent.metadata ?? {})).toHaveLength(sent);
});
