import { beforeEach, describe, expect, it } from '@jest/globals';
import { createFolder, type Folder } from '../../lifetime/folder';
import { callCommand } from './call-command';
import { makeCall, toLines } from './command';

let write: Folder['write'];
beforeEach(() => {
  ({ write } = createFolder());
});

interface Finding {
  readonly weight: string;
  readonly code: string;
  readonly sentence: string;
  readonly share?: number;
  readonly samples?: readonly { readonly line: number; readonly key?: string }[];
}

interface Planned {
  readonly findings: readonly Finding[];
  readonly figures: { readonly identity: { readonly people: { readonly count: number } } };
}

const plain = (count: number, people = 20) => Array.from({ length: count }, (_, at) => makeCall(at, people));

async function planOf(calls: readonly unknown[], mapping = ''): Promise<Planned> {
  const dump = write('dump.ndjson', toLines(calls));
  const { stdout, stderr } = await callCommand([
    'plan',
    dump,
    ...['--json', '--mapping', write('mapping.yaml', mapping)],
  ]);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Planned;
}

const find = ({ findings }: Planned, code: string) => findings.find((finding) => finding.code === code);
const linesOf = (finding: Finding | undefined) => finding?.samples?.map(({ line }) => line);

describe('people known by properties.email alone', () => {
  const invited = (at: number, more: object = {}) => ({
    ...makeCall(at),
    userId: undefined,
    event: 'Invited',
    properties: { email: `Guest${at}@example.com` },
    ...more,
  });

  it('are weighed by event name, unless the mapping says where emails are', async () => {
    const calls = [...plain(2_900), ...Array.from({ length: 100 }, (_, at) => invited(at))];
    expect(find(await planOf(calls), 'email_of_properties')).toMatchObject({
      weight: 'settle',
      share: 1,
      sentence: expect.stringMatching(/^100 of 3,000 events \(3\.3 %\); of Invited 100 of 100 \(100 %\): /),
      samples: [{ line: 2_901, key: 'properties.email' }, { line: 2_902 }, { line: 2_903 }],
    });
    const said = await planOf(calls, 'emailFrom: [properties.email]');
    expect(find(said, 'email_of_properties')).toBeUndefined();
  });

  it.each([
    { because: 'the traits say it too', more: { traits: { email: 'guest1@example.com ' } } },
    { because: 'it is the user id', more: { userId: 'guest1@example.com' } },
    { because: 'the traits have another', more: { context: { traits: { email: 'own@example.com' } } } },
  ])('are not those of whom $because', async ({ more }) => {
    expect(find(await planOf([invited(1, more)]), 'email_of_properties')).toBeUndefined();
  });
});

describe('one identifier', () => {
  const ofOne = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ ...makeCall(10_000 + at), userId: 'server' }));

  it('in an implausible part of the calls has to be settled', async () => {
    const planned = await planOf([...plain(1_500, 150), ...ofOne(120)]);
    const finding = find(planned, 'one_identifier');
    expect(finding).toMatchObject({
      weight: 'settle',
      share: 120 / 1_620,
      sentence: '120 of 1,620 events (7.4 %) have one and the same identifier, out of 151.',
    });
    expect(linesOf(finding)).toEqual([1_501, 1_502, 1_503]);
  });

  it.each([
    { because: 'twentieth part is not implausible', calls: () => [...plain(1_900, 150), ...ofOne(100)] },
    { because: 'few people have many calls each', calls: () => [...plain(100, 50), ...ofOne(120)] },
    { because: 'few calls are no habit', calls: () => [...plain(150, 150), ...ofOne(99)] },
  ])('is left alone: $because', async ({ calls }) => {
    expect(find(await planOf(calls()), 'one_identifier')).toBeUndefined();
  });
});

describe('user ids of several forms', () => {
  const uuid = (at: number) => `6f1c2a34-0b1d-4e5f-8a9b-${String(at).padStart(12, '0')}`;
  const withIds = (ids: readonly string[]) => ids.map((userId, at) => ({ ...makeCall(at), userId }));

  it('have to be settled', async () => {
    const ids = [
      ...Array.from({ length: 96 }, (_, at) => uuid(at)),
      ...['1', '007', '5f0000000000000000000001', 'a@example.com'],
    ];
    const finding = find(await planOf(withIds(ids)), 'mixed_ids');
    expect(finding).toMatchObject({
      weight: 'settle',
      share: 0.04,
      sentence:
        'User ids have several forms, by events: uuid 96 (96 %), number 2 (2 %), hexadecimal 1 (1 %), email 1 (1 %).',
    });
    expect(linesOf(finding)).toEqual([97, 98]);
  });

  it('are the odd one up to a hundredth', async () => {
    const ids = [...Array.from({ length: 99 }, (_, at) => `user_${at}`), '7'];
    expect(find(await planOf(withIds(ids)), 'mixed_ids')).toBeUndefined();
  });
});

describe('a crowded day', () => {
  const onDay = (at: number, day: number) => ({
    ...makeCall(at),
    timestamp: new Date(Date.UTC(2025, 0, day) + at * 1000).toISOString(),
  });
  const spread = Array.from({ length: 600 }, (_, at) => onDay(at, 1 + (at % 100)));

  it('looks like that of an import', async () => {
    const imported = Array.from({ length: 120 }, (_, at) => onDay(at, 200));
    const finding = find(await planOf([...spread, ...imported]), 'crowded_day');
    expect(finding).toMatchObject({
      weight: 'settle',
      share: 120 / 720,
      sentence:
        '120 of 720 events (16.7 %) are of 2025-07-19, as if that were the day of an import; an ordinary day has 6.',
    });
    expect(linesOf(finding)).toEqual([601, 602, 603]);
  });

  it.each([
    { because: 'a dump of one day', calls: Array.from({ length: 500 }, (_, at) => onDay(at, 1)) },
    {
      because: 'a busy day',
      calls: [...spread, ...Array.from({ length: 100 }, (_, at) => onDay(at, 3))],
    },
  ])('is none: $because', async ({ calls }) => {
    expect(find(await planOf(calls), 'crowded_day')).toBeUndefined();
  });
});

describe('amounts that look like cents', () => {
  const priced = (amounts: readonly (number | string)[], currency = 'EUR') =>
    amounts.map((total, at) => ({ ...makeCall(at), properties: { total, currency } }));
  const cents = Array.from({ length: 30 }, (_, at) => 1999 + (at % 3) * 1000);

  it('are shown as they are and as Intercom will show them', async () => {
    expect(find(await planOf(priced(cents)), 'like_cents')).toMatchObject({
      weight: 'settle',
      share: 1,
      sentence:
        '30 amounts are whole and large, as if they were in cents. As they are, and as Intercom will show them: total: 1999 (1,999.00 EUR), 2999 (2,999.00 EUR), 3999 (3,999.00 EUR).',
    });
  });

  it('are ten at most', async () => {
    const { sentence = '' } =
      find(await planOf(priced(Array.from({ length: 50 }, (_, at) => 900 + at))), 'like_cents') ?? {};
    expect(sentence.split('.00 EUR)')).toHaveLength(11);
  });

  it.each([
    { because: 'the mapping says the type', calls: priced(cents), mapping: 'types: { total: money }' },
    { because: 'yen are whole', calls: priced(cents, 'JPY'), mapping: '' },
    { because: 'small ones are prices', calls: priced(cents.map((_, at) => 5 + (at % 90))), mapping: '' },
    { because: 'some have a fraction', calls: priced([...cents, 19.99]), mapping: '' },
    { because: 'they are no money', calls: priced(cents, ''), mapping: '' },
    { because: 'they are few', calls: priced(cents.slice(0, 19)), mapping: '' },
  ])('are none: $because', async ({ calls, mapping }) => {
    expect(find(await planOf(calls, mapping), 'like_cents')).toBeUndefined();
  });
});

describe('amounts that stay numbers where other calls have money', () => {
  const money = Array.from({ length: 97 }, (_, at) => ({
    ...makeCall(at),
    properties: { total: at + 0.5, currency: 'EUR' },
  }));
  const left = [{ total: 12 }, { total: 5 }, { total: '7.50' }].map((properties, at) => ({
    ...makeCall(at),
    properties,
  }));

  it('have to be settled', async () => {
    const finding = find(await planOf([...money, ...left]), 'mixed_money');
    expect(finding).toMatchObject({
      weight: 'settle',
      share: 0.03,
      sentence: 'Amounts stay numbers where other calls have money: total in 3 of 100 (3 %).',
      samples: [
        { line: 98, key: 'total' },
        { line: 99, key: 'total' },
        { line: 100, key: 'total' },
      ],
    });
  });

  it('are not those of free shipping and of refunds, which are no money in any currency', async () => {
    const free = Array.from({ length: 30 }, (_, at) => ({
      ...makeCall(at),
      properties: { total: at % 2 === 0 ? 0 : -5, currency: 'EUR' },
    }));
    expect(find(await planOf([...money, ...free]), 'mixed_money')).toBeUndefined();
    const finding = find(await planOf([...money, ...free, ...left]), 'mixed_money');
    expect(finding).toMatchObject({ share: 0.03 });
    expect(linesOf(finding)).toEqual([128, 129, 130]);
  });

  it('are settled by a type', async () => {
    const planned = await planOf([...money, ...left], 'types: { total: number }');
    expect(find(planned, 'mixed_money')).toBeUndefined();
  });
});

describe('the same messageId', () => {
  it('with other contents is one history exported twice', async () => {
    const calls = plain(100);
    const again = calls
      .slice(0, 5)
      .map((call) => ({ ...call, properties: { ...call.properties, plan: 'free' } }));
    const later = { ...makeCall(7), timestamp: '2026-02-01T00:00:00Z' };
    const finding = find(await planOf([...calls, ...again, later, ...calls.slice(50)]), 'repeated_messages');
    expect(finding).toMatchObject({
      weight: 'settle',
      share: 6 / 156,
      sentence: expect.stringMatching(/^6 of 156 events \(3\.8 %\) have the messageId of another call/),
      samples: [{ line: 101, key: 'messageId' }, { line: 102 }, { line: 103 }],
    });
  });

  it('with the same contents is the same call', async () => {
    expect(find(await planOf([...plain(50), ...plain(50)]), 'repeated_messages')).toBeUndefined();
  });
});
