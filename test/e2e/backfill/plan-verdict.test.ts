import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, type Folder } from '../../lifetime/folder';
import { startSimulator } from '../../lifetime/simulator';
import { callCommand } from './call-command';
import { makeCall, toLines } from './command';

let folder: string;
let write: Folder['write'];
beforeEach(() => {
  ({ folder, write } = createFolder());
});

interface Finding {
  readonly weight: string;
  readonly code: string;
  readonly sentence: string;
  readonly settled_by?: string;
  readonly share?: number;
  readonly samples?: readonly { readonly file: string; readonly line: number; readonly key?: string }[];
}

interface Planned {
  readonly code: number;
  readonly findings: readonly Finding[];
  readonly accepted: object;
}

/** Calls that leave nothing to settle, with a second each. */
const plain = (count: number) => Array.from({ length: count }, (_, index) => makeCall(index));
const withProperties = (index: number, properties: object) => ({ ...makeCall(index), properties });

async function planOf(calls: readonly unknown[], args: readonly string[] = []): Promise<Planned> {
  const dump = write('dump.ndjson', toLines(calls));
  const { code, stdout, stderr } = await callCommand(['plan', dump, '--json', ...args]);
  expect(stderr).toBe('');
  return { code, ...(JSON.parse(stdout) as Omit<Planned, 'code'>) };
}

const find = ({ findings }: Planned, code: string) => findings.find((finding) => finding.code === code);

const codesToSettle = ({ findings }: Planned) =>
  findings.flatMap(({ weight, code }) => (weight === 'settle' ? [code] : []));

/** A call of each kind of loss, the field that is named, and what settles it. */
const LOSSES: readonly {
  readonly code: string;
  readonly call: object;
  readonly key?: string;
  readonly mapping?: string;
  readonly settledBy?: string;
}[] = [
  { code: 'no_contact', call: { userId: undefined }, settledBy: 'sendAnonymousId: true' },
  { code: 'no_event_name', call: { event: ' ' } },
  { code: 'no_timestamp', call: { timestamp: 'soon' }, settledBy: 'timeFrom: [timestamp, context.at]' },
  { code: 'timestamp_out_of_range', call: { timestamp: '1831-01-01T00:00:00Z' } },
  { code: 'opted_out', call: { integrations: { All: false } }, key: 'integrations.All' },
  {
    code: 'email_invalid',
    call: { context: { traits: { email: 'nobody' } } },
    key: 'context.traits.email',
  },
  { code: 'identifier_ignored', call: { userId: {}, traits: { userId: 'u1' } }, key: 'userId' },
  {
    code: 'placeholder_ignored',
    call: { traits: { userId: 'u1' }, userId: 'null' },
    key: 'userId',
    settledBy: 'placeholderIds: ["null"]',
  },
  {
    code: 'integration_unclear',
    call: { integrations: { 'Intercom (old)': false } },
    key: 'integrations.Intercom (old)',
    settledBy: 'integrationNames: ["Intercom (old)"]',
  },
  { code: 'json_text_unreadable', call: { context: 'none' }, key: 'context' },
  {
    code: 'timestamp_fallback',
    call: { timestamp: 'soon', receivedAt: '2026-01-02T00:00:00Z' },
    key: 'timestamp',
    settledBy: 'timeFrom: [receivedAt, timestamp]',
  },
  {
    code: 'timestamp_placeholder',
    call: { timestamp: 0, receivedAt: '2026-01-02T00:00:00Z' },
    key: 'timestamp',
  },
  { code: 'properties_unreadable', call: { properties: 'a, b' }, key: 'properties' },
  {
    code: 'key_limit',
    call: { properties: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`k${index}`, 'v'])) },
    key: 'k10',
    settledBy: 'keepKeys: [k11]',
  },
  {
    code: 'money_rounded',
    call: { properties: { total: 19.995, currency: 'EUR' } },
    key: 'total',
    settledBy: 'types: { total: number }',
  },
  {
    code: 'money_unreadable',
    call: { properties: { total: 5, discount: '5 %', currency: 'EUR' } },
    key: 'discount',
    settledBy: 'types: { discount: text }',
  },
  {
    code: 'money_unit_unclear',
    call: { properties: { paid: { amount: 19.99, currency: 'EUR' } } },
    key: 'paid',
    settledBy: 'moneyObjects: major',
  },
  { code: 'currency_unknown', call: { properties: { total: 5, currency: 'gold' } } },
  {
    code: 'currency_unclear',
    call: { properties: { revenue: 5, payment_currency: 'EUR' } },
    key: 'revenue',
    settledBy: 'types: { revenue: number }',
  },
  {
    code: 'currency_assumed',
    call: { properties: { revenue: 5 } },
    key: 'revenue',
    settledBy: 'defaultCurrency: usd',
  },
];

describe('a loss', () => {
  it.each(LOSSES)('$code of more than one call in a hundred has to be settled or accepted', async (loss) => {
    const { code, call, key } = loss;
    const lossy = { ...makeCall(1_000), ...call };
    const calls = [lossy, ...plain(97), lossy];
    const planned = await planOf(calls);
    expect(planned.code).toBe(1);
    const { weight, share, samples } = find(planned, code) ?? {};
    // Of amounts, all in the dump are of this kind.
    const isOfAmounts = /^(money|currency)_/.test(code);
    expect({ weight, share }).toEqual({ weight: 'settle', share: isOfAmounts ? 1 : 2 / 99 });
    const dump = join(folder, 'dump.ndjson');
    expect(samples?.map(({ file, line }) => [file, line])).toEqual([
      [dump, 1],
      [dump, 99],
    ]);
    if (key !== undefined) expect(samples?.[0]).toMatchObject({ key });

    const { stdout } = await callCommand(['plan', dump]);
    expect(stdout).toContain(`\n  ! ${code}: 2 of ${isOfAmounts ? '2' : '99'} `);
    expect(stdout).toContain(`\n      ${dump}, line 99`);

    const accepted = await planOf(calls, ['--accept', code]);
    expect(find(accepted, code)).toMatchObject({ weight: 'accepted' });
    const others = codesToSettle(planned).filter((other) => other !== code);
    expect(codesToSettle(accepted)).toEqual(others);
    expect(accepted.code).toBe(others.length === 0 ? 0 : 1);
  });

  it.each(LOSSES.filter(({ settledBy }) => settledBy !== undefined))(
    '$code is settled by $settledBy',
    async ({ code, call, settledBy = '' }) => {
      const mapping = write('mapping.yaml', `${settledBy}\n`);
      const lossy = { ...makeCall(1_000), anonymousId: 'a1', context: { at: '2026-01-01' }, ...call };
      expect(find(await planOf([lossy, lossy, ...plain(97)]), code)).toMatchObject({ weight: 'settle' });
      const settled = await planOf([lossy, lossy, ...plain(97)], ['--mapping', mapping]);
      expect(find(settled, code)).toBeUndefined();
    },
  );

  it('of one call in a hundred is only good to know', async () => {
    const planned = await planOf([...plain(99), { ...makeCall(100), userId: undefined }]);
    expect({ code: planned.code, found: find(planned, 'no_contact') }).toEqual({
      code: 0,
      found: {
        weight: 'know',
        code: 'no_contact',
        sentence: '1 of 100 track calls (1 %): name nobody Intercom could know, such as anonymous visitors.',
        settled_by: expect.any(String),
        share: 0.01,
        samples: [{ file: join(folder, 'dump.ndjson'), line: 100 }],
      },
    });
  });

  it('is weighed by event name too, so that a rare event is not lost among many others', async () => {
    const rare = (index: number) => ({ ...makeCall(index), event: 'Paid' });
    const calls = [
      ...plain(3_000),
      ...Array.from({ length: 190 }, (_, index) => rare(3_000 + index)),
      ...Array.from({ length: 10 }, (_, index) => ({ ...rare(4_000 + index), properties: 'none' })),
    ];
    const planned = await planOf(calls, ['--names', 'prefix:Old ']);
    expect(find(planned, 'properties_unreadable')).toMatchObject({
      weight: 'settle',
      share: 10 / 200,
      sentence: expect.stringMatching(/^10 of 3,200 events \(0\.3 %\); of Old Paid 10 of 200 \(5 %\): /),
    });
  });

  it('counts a call once, however many of its properties are concerned', async () => {
    const planned = await planOf([
      withProperties(1, { total: 1.005, tax: 0.105, currency: 'EUR' }),
      ...plain(50),
    ]);
    expect(find(planned, 'money_rounded')).toMatchObject({
      sentence: expect.stringMatching(/^1 of 1 events with an amount \(100 %\)/),
    });
  });
});

describe('key_limit', () => {
  const keys = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at]));

  it('leaves alone what is inside objects, which is lost first', async () => {
    const calls = [withProperties(20, { ...keys(10), address: { city: 'x' } }), ...plain(9)];
    const planned = await planOf(calls);
    expect(find(planned, 'key_limit')).toBeUndefined();
    expect(planned.code).toBe(0);
  });

  it('is settled for the events whose rule says what stays', async () => {
    const rules = 'rules: [{ match: "Event *", action: send, metadata: { keepKeys: [k1] } }]';
    const mapping = write('mapping.yaml', `events: { ${rules} }\n`);
    const calls = [withProperties(1, keys(12)), { ...withProperties(2, keys(12)), event: 'Paid' }];
    const planned = await planOf(calls, ['--mapping', mapping]);
    expect(find(planned, 'key_limit')).toMatchObject({
      weight: 'settle',
      share: 1 / 2,
      samples: [{ line: 2, key: 'k10' }],
    });
  });
});

it('tells where calls turn Intercom off', async () => {
  const off = (integrations: unknown) => ({ ...makeCall(1), integrations });
  const planned = await planOf([
    ...plain(5),
    off({ All: false }),
    off({ All: false, Intercom: false }),
    off({ 'Actions Intercom Web': false }),
    off({ all: 'false' }),
    off(false),
  ]);
  expect(find(planned, 'opted_out')).toMatchObject({
    weight: 'settle',
    share: 5 / 10,
    sentence:
      '5 of 10 track calls (50 %): their integrations turn Intercom off (integrations in 1, integrations.Actions Intercom Web in 1, integrations.All in 1, integrations.Intercom in 1, integrations.all in 1).',
  });
});

describe('--accept', () => {
  const calls = [...plain(95), ...Array.from({ length: 5 }, () => ({ ...makeCall(1), userId: undefined }))];

  it.each([
    { text: 'no_contact', weight: 'accepted', share: 1 },
    { text: 'no_contact=5%', weight: 'accepted', share: 0.05 },
    { text: 'no_contact=0.05', weight: 'accepted', share: 0.05 },
    { text: 'no_contact=4.9%', weight: 'settle', share: 0.049 },
    { text: 'opted_out', weight: 'settle', share: 1 },
  ])('$text: $weight', async ({ text, weight, share }) => {
    const planned = await planOf(calls, ['--accept', text]);
    expect(find(planned, 'no_contact')).toMatchObject({ weight, share: 0.05 });
    expect(planned.code).toBe(weight === 'accepted' ? 0 : 1);
    expect(planned.accepted).toEqual({ [text.replace(/=.*/, '')]: share });
  });

  it('says that the share accepted is too small', async () => {
    const dump = write('dump.ndjson', toLines(calls));
    const { stdout } = await callCommand(['plan', dump, '--accept', 'no_contact=2%']);
    expect(stdout).toContain('accepts it.\n      Accepted are only 2 %, and it is 5 %.\n');
    expect((await callCommand(['plan', dump])).stdout).not.toContain('Accepted are only');
  });

  it('takes several, and shows what was accepted', async () => {
    const more = [
      ...calls,
      { ...makeCall(1), integrations: { All: false } },
      { ...makeCall(1), timestamp: '' },
    ];
    const dump = write('dump.ndjson', toLines([...more, { ...makeCall(1), timestamp: 'x' }]));
    const args = ['--accept', 'no_contact', '--accept', 'no_timestamp=10%'];
    const { code, stdout } = await callCommand(['plan', dump, ...args]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Verdict: go.\nAccepted:\n  + no_contact: 5 of 103 track calls (4.9 %): name nobody Intercom could know, such as anonymous visitors.\n  + no_timestamp: 2 of 103 ',
    );
    expect(stdout).toContain('\n  - opted_out: 1 of 103 track calls (1 %)');
  });

  it('accepts what has no share', async () => {
    const secret = [...plain(9), withProperties(9, { password: 'x' })];
    expect(find(await planOf(secret, ['--accept', 'secrets']), 'secrets')).toMatchObject({
      weight: 'accepted',
    });
  });

  it.each([
    ['nothing', /It must begin with one of no_contact, .*secrets/],
    ['no_contact=0', /A share must be such as no_contact=5% or no_contact=0\.05/],
    ['no_contact=101%', /A share must be/],
    ['no_contact=5=5', /A share must be/],
    ['old_events', /It must begin with one of/],
  ])('refuses %s', async (text, says) => {
    const dump = write('dump.ndjson', toLines(calls));
    const { code, stdout, stderr } = await callCommand(['plan', dump, '--accept', text]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(says);
  });
});

describe('a run with a plan', () => {
  const calls = [...plain(9), { ...makeCall(9), userId: undefined }];

  async function planned(...args: readonly string[]): Promise<{ dump: string; out: string }> {
    const dump = write('dump.ndjson', toLines(calls));
    const out = join(folder, 'plan.json');
    await callCommand(['plan', dump, '--out', out, ...args]);
    return { dump, out };
  }

  const consent = ['--confirm-live', 'x', '--names', 'same', '--to', 'EU'];

  it.each([[[]], [['--accept', 'no_contact=9%']], [['--accept', 'opted_out']]])(
    'to a live workspace is refused where something is neither settled nor accepted: %j',
    async (accepted) => {
      const { dump, out } = await planned(...accepted);
      const args = ['run', dump, '--plan', out, ...consent, '--run-dir', join(folder, 'run')];
      const { code, stdout, stderr } = await callCommand(args, { token: 'none' });
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toBe(
        [
          `intercom-destination: api.eu.intercom.io is live, and the plan ${out} is neither settled nor accepted in full:`,
          '  no_contact: 1 of 10 track calls (10 %): name nobody Intercom could know, such as anonymous visitors.',
          '  Plan again with other settings, or with --accept and the code.',
          '',
        ].join('\n'),
      );
    },
  );

  it('to a live platform is refused all the same', async () => {
    const { dump, out } = await planned();
    const key = write('key', 'abcd1234');
    const into = ['--into', 'segment', '--destination-name', 'X', '--write-key-file', key];
    const args = ['run', dump, '--plan', out, ...into, '--confirm-live', '1234', '--names', 'same'];
    const { code, stderr } = await callCommand([...args, '--run-dir', join(folder, 'run')]);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(
        /is live, and the plan .* is neither settled nor accepted in full:\n {2}no_contact/,
      ),
    });
  });

  it('on this machine is warned, and sends', async () => {
    const simulator = await startSimulator({ rateLimitPerWindow: 50_000 });
    try {
      simulator.seedContacts(plain(9).map(({ userId }) => ({ external_id: userId })));
      const { dump, out } = await planned();
      const args = ['run', dump, '--plan', out, '--to', simulator.url, '--progress', 'none'];
      const { code, stderr } = await callCommand([...args, '--run-dir', join(folder, 'run')], {
        token: simulator.token,
      });
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: `The plan ${out} has to be settled before a run to a live workspace: no_contact.\n`,
      });
      expect(simulator.storedEvents()).toHaveLength(9);
    } finally {
      await simulator.close();
    }
  });

  it('keeps in the plan what was accepted', async () => {
    const { out } = await planned('--accept', 'no_contact=10%');
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      format: 2,
      accepted: { no_contact: 0.1 },
      verdict: 'go',
    });
  });
});
