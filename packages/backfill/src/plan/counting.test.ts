import { describe, expect, it } from '@jest/globals';
import { HASH_BITS, hashText } from '../overlaps/hash-text';
import { AmountTable } from './amount-table';
import { BoundedCounts } from './bounded-counts';
import { DistinctCount } from './distinct-count';
import { formOf } from './id-forms';
import { LowestHashes } from './lowest-hashes';
import { PeopleSample } from './people-sample';
import { RepeatedMessageTable } from './repeated-message-table';
import { SameSecondSample } from './same-second-sample';

describe('hashText', () => {
  it('tells texts apart, and is the same each time', () => {
    const hashes = new Set(Array.from({ length: 200_000 }, (_, index) => hashText(`user_id:u${index}`)));
    expect(hashes.size).toBe(200_000);
    expect(hashText('a')).toBe(hashText('a'));
    const isHash = (hash: number) => Number.isInteger(hash) && hash >= 0 && hash < 2 ** HASH_BITS;
    expect([...hashes].every(isHash)).toBe(true);
  });

  it('spreads its bits evenly', () => {
    const counts = Array.from({ length: HASH_BITS }, () => 0);
    for (let index = 0; index < 20_000; index += 1) {
      let rest = hashText(`${index}@example.com`);
      for (let bit = 0; bit < HASH_BITS; bit += 1) {
        counts[bit] = (counts[bit] ?? 0) + (rest % 2);
        rest = Math.floor(rest / 2);
      }
    }
    expect(counts.filter((count) => count < 9_600 || count > 10_400)).toEqual([]);
  });
});

describe('DistinctCount', () => {
  const countOf = (values: number, groupBits = 14) => {
    const counter = new DistinctCount(groupBits, 1_000);
    for (let index = 0; index < values; index += 1) {
      const hash = hashText(`v${index}`);
      counter.add(hash);
      counter.add(hash);
    }
    return counter.counted;
  };

  it('is exact while there are few', () => {
    expect(countOf(0)).toEqual({ count: 0, approximate: false });
    expect(countOf(1_000)).toEqual({ count: 1_000, approximate: false });
  });

  it.each([1_001, 10_000, 40_000, 300_000])('says that it estimates %d, and is near', (values) => {
    const { count, approximate } = countOf(values);
    expect(approximate).toBe(true);
    expect(Math.abs(count - values) / values).toBeLessThan(0.03);
  });

  it.each([900, 1_500, 30_000])('counts %d the same in parts that are merged', (values) => {
    const merged = new DistinctCount(14, 1_000);
    for (let part = 0; part < 3; part += 1) {
      const counter = new DistinctCount(14, 1_000);
      for (let index = part; index < values; index += part + 1) counter.add(hashText(`v${index}`));
      merged.merge(counter.state);
    }
    expect(merged.counted).toEqual(countOf(values));
  });

  it('is near with few groups too', () => {
    expect(Math.abs(countOf(20_000, 8).count - 20_000) / 20_000).toBeLessThan(0.25);
  });
});

describe('SameSecondSample', () => {
  const add = (sample: SameSecondSample, key: string, event: string, message = '') => {
    sample.add(hashText(key), hashText(event) >>> 0, message === '' ? 0 : hashText(message) >>> 0);
  };

  it.each([
    {
      because: 'nothing is shared',
      calls: [
        ['a', 'x'],
        ['b', 'x'],
      ],
      figures: { duplicates: 0, same_second: 0 },
    },
    {
      because: 'the same event came twice',
      calls: [
        ['a', 'x', 'm'],
        ['a', 'x', 'm'],
      ],
      figures: { duplicates: 1, same_second: 0 },
    },
    {
      because: 'one has no messageId',
      calls: [
        ['a', 'x', 'm'],
        ['a', 'x', ''],
      ],
      figures: { duplicates: 1, same_second: 0 },
    },
    {
      because: 'another messageId means another event',
      calls: [
        ['a', 'x', 'm'],
        ['a', 'x', 'n'],
      ],
      figures: { duplicates: 0, same_second: 1 },
    },
    {
      because: 'the events differ',
      calls: [
        ['a', 'x', 'm'],
        ['a', 'y', 'm'],
        ['a', 'z', 'm'],
      ],
      figures: { duplicates: 0, same_second: 2 },
    },
  ])('$figures, since $because', ({ calls, figures }) => {
    const sample = new SameSecondSample();
    for (const [key = '', event = '', message] of calls) add(sample, key, event, message);
    expect(sample.figures).toEqual({ ...figures, looked_at: 1 });
  });

  it('looks at a part of very many, says so, and is near', () => {
    const sample = new SameSecondSample();
    for (let index = 0; index < 1_500_000; index += 1) {
      add(sample, `k${index}`, 'x');
      if (index % 50 === 0) add(sample, `k${index}`, 'x');
      if (index % 100 === 0) add(sample, `k${index}`, 'y');
    }
    const { duplicates, same_second, looked_at } = sample.figures;
    expect(looked_at).toBeLessThan(1);
    expect(Math.abs(duplicates - 30_000)).toBeLessThan(1_500);
    expect(Math.abs(same_second - 15_000)).toBeLessThan(1_000);
  });
});

describe('RepeatedMessageTable', () => {
  it('counts calls with other contents than the first call of their messageId', () => {
    const table = new RepeatedMessageTable();
    const add = (messageId: string, content: number, line: number) => {
      table.add(hashText(messageId), content, { file: 0, line });
    };
    add('a', 1, 1);
    add('a', 1, 2);
    add('a', 2, 3);
    add('b', 2, 4);
    add('a', 3, 5);
    table.add(0, 1, { file: 0, line: 6 });
    table.add(0, 2, { file: 0, line: 7 });
    expect(table.found).toEqual({
      repeated: 2,
      lookedAt: 1,
      samples: [
        { file: 0, line: 3, key: 'messageId' },
        { file: 0, line: 5, key: 'messageId' },
      ],
    });
  });

  it('looks at a part of very many, says so, and is near', () => {
    const table = new RepeatedMessageTable();
    for (let index = 0; index < 1_200_000; index += 1) {
      const message = hashText(`m${index}`);
      table.add(message, 1, { file: 0, line: index });
      if (index % 40 === 0) table.add(message, 2, { file: 0, line: index });
    }
    const { repeated, lookedAt } = table.found;
    expect(lookedAt).toBeLessThan(1);
    expect(Math.abs(repeated - 30_000)).toBeLessThan(1_500);
  });
});

it('LowestHashes keeps the same ten of many, in any order and however often', () => {
  const numbers = Array.from({ length: 500 }, (_, index) => index % 100);
  const take = (given: readonly number[]) => {
    const lowest = new LowestHashes();
    for (const number of given) lowest.add(number);
    return lowest.numbers;
  };
  const taken = take(numbers);
  expect(new Set(taken).size).toBe(10);
  expect(take(numbers.toReversed())).toEqual(taken);
});

it.each([
  ['12', 'number'],
  ['007', 'number'],
  ['12a', 'text'],
  ['6F1C2A34-0b1d-4e5f-8a9b-000000000001', 'uuid'],
  ['6f1c2a34-0b1d-4e5f-8a9b-00000000000x', 'text'],
  ['5f0000000000000000000001', 'hexadecimal'],
  ['6f1c2a340b1d4e5f8a9b000000000001', 'hexadecimal'],
  ['5f000000000000000000000g', 'text'],
  ['ada@example.com', 'email'],
  ['user_12', 'text'],
])('the user id %s is a %s', (id, form) => {
  expect(formOf(id)).toBe(form);
});

it('BoundedCounts counts what finds no room', () => {
  const counts = new BoundedCounts(2);
  for (const name of ['b', 'a', 'c', 'a', 'd', '__proto__']) counts.add(name);
  expect(counts.sorted).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
  expect(counts.others).toBe(3);
});

it('BoundedCounts counts in parts that are merged', () => {
  const [counts, part] = [new BoundedCounts(2), new BoundedCounts(2)];
  for (const name of ['a', 'b', 'c']) counts.add(name);
  for (const name of ['d', 'd', 'b', 'a']) part.add(name);
  counts.merge(part.state);
  expect(counts.sorted).toEqual([
    ['b', 2],
    ['a', 1],
  ]);
  // The part has no room for `a` any more, and so no name of it.
  expect(counts.others).toBe(4);
});

it('PeopleSample takes each person once, the same ones in any order', () => {
  const people = Array.from({ length: 300 }, (_, index) => ({
    by: 'user_id' as const,
    value: `u${index % 100}`,
  }));
  const take = (list: typeof people) => {
    const sample = new PeopleSample(20);
    for (const person of list) sample.add(hashText(person.value), person);
    return sample.identifiers;
  };
  const taken = take(people);
  expect(new Set(taken.map(({ value }) => value)).size).toBe(20);
  expect(take(people.toReversed())).toEqual(taken);
});

describe('AmountTable', () => {
  const tableOf = (amounts: readonly (readonly [number, string])[]) => {
    const table = new AmountTable();
    for (const [amount, currency] of amounts) table.add(amount, currency);
    return table.mixed;
  };
  const times = (count: number, amount: number, currency: string) =>
    Array.from({ length: count }, () => [amount, currency] as const);

  it.each([
    { because: 'all are whole', amounts: times(9, 20, 'eur'), mixed: undefined },
    {
      because: 'yen are whole and euros are not',
      amounts: [...times(9, 2000, 'jpy'), ...times(9, 19.5, 'eur')],
      mixed: undefined,
    },
    {
      because: 'prices are round at times',
      amounts: [...times(9, 20, 'eur'), ...times(9, 19.5, 'eur')],
      mixed: { whole: 9, fractional: 9, units_unclear: false },
    },
    {
      because: 'some are in cents',
      amounts: [...times(9, 1995, 'eur'), ...times(9, 19.95, 'eur')],
      mixed: { whole: 9, fractional: 9, units_unclear: true },
    },
    {
      because: 'one large order is no habit',
      amounts: [...times(9, 20, 'eur'), [1e6, 'eur'] as const, ...times(9, 19.95, 'eur')],
      mixed: { whole: 10, fractional: 9, units_unclear: false },
    },
  ])('$because', ({ amounts, mixed }) => {
    expect(tableOf(amounts)).toEqual(mixed);
  });
});
