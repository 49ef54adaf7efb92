import { createMapper } from '@intercom-destination/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../../../test/lifetime/folder';
import type { CollisionPolicy } from './collision-policy';
import { OverlapFinder } from './find-overlaps';
import type { Overlap } from './overlaps';

const mapTrackCall = createMapper();

let folder: string;
beforeEach(() => {
  folder = join(createFolder().folder, 'overlaps');
});

interface Facts {
  readonly who?: string;
  readonly event?: string;
  /** After the full minute. */
  readonly second?: number;
  readonly id?: string;
  readonly n?: number;
}

function add(
  finder: OverlapFinder,
  position: number,
  { who = 'ana', event = 'Opened', second = 0, id, n = 1 }: Facts,
) {
  const timestamp = new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
  const call = { event, userId: who, timestamp, messageId: id, properties: { n } };
  const mapped = mapTrackCall(call);
  if (!mapped.ok) throw new Error(mapped.refusal.message);
  finder.add({ position, content: { readable: true, call } }, mapped);
}

function find(policy: CollisionPolicy, calls: readonly Facts[]): (string | number | undefined)[] {
  const finder = new OverlapFinder(folder, policy);
  calls.forEach((facts, index) => {
    add(finder, index + 1, facts);
  });
  const overlaps = finder.find();
  finder.remove();
  expect(existsSync(folder)).toBe(false);
  const show = (overlap: Overlap | undefined) =>
    overlap?.kind === 'shifted' ? overlap.seconds : overlap?.kind;
  return calls.map((_, index) => show(overlaps.at(index + 1)));
}

describe('calls that share person, name and second', () => {
  it.each<{ because: string; calls: Facts[]; found: (string | undefined)[] }>([
    {
      because: 'the same call twice is one',
      calls: [{ id: 'a' }, { id: 'a' }],
      found: [undefined, 'duplicate'],
    },
    {
      because: 'two ids are two calls, however alike',
      calls: [{ id: 'a' }, { id: 'b' }],
      found: [undefined, 'same_second'],
    },
    {
      because: 'without an id on one side the data event decides',
      calls: [{ id: 'a' }, {}, { id: 'b' }],
      found: [undefined, 'duplicate', 'same_second'],
    },
    {
      because: 'one without an id stands for all alike',
      calls: [{}, { id: 'a' }, { id: 'b' }],
      found: [undefined, 'duplicate', 'duplicate'],
    },
    {
      because: 'an id alone makes no duplicate',
      calls: [
        { id: 'a', n: 1 },
        { id: 'a', n: 2 },
      ],
      found: [undefined, 'same_second'],
    },
    {
      because: 'a duplicate may be one of any before it',
      calls: [{ n: 1 }, { n: 2 }, { n: 1 }, { n: 2 }],
      found: [undefined, 'same_second', 'duplicate', 'duplicate'],
    },
    {
      because: 'JSON writes -0 as 0',
      calls: [{ n: 0 }, { n: -0 }],
      found: [undefined, 'duplicate'],
    },
    {
      because: 'Intercom compares names without case',
      calls: [{ event: 'Opened' }, { event: 'OPENED' }],
      found: [undefined, 'same_second'],
    },
    { because: 'another person', calls: [{}, { who: 'bo' }], found: [undefined, undefined] },
    { because: 'another name', calls: [{}, { event: 'Closed' }], found: [undefined, undefined] },
    { because: 'another second', calls: [{}, { second: 1 }], found: [undefined, undefined] },
  ])('$because', ({ calls, found }) => {
    expect(find('report', calls)).toEqual(found);
  });

  it('are dropped where that was asked for, but for the first', () => {
    expect(find('drop', [{ n: 1 }, { n: 2 }, { n: 1 }])).toEqual([undefined, 'dropped', 'duplicate']);
  });
});

describe('shifted calls', () => {
  it('go to the next second that is free in the whole input, also of what comes later', () => {
    const calls = [{ n: 1 }, { n: 2 }, { n: 3 }, { second: 1 }, { second: 3 }];
    expect(find('shift', calls)).toEqual([undefined, 2, 4, undefined, undefined]);
  });

  it.each<{ because: string; calls: Facts[]; found: (string | number | undefined)[] }>([
    {
      because: 'two exports of it hold different things',
      calls: [
        { id: 'a', n: 1 },
        { id: 'a', n: 2 },
        { id: 'b', n: 3 },
      ],
      found: [undefined, 'same_second', 1],
    },
    {
      because: 'another export has it at another second',
      calls: [
        { id: 'a', n: 1 },
        { id: 'b', n: 2 },
        { second: 9, id: 'b', n: 2 },
      ],
      found: [undefined, 'same_second', undefined],
    },
    {
      because: 'but the same call twice is moved once',
      calls: [
        { id: 'a', n: 1 },
        { id: 'b', n: 2 },
        { id: 'b', n: 2 },
      ],
      found: [undefined, 1, 'duplicate'],
    },
  ])('are none with a messageId that another call has: $because', ({ calls, found }) => {
    expect(find('shift', calls)).toEqual(found);
  });

  it('do not meet one another', () => {
    const calls = [{ n: 1 }, { n: 2 }, { second: 1, n: 1 }, { second: 1, n: 2 }];
    expect(find('shift', calls)).toEqual([undefined, 2, undefined, 2]);
  });

  it('stay, and are counted apart, where no second is free within a minute', () => {
    const full = Array.from({ length: 62 }, (_, n) => ({ n }));
    const found = find('shift', full);
    expect(found.slice(0, 60)).toEqual([undefined, ...Array.from({ length: 59 }, (_, at) => at + 1)]);
    expect(found.slice(60)).toEqual(['same_second', 'same_second']);
  });
});

it('sorts out many calls at one second in time', () => {
  const calls = Array.from({ length: 30_000 }, (_, n) => ({ n: n % 10_000, id: `m${n % 20_000}` }));
  const found = find('report', calls);
  expect(found.filter((kind) => kind === 'duplicate')).toHaveLength(10_000);
  expect(found.filter((kind) => kind === 'same_second')).toHaveLength(19_999);
});

it('leaves no person on the disk', () => {
  const finder = new OverlapFinder(folder, 'report');
  for (let n = 0; n < 2_000; n += 1) add(finder, n + 1, { who: 'ana@example.com', id: 'secret-id', n });
  const files = readdirSync(folder);
  expect(files.length).toBeGreaterThan(0);
  const kept = files.map((name) => readFileSync(join(folder, name), 'latin1')).join('');
  expect(kept).not.toMatch(/ana|secret|Opened/);
  finder.remove();
});
