import { expect, it } from '@jest/globals';
import { everyIdentifier } from './every-identifier';

it('takes as many external ids and integrations as a call has', () => {
  const many = 200_000;
  const externalIds = Array.from({ length: many }, (_, at) => ({ id: at }));
  const integrations = Object.fromEntries(externalIds.map((entry, at) => [`Host ${at}`, entry]));
  expect(everyIdentifier({ userId: 'u1', context: { externalIds }, integrations })).toHaveLength(
    1 + 2 * many,
  );
});

const longId = '1610521604143693812';

it.each<{ of: object; names: readonly unknown[]; because: string }>([
  {
    of: { userId: { $oid: '507f1f77bcf86cd799439011' } },
    names: ['507f1f77bcf86cd799439011'],
    because: 'an id of MongoDB',
  },
  { of: { userId: { $numberLong: longId } }, names: [longId], because: 'a long number of MongoDB' },
  { of: { anonymousId: { $numberInt: '5' } }, names: ['5'], because: 'any field of the call' },
  { of: { traits: { id: { $numberLong: '5' } } }, names: ['5'], because: 'the traits' },
  {
    of: { context: { traits: { userId: { $numberLong: '6' } } } },
    names: ['6'],
    because: 'the traits of the context',
  },
  { of: { context: { externalIds: [{ id: { $oid: 'a1' } }] } }, names: ['a1'], because: 'external ids' },
  { of: { integrations: { Intercom: { id: { $oid: 'c1' } } } }, names: ['c1'], because: 'the contact id' },
  { of: { userId: 17 }, names: ['17'], because: 'a number' },
  { of: { userId: Number(longId) }, names: [Number(longId)], because: 'a number that JSON has rounded' },
  { of: { userId: ' ', traits: { id: [1] } }, names: [], because: 'neither blanks nor lists' },
])('$because: $of names $names', ({ of, names }) => {
  expect(everyIdentifier(of)).toEqual(names);
});
