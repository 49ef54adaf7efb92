import { describe, expect, it } from '@jest/globals';
import { expectLinearCost } from '../../../test/contract/expect-linear-cost';
import { BoundedMap } from './bounded-map';

describe('BoundedMap', () => {
  it.each<{ because: string; change: (map: BoundedMap<string>) => void; holds: readonly string[] }>([
    {
      because: 'a new key in a full map evicts the entry set longest ago',
      change: (map) => {
        map.set('d', 'new');
      },
      holds: ['b', 'c', 'd'],
    },
    {
      because: 'an overwritten entry needs no more room',
      change: (map) => {
        map.set('c', 'new');
      },
      holds: ['a', 'b', 'c'],
    },
    {
      because: 'an overwritten entry was used last',
      change: (map) => {
        map.set('a', 'new');
        map.set('d', 'new');
      },
      holds: ['a', 'c', 'd'],
    },
    {
      because: 'an entry that was read was used last, wherever it stood',
      change: (map) => {
        map.get('b');
        map.get('a');
        map.get('a');
        map.set('d', 'new');
      },
      holds: ['a', 'b', 'd'],
    },
    {
      because: 'a deleted entry leaves room',
      change: (map) => {
        map.delete('b');
        map.set('d', 'new');
      },
      holds: ['a', 'c', 'd'],
    },
    {
      because: 'an entry deleted and set again was used last',
      change: (map) => {
        map.delete('a');
        map.set('a', 'new');
        map.set('d', 'new');
        map.set('e', 'new');
      },
      holds: ['a', 'd', 'e'],
    },
    {
      because: 'deleting a missing key, the oldest and the newest leaves the others in turn',
      change: (map) => {
        for (const key of ['x', 'a', 'c']) map.delete(key);
        for (const key of ['d', 'e', 'a', 'c']) map.set(key, 'new');
      },
      holds: ['a', 'c', 'e'],
    },
    {
      because: 'an entry read and then deleted leaves the others in turn',
      change: (map) => {
        map.get('a');
        map.delete('a');
        for (const key of ['d', 'e', 'a', 'b']) map.set(key, 'new');
      },
      holds: ['a', 'b', 'e'],
    },
    {
      because: 'a cleared map fills again',
      change: (map) => {
        map.set('d', 'new');
        map.clear();
        for (const key of ['a', 'b', 'c', 'd']) map.set(key, 'new');
      },
      holds: ['b', 'c', 'd'],
    },
  ])('$because', ({ change, holds }) => {
    const map = new BoundedMap<string>(3);
    for (const key of ['a', 'b', 'c']) map.set(key, 'old');
    change(map);
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => map.get(key) !== undefined)).toEqual(holds);
  });

  it('gives the value set last', () => {
    const map = new BoundedMap<string>(1);
    map.set('a', 'old');
    map.set('a', 'new');
    expect(map.get('a')).toBe('new');
  });

  it('evicts at the same cost however many entries it holds', () => {
    expectLinearCost((size) => {
      const map = new BoundedMap<true>(size);
      for (let at = 0; at < 3 * size; at += 1) map.set(`key ${at}`, true);
    });
  });
});
