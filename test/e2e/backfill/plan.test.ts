import { MAPPING_VERSION, readMappingSettings } from '@intercom-destination/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createFolder, type Folder } from '../../lifetime/folder';
import { runProcess } from '../../lifetime/run-process';
import { startSimulator } from '../../lifetime/simulator';
import { callCommand } from './call-command';
import { makeCall, runCommand, toLines } from './command';

let folder: string;
let write: Folder['write'];
beforeEach(() => {
  ({ folder, write } = createFolder());
});

const call = {
  type: 'track',
  event: 'Ordered',
  userId: 'u1',
  messageId: 'm1',
  timestamp: '2026-03-01T00:00:00Z',
};

interface Plan {
  readonly figures: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly verdict: string;
  readonly findings: readonly { readonly weight: string; readonly code: string; readonly sentence: string }[];
  readonly command: string;
  readonly probe?: object;
}

async function planOf(
  calls: readonly unknown[],
  args: readonly string[] = [],
  token?: string,
): Promise<Plan> {
  const dump = write('dump', toLines(calls));
  const { code, stdout, stderr } = await callCommand(
    ['plan', dump, '--json', ...args],
    token === undefined ? {} : { token },
  );
  expect(stderr).toBe('');
  const plan = JSON.parse(stdout) as Plan;
  expect(code).toBe(plan.verdict === 'go' ? 0 : 1);
  return plan;
}

const codesOf = ({ findings }: Plan) => findings.map(({ weight, code }) => `${weight} ${code}`);

describe('plan', () => {
  it('tells every figure of a dump', async () => {
    const wide = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`k${index}`, `v${index}`]));
    const plan = await planOf([
      call,
      call,
      { ...call, messageId: 'm2' },
      { ...call, event: 'ordered', userId: undefined, context: { traits: { email: 'a@example.com' } } },
      { ...call, event: 'Viewed', userId: 'u2', timestamp: '2020-01-01', traits: { email: 'b@example.com' } },
      { ...call, userId: 'u3', properties: { ...wide, shippedAt: '2026-01-01', url: 'https://example.com' } },
      { ...call, userId: 'u4', timestamp: '2099-01-01', properties: { total: 5, currency: 'EUR', n: 3 } },
      {
        ...call,
        userId: 'u5',
        properties: { total: 19.99, currency: 'EUR', phone: '1', invitee: 'c@example.com' },
      },
      { ...call, userId: undefined, anonymousId: 'a1' },
      { ...call, event: '' },
      { type: 'page' },
      { ...call, integrations: { All: false } },
    ]);
    expect(plan.figures).toMatchObject({
      calls: 12,
      to_deliver: 8,
      skipped: { other_type: 1, opted_out: 1 },
      refused: { no_contact: 1, no_event_name: 1 },
      event_names: {
        distinct: 2,
        limit: 120,
        calls_by_name: { Ordered: 6, ordered: 1, Viewed: 1 },
        other_calls: 0,
      },
      keys: { limit: 10, calls_that_lose_keys: 1, other_filled: 0 },
      kinds: { text: 11, date: 1, money: 2, number: 1 },
      identity: {
        by: { id: 0, user_id: 7, email: 1 },
        with_fallback: 1,
        anonymous_only: 1,
        people: { count: 6, approximate: false },
      },
      overlaps: { duplicates: 1, same_second: 1, looked_at: 1 },
      time: { first: '2020-01-01T00:00:00Z', last: '2099-01-01T00:00:00Z', in_future: 1 },
      requests: { needed: 8, calls_per_window: 1667, rate: '0.8' },
    });
    const properties = plan.figures['keys']?.['properties'] as { path: string }[];
    expect(
      properties
        .filter((key) => 'lost' in key && key.lost !== 0)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['k10', 'k11', 'k9', 'url']);
    expect(properties.find(({ path }) => path === 'total')).toMatchObject({
      filled: 2,
      distinct: { count: 2, approximate: false },
      kinds: { money: 2 },
      amounts: { whole: 1, fractional: 1, units_unclear: false },
    });
    expect(properties.flatMap((key) => ('sensitive' in key ? [[key.path, key.sensitive]] : []))).toEqual([
      ['invitee', { by: 'value', what: 'personal' }],
      ['phone', { by: 'name', what: 'personal' }],
    ]);
    expect(codesOf(plan)).toEqual([
      'settle repeated_messages',
      'settle key_limit',
      'settle no_contact',
      'settle no_event_name',
      'settle opted_out',
      'know not_probed',
      'know in_future',
      'know personal_data',
      'know overlaps',
      'know old_events',
    ]);
  });

  it('says go where there is nothing to settle', async () => {
    const plan = await planOf(Array.from({ length: 50 }, (_, index) => makeCall(index)));
    expect(plan.verdict).toBe('go');
    const { stdout } = await callCommand(['plan', join(folder, 'dump')]);
    expect(stdout).toMatch(/^50 calls read\n/);
    expect(stdout).toMatch(/\nVerdict: go\.\n/);
    expect(stdout).toContain('--confirm-live WORKSPACE_ID_CODE\n');
  });

  it.each([
    { code: 'nothing_to_deliver', because: 'all is skipped', calls: [{ type: 'page' }] },
    {
      code: 'too_many_names',
      because: 'a workspace takes 120',
      calls: Array.from({ length: 121 }, (_, index) => ({ ...call, event: `Event ${index}` })),
    },
    {
      code: 'secrets',
      because: 'a token would be sent',
      calls: [{ ...call, properties: { accessToken: 'x' } }],
    },
    {
      code: 'units_unclear',
      because: 'some amounts are in cents',
      calls: Array.from({ length: 20 }, (_, index) => ({
        ...call,
        properties: { price: index % 2 === 0 ? 1995 : 19.95 },
      })),
    },
  ])('wants $code settled: $because', async ({ code, calls }) => {
    expect(codesOf(await planOf(calls))).toContain(`settle ${code}`);
  });

  it('is settled about an amount whose type the mapping says', async () => {
    const mapping = write('mapping.yaml', 'types: { price: money_minor }\n');
    const calls = Array.from({ length: 20 }, (_, index) => ({
      ...call,
      properties: { price: index % 2 === 0 ? 1995 : 19.95 },
    }));
    expect(codesOf(await planOf(calls, ['--mapping', mapping]))).not.toContain('settle units_unclear');
  });

  it('holds the refused against the whole dump, not against the few that a limit lets pass', async () => {
    const calls = [
      { ...call, userId: undefined },
      ...Array.from({ length: 99 }, (_, index) => makeCall(index)),
    ];
    expect((await planOf(calls, ['--limit', '5'])).verdict).toBe('go');
  });

  it('heeds filters and mapping, and puts them into the command', async () => {
    const mapping = write('my mapping.yaml', 'events: { rules: [{ match: Noise, action: skip }] }\n');
    const plan = await planOf(
      [call, { ...call, event: 'Noise' }, { ...call, event: 'Left' }],
      [
        '--mapping',
        mapping,
        '--exclude',
        'Le*',
        '--from',
        '2026-01-01',
        '--names',
        'prefix:Old ',
        '--limit',
        '5',
      ],
    );
    expect(plan.figures).toMatchObject({
      to_deliver: 1,
      skipped: { skipped_by_rule: 1, excluded: 1 },
      event_names: { calls_by_name: { 'Old Ordered': 1 } },
    });
    const [planned = '', run = ''] = plan.command.replaceAll(' \\\n ', '').split('\n');
    expect(planned).toContain('intercom-destination plan');
    expect(run.split(' --').slice(1)).toEqual([
      'plan plan.json',
      `mapping '${mapping}'`,
      "exclude 'Le*'",
      'from 2026-01-01T00:00:00.000Z',
      'limit 5',
      'to REGION',
      "names 'prefix:Old '",
      'confirm-live WORKSPACE_ID_CODE',
    ]);
  });

  it('writes a plan that fixes what it was made of, for its owner alone', async () => {
    const out = join(folder, 'plan.json');
    const suppress = write('never', 'somebody@example.com');
    await planOf([call], ['--out', out, '--suppress', suppress, '--csv-types', 'text']);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      format: 2,
      mapping_version: MAPPING_VERSION,
      mapping: readMappingSettings(),
      reading: { csvTypes: 'text' },
      filters: { suppress: { sha256: expect.stringMatching(/^[\da-f]{64}$/), entries: 1 } },
      names: { kind: 'same' },
      inputs: [{ path: join(folder, 'dump'), bytes: expect.any(Number), ends_sha256: expect.any(String) }],
      verdict: 'go',
      command: expect.stringContaining(`--plan ${out}`),
    });
    expect(statSync(out).mode & 0o077).toBe(0);
  });

  it.each([
    { args: '', status: 1 },
    { args: "--names 'prefix:Old ' --only '*ed' --accept no_contact=50%", status: 0 },
  ])('prints commands that work as printed: $args', async ({ args, status }) => {
    write('-dump', toLines([call, { ...call, userId: undefined }]));
    const cli = join(__dirname, '..', '..', '..', 'packages', 'backfill', 'dist', 'cli.js');
    const inShell = (commands: string, env: object = {}) =>
      runProcess(
        'bash',
        ['-c', `intercom-destination() { "${process.execPath}" "${cli}" "$@"; }\n${commands}`],
        { cwd: folder, env: { ...process.env, ...env } },
      );
    const { stdout } = await inShell(`intercom-destination plan ./-dump ${args}`);
    const [, printed = ''] = /check says it\):\n\n([\s\S]*)$/.exec(stdout) ?? [];
    const simulator = await startSimulator();
    try {
      simulator.seedContacts([{ external_id: 'u1' }]);
      const commands = printed.replace('REGION', simulator.url).replace('WORKSPACE_ID_CODE', 'sim00001');
      const env = { INTERCOM_ACCESS_TOKEN: simulator.token };
      const ended = await inShell(commands, env);
      expect(ended).toMatchObject({
        status,
        stdout: expect.stringMatching(/accepted +1 .*\n(.*\n)*.*refused +1 /),
      });
      expect(simulator.storedEvents()).toHaveLength(1);
    } finally {
      await simulator.close();
    }
  });

  it('names a dump that came by standard input as one to keep', async () => {
    const { stdout } = await runCommand(['plan', '-', '--json'], { stdin: toLines([call]) });
    const { command } = JSON.parse(stdout) as Plan;
    expect(command).toMatch(
      /^intercom-destination plan DUMP_FILE .*\n {2}--out plan\.json\nintercom-destination run DUMP_FILE /,
    );
  });

  it('counts people, and not their identifiers', async () => {
    const email = (address: string) => ({ context: { traits: { email: address } } });
    const plan = await planOf([
      { ...call, ...email('a@example.com') },
      { ...call, userId: undefined, ...email('a@example.com') },
      { ...call, integrations: { Intercom: { id: '5f0000000000000000000001' } }, userId: 'u2' },
      { ...call, userId: 'u2' },
      { ...call, userId: undefined, ...email('b@example.com') },
      { ...call, userId: 'u3' },
    ]);
    expect(plan.figures['identity']).toMatchObject({ people: { count: 4, approximate: false } });
  });

  it('names settings, rules and filters that nothing in the dump matches', async () => {
    const mapping = write(
      'mapping.yaml',
      [
        'keepKeys: [Plan, plna, address.city, address_zip, page, page_url]',
        'addKeys: { page_url: context.page.url }',
        'dropKeys: [address, secret]',
        'types: { seats: number, seets: number }',
        'renameKeys: { plan: tier, paln: tier2 }',
        'events:',
        '  rules:',
        '    - { match: Ordered, action: send, metadata: { keepKeys: [total] } }',
        '    - { match: "Ord*", action: send }',
        '    - { match: Noise, action: skip }',
        '    - { match: Nois, action: skip }',
        '',
      ].join('\n'),
    );
    const properties = { plan: 'pro', seats: 3, address: { city: 'x', zip: '1' } };
    const plan = await planOf(
      [
        { ...call, properties },
        { ...call, event: 'Noise' },
        { ...call, event: 'Left' },
      ],
      ['--mapping', mapping, '--exclude', 'Left', '--exclude', 'Lefd'],
    );
    expect(plan.findings.find(({ code }) => code === 'unmatched_settings')).toEqual({
      weight: 'know',
      code: 'unmatched_settings',
      sentence:
        'Nothing in the dump has these names: keepKeys plna, keepKeys page, dropKeys secret, types seets, renameKeys paln, keepKeys total, event rule Ord*, event rule Nois, --exclude Lefd.',
    });
  });

  it('reads standard input, but for a plan to keep', async () => {
    const stdin = toLines([call]);
    expect(await runCommand(['plan', '-'], { stdin })).toMatchObject({ code: 0, stderr: '' });
    expect(await runCommand(['plan', '-', '--out', join(folder, 'plan.json')], { stdin })).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/standard input cannot be read again; give files/),
    });
  });

  it('shows no person', async () => {
    const person = {
      userId: 'secret-user-77',
      anonymousId: 'secret-anon',
      context: { traits: { email: 'ada@example.com' } },
    };
    const calls = Array.from({ length: 30 }, (_, index) => ({
      ...call,
      ...person,
      messageId: `m${index}`,
      event: index === 0 ? 'Invited eve@example.com' : 'Ordered',
      properties: { to: 'eve@example.com', 'bob@example.com': 1, name: 'Ada Lovelace', note: 'call Ada' },
    }));
    const out = join(folder, 'plan.json');
    const proposal = join(folder, 'proposal.yaml');
    const plan = await planOf(calls, ['--out', out, '--write-mapping', proposal]);
    const { stdout } = await callCommand(['plan', join(folder, 'dump')]);
    const everything = [
      JSON.stringify(plan),
      stdout,
      readFileSync(out, 'utf8'),
      readFileSync(proposal, 'utf8'),
    ].join('\n');
    expect(everything.match(/secret-user|secret-anon|ada@|eve@|bob@|Lovelace|call Ada/g)).toBeNull();
    expect(everything).toContain('Invited …');
  });
});

describe('--probe', () => {
  it('looks people up by each identifier, and changes nothing', async () => {
    const simulator = await startSimulator({ rateLimitPerWindow: 500 });
    try {
      simulator.seedContacts([
        { external_id: 'u1' },
        { id: '5f0000000000000000000001', role: 'lead' },
        { email: 'a@example.com' },
        { external_id: 'x1', email: 'twice@example.com' },
        { role: 'lead', email: 'twice@example.com' },
      ]);
      const byEmail = (email: string) => ({ ...call, userId: undefined, context: { traits: { email } } });
      const byId = (id: string) => ({ ...call, userId: undefined, integrations: { Intercom: { id } } });
      const calls = [
        call,
        { ...call, userId: 'u/2?' },
        byEmail('a@example.com'),
        byEmail('nobody@example.com'),
        byEmail('twice@example.com'),
        byId('5f0000000000000000000001'),
        byId('5f0000000000000000000002'),
      ];
      const args = ['--probe', '50', '--base-url', simulator.url];
      const plan = await planOf(calls, args, simulator.token);
      expect(plan.probe).toEqual({ looked_up: 7, found: 3, ambiguous: 1, missing: 3, unknown: 0 });
      expect(plan.figures).toMatchObject({ requests: { calls_per_window: 500 } });
      expect(codesOf(plan)).toContain('settle people_missing');
      expect(simulator.storedEvents()).toEqual([]);
      expect(simulator.statistics().requests).toBe(8);

      const few = await planOf(calls, ['--probe', '2', '--base-url', simulator.url], simulator.token);
      expect(few.probe).toMatchObject({ looked_up: 2 });
    } finally {
      await simulator.close();
    }
  });

  it('wants a place and a token before it reads', async () => {
    const dump = write('dump', toLines([call]));
    expect(await callCommand(['plan', dump, '--probe', '5'])).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/Say where the workspace is hosted/),
    });
    const simulator = await startSimulator();
    try {
      const args = ['plan', dump, '--probe', '5', '--base-url', simulator.url];
      expect(await runCommand(args, { token: 'wrong' })).toMatchObject({
        code: 3,
        stdout: '',
        stderr: expect.stringMatching(/refuses the access token/),
      });
      expect(await runCommand(args)).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/no access token/),
      });
    } finally {
      await simulator.close();
    }
  });
});

describe('--write-mapping', () => {
  async function propose(
    calls: readonly unknown[],
    args: readonly string[] = [],
  ): Promise<{ text: string; settings: unknown }> {
    const path = join(folder, 'proposal.yaml');
    await planOf(calls, ['--write-mapping', path, ...args]);
    const text = readFileSync(path, 'utf8');
    // A run can use it.
    const mapped = await callCommand(['map', join(folder, 'dump'), '--mapping', path]);
    expect(mapped).toMatchObject({ code: 0, stderr: '' });
    return { text, settings: parse(text) };
  }

  it('joins noisy names', async () => {
    const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const { text, settings } = await propose(
      letters.map((letter) => ({ ...call, event: `Read /docs/${letter}` })),
    );
    expect(settings).toEqual({
      events: { unlisted: 'send', rules: [{ match: 'Read /docs/*', action: 'send', name: 'Read /docs' }] },
    });
    expect(text).toContain('# Read /docs/*: 7 names in 7 calls become Read /docs.\n');
    const mapped = await callCommand([
      'map',
      join(folder, 'dump'),
      '--mapping',
      join(folder, 'proposal.yaml'),
    ]);
    expect(mapped.stdout.match(/"event_name":"Read \/docs"/g)).toHaveLength(7);
  });

  it('keeps the keys that are filled often and with many values, drops secrets, and settles what wavers', async () => {
    const calls = Array.from({ length: 60 }, (_, index) => ({
      ...call,
      messageId: `m${index}`,
      timestamp: `2026-03-01T00:00:${String(index).padStart(2, '0')}Z`,
      properties: {
        ...Object.fromEntries(Array.from({ length: 12 }, (_, key) => [`always${key}`, 'same'])),
        plan: `plan ${index % 5}`,
        session_token: `t${index}`,
        seats: index % 2 === 0 ? index : String(index),
        due_on: index % 20 === 0 ? 'soon' : '2026-05-01',
        mixed: index % 2 === 0 ? index : 'none',
        ...(index % 3 === 0 ? { seldom: `x${index}` } : {}),
      },
    }));
    const { settings } = await propose(calls);
    expect(settings).toEqual({
      keepKeys: ['seats', 'mixed', 'plan', 'due_on', 'seldom'],
      dropKeys: ['session_token'],
      types: { seats: 'number', due_on: 'date', mixed: 'text' },
    });
  });

  it('brings the spelling of a warehouse to the live one', async () => {
    const live = {
      ...call,
      properties: {
        planName: 'pro',
        'seat count': 3,
        address: { city: 'x' },
        paidAt: '2026-01-01T00:00:00Z',
        bothHere: 1,
        both_here: 2,
      },
    };
    const warehouse = {
      ...call,
      userId: 'u2',
      properties: { plan_name: 'pro', seat_count: 3, address_city: 'x', paid_at: '2026-01-01T00:00:00Z' },
    };
    expect((await propose([live, warehouse])).settings).toEqual({
      renameKeys: { plan_name: 'planName', seat_count: 'seat count' },
    });
  });

  it('says which files it wrote', async () => {
    const [out, proposal] = [join(folder, 'plan.json'), join(folder, 'proposal.yaml')];
    const dump = write('dump', toLines([call]));
    const { stdout } = await callCommand(['plan', dump, '--out', out, '--write-mapping', proposal]);
    expect(stdout).toContain(`\nPlan: ${out}\nProposed mapping: ${proposal}. `);
    expect((await callCommand(['plan', dump])).stdout).not.toMatch(/^(Plan|Proposed mapping):/m);
  });

  it('goes on from the mapping in use, and overwrites nothing', async () => {
    const mapping = write('mapping.yaml', 'keyLimit: 5\ndropKeys: [a]\n');
    const { settings } = await propose([{ ...call, properties: { api_key: 'x' } }], ['--mapping', mapping]);
    expect(settings).toEqual({ keyLimit: 5, dropKeys: ['a', 'api_key'] });
    const again = await callCommand([
      'plan',
      join(folder, 'dump'),
      '--write-mapping',
      join(folder, 'proposal.yaml'),
    ]);
    expect(again).toMatchObject({ code: 3, stdout: '', stderr: expect.stringMatching(/is there already/) });
  });
});
