import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, type Folder } from '../../lifetime/folder';
import { outputOf } from '../../lifetime/run-process';
import { until } from '../../lifetime/until';
import { callCommand } from './call-command';
import { makeCall, startCommand, toLines } from './command';

let folder: string;
let write: Folder['write'];
beforeEach(() => {
  ({ folder, write } = createFolder());
});

/** What becomes of each record: the data event, the notes on its reading, or why there is none. */
async function mapped(content: string, columns?: unknown, ...options: readonly string[]): Promise<unknown[]> {
  const dump = write('dump', content);
  const mapping =
    columns === undefined ? [] : ['--mapping', write('mapping.json', JSON.stringify({ columns }))];
  const { code, stdout, stderr } = await callCommand(['map', dump, ...mapping, ...options]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const { dataEvent, refusal, skipped } = JSON.parse(line) as Record<string, unknown>;
      return dataEvent ?? refusal ?? skipped;
    });
}

async function refusal(content: string, columns?: unknown): Promise<string> {
  const mapping =
    columns === undefined ? [] : ['--mapping', write('mapping.json', JSON.stringify({ columns }))];
  const { code, stderr } = await callCommand(['map', write('dump', content), ...mapping]);
  expect(code).toBe(3);
  return stderr;
}

/** How many contacts a simulator says that it begins with. */
async function contactsOf(args: readonly string[]): Promise<string | undefined> {
  const { child, ended } = startCommand(args);
  let shown = '';
  child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  await until('the simulator shows its contacts', () => /Contacts: +\d+\n/.test(shown));
  child.kill('SIGTERM');
  await ended;
  return /Contacts: +(\d+)/.exec(shown)?.[1];
}

describe('a table as NDJSON', () => {
  const row = {
    id: 'm1',
    event_text: 'Order Completed',
    event: 'order_completed',
    user_id: 'u-901',
    timestamp: '2015-05-20 21:34:02.123456 UTC',
    received_at: '2015-05-20 21:34:03 UTC',
    context_traits_email: 'ana@example.com',
    context_ip: '192.0.2.1',
    plan: 'pro',
    total: 19.99,
    items: '[{"sku":"a"}]',
    note: null,
  };
  const event = {
    event_name: 'Order Completed',
    created_at: 1432157642,
    user_id: 'u-901',
    metadata: { plan: 'pro', total: 19.99 },
  };
  const shouted = Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value]));

  it.each([
    { form: 'of BigQuery', content: toLines([row]) },
    { form: 'of Snowflake, in capitals', content: toLines([shouted]) },
    { form: 'behind a broken line', content: `{"id":\n${toLines([row])}`, broken: 1 },
    { form: 'as a JSON list', content: JSON.stringify([row]) },
  ])('is read by the rules of a warehouse: $form', async ({ content, broken = 0 }) => {
    expect((await mapped(content)).slice(broken)).toMatchObject([event]);
  });

  it('keeps ids text and other values as they are', async () => {
    const other = { ...row, user_id: 42, plan: '7', total: '19.99' };
    expect(await mapped(toLines([other]))).toMatchObject([
      { user_id: '42', metadata: { plan: '7', total: '19.99' } },
    ]);
  });

  it('leaves calls what they are', async () => {
    const call = { ...makeCall(1), event_text: 'Other', received_at: 'x', id: 'y' };
    expect(await mapped(toLines([call]))).toMatchObject([{ event_name: 'Event 1', user_id: 'person-1' }]);
    expect(await mapped(toLines([row, call]))).toMatchObject([event, { event_name: 'Event 1' }]);
  });

  it('refuses a row with two columns of one name', async () => {
    expect(await mapped(toLines([row, { ...row, Plan: 'x' }, row]))).toMatchObject([
      event,
      {
        code: 'unreadable_line',
        message: 'The row has columns plan and Plan, alike but for case; give one of them another name.',
      },
      event,
    ]);
  });

  it('is not read beside tracks', async () => {
    const { id, event_text, event: slug, user_id, timestamp, received_at } = row;
    write('tables/order_completed.ndjson', toLines([row]));
    write(
      'tables/tracks.ndjson',
      toLines([{ id, event_text, event: slug, user_id, timestamp, received_at }]),
    );
    const { code, stderr } = await callCommand(['map', join(folder, 'tables')]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/would be counted twice; leave out tracks/);
  });
});

describe('the preset intercom', () => {
  const events = [
    {
      event_name: 'invited-friend',
      created_at: 1439826340,
      user_id: 'u-901',
      metadata: { invite_code: 'ADD' },
    },
    {
      event_name: 'paid',
      created_at: 1439826341,
      email: 'ana@example.com',
      metadata: { price: { amount: 34999, currency: 'eur' }, yen: { amount: 500, currency: 'JPY' } },
    },
    { event_name: 'seen', created_at: 1439826342, id: '5f1a2b3c4d5e6f7a8b9c0d1e' },
  ];

  it('gives back the same data events', async () => {
    const [first, paid, seen] = events;
    expect(await mapped(toLines(events), 'intercom')).toMatchObject([
      first,
      {
        ...paid,
        metadata: { price: { amount: 34999, currency: 'eur' }, yen: { amount: 500, currency: 'jpy' } },
      },
      seen,
    ]);
  });
});

const FIVETRAN = `message_id,event,user_id,anonymous_id,timestamp,received_at,type,properties_plan,other,_fivetran_synced
m1,Order Completed,u-901,an-1,2024-03-05 10:20:30 UTC,2024-03-05 10:20:31 UTC,track,pro,x,2024-03-06
m2,,u-901,an-1,2024-03-05 10:20:30 UTC,2024-03-05 10:20:31 UTC,page,,,2024-03-06
`;
const SEGMENT_IMPORT = `action,userId,event,timestamp,properties.plan,properties.address.city,context.traits.email,integrations
track,0042,Signed Up,2014-10-02T00:46:34.576Z,pro,Berlin,ana@example.com,
identify,b1238,,2014-09-21T00:26:25.576Z,,,,
track,u2,Signed Up,2014-10-02T00:46:34.576Z,pro,,,"{""Intercom"":false}"
`;

describe('the presets of CSV', () => {
  it('reads Fivetran’s tables of Segment', async () => {
    expect(await mapped(FIVETRAN, 'fivetran')).toEqual([
      { event_name: 'Order Completed', created_at: 1709634030, user_id: 'u-901', metadata: { plan: 'pro' } },
      'other_type',
    ]);
  });

  it('reads the CSV of Segment’s import, opt-outs too', async () => {
    expect(await mapped(SEGMENT_IMPORT, 'segment-import')).toEqual([
      {
        event_name: 'Signed Up',
        created_at: 1412210794,
        user_id: '0042',
        metadata: { plan: 'pro', address_city: 'Berlin' },
      },
      'other_type',
      'opted_out',
    ]);
  });

  it('reads CSV of whole calls, whose parts are JSON', async () => {
    const content = `type,event,userId,timestamp,properties,context
track,A,u1,2026-01-01T00:00:00Z,"{""plan"":""pro""}","{""traits"":{""email"":""ana@example.com""}}"
`;
    expect(await mapped(content, 'segment-import')).toMatchObject([
      { user_id: 'u1', metadata: { plan: 'pro' } },
    ]);
  });

  it.each([
    { preset: 'fivetran', content: FIVETRAN },
    { preset: 'segment-import', content: SEGMENT_IMPORT },
    { preset: 'intercom', content: 'event_name,created_at,user_id,metadata\nA,1439826340,u1,\n' },
  ])('names $preset where it is not set, and plan proposes it', async ({ preset, content }) => {
    expect(await refusal(content)).toContain(`put "columns: ${preset}" into the mapping file`);
    const proposal = join(folder, 'proposal.yaml');
    const out = join(folder, 'plan.json');
    const dump = write('dump', content);
    const { code, stdout } = await callCommand([
      ...['plan', dump, '--progress', 'none'],
      ...['--write-mapping', proposal, '--out', out],
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain(`columns: ${preset} in the mapping file says so`);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      reading: { columns: { preset } },
      figures: { to_deliver: expect.any(Number) as unknown },
      findings: expect.arrayContaining([
        expect.objectContaining({ weight: 'settle', code: 'columns_recognised' }),
      ]) as unknown,
    });
    expect(readFileSync(proposal, 'utf8')).toContain(`columns: ${preset}\n`);
    const { stdout: lines } = await callCommand(['map', dump, '--mapping', proposal]);
    expect(lines).toContain('"dataEvent"');
  });

  it('names the columns that a preset has no use for', async () => {
    const mapping = write('mapping.yaml', 'columns: fivetran\n');
    const { stdout } = await callCommand([
      ...['plan', write('dump', FIVETRAN), '--mapping', mapping, '--progress', 'none'],
    ]);
    expect(stdout).toMatch(/The column other of .* is not read: the preset fivetran has no use for it\./);
    expect(stdout).not.toContain('_fivetran_synced of');
  });

  it('does not say that track calls are none', async () => {
    expect(await refusal('id,event,timestamp,user_id\n')).toMatch(
      /has no column event_text; "columns" in the mapping file/,
    );
    expect(await refusal('id,user_id,received_at,email\n')).toMatch(/only tables of track calls can be read/);
  });
});

describe('columns of any other export', () => {
  it('reads Amplitude’s', async () => {
    const row = {
      user_id: 'u-901',
      device_id: 'd-1',
      event_type: 'Song Played',
      event_time: '2022-05-16 19:13:09.369000',
      event_properties: { title: 'A', plan: 'pro' },
      user_properties: { email: 'ina@example.net' },
      $insert_id: 'ii-1',
    };
    const columns = {
      event: 'event_type',
      userId: 'user_id',
      email: 'user_properties.email',
      time: 'event_time',
      messageId: '$insert_id',
      properties: 'event_properties',
    };
    expect(await mapped(toLines([row]), columns)).toEqual([
      {
        event_name: 'Song Played',
        created_at: 1652728389,
        user_id: 'u-901',
        metadata: { title: 'A', plan: 'pro' },
      },
    ]);
  });

  it('reads Mixpanel’s, without the members that are something else', async () => {
    const row = { event: 'Song Played', properties: { time: 1678900000, distinct_id: 'u-901', title: 'A' } };
    const columns = {
      event: 'event',
      userId: 'properties.distinct_id',
      time: 'properties.time',
      properties: 'properties',
    };
    expect(await mapped(toLines([row]), columns)).toEqual([
      { event_name: 'Song Played', created_at: 1678900000, user_id: 'u-901', metadata: { title: 'A' } },
    ]);
  });

  it('reads PostHog’s, whose properties are JSON in text', async () => {
    const row = {
      uuid: '018',
      event: 'song played',
      distinct_id: 'u-901',
      timestamp: '2024-03-21T00:00:00.000000+00:00',
      properties: '{"title":"A"}',
      person_properties: '{"email":"ina@example.net"}',
    };
    const columns = {
      event: 'event',
      email: 'person_properties.email',
      time: 'timestamp',
      messageId: 'uuid',
      properties: 'properties',
    };
    expect(await mapped(toLines([row]), columns)).toEqual([
      {
        event_name: 'song played',
        created_at: 1710979200,
        email: 'ina@example.net',
        metadata: { title: 'A' },
      },
    ]);
  });

  const csv = 'what,who,day,vip,size,meta.level,left\nA,u1,2026-01-01T00:00:00Z,t,f,3,x\n';

  it.each([
    { properties: 'all', metadata: { vip: 't', size: 'f', meta_level: 3, left: 'x' } },
    { properties: ['size', 'meta.level'], metadata: { size: 'f', meta_level: 3 } },
    { properties: 'meta.*', metadata: { level: 3 } },
    { properties: { vip: 'boolean', size: 'text' }, metadata: { vip: 'true', size: 'f' } },
  ])('takes the properties $properties', async ({ properties, metadata }) => {
    const columns = { event: 'what', userId: 'who', time: 'day', properties };
    expect(await mapped(csv, columns, '--format', 'csv')).toMatchObject([
      { event_name: 'A', user_id: 'u1', metadata },
    ]);
    expect(await mapped(csv, columns)).toMatchObject([{ metadata }]);
  });

  it('says of a warehouse’s own columns which are booleans', async () => {
    const content =
      'id,event_text,user_id,timestamp,vip,level\n1,A,u1,2026-01-01,t,high\n2,A,u1,2026-01-02,f,3\n';
    const columns = { preset: 'warehouse', types: { vip: 'boolean', level: 'number' } };
    expect(await mapped(content, columns)).toMatchObject([
      { metadata: { vip: 'true' } },
      { metadata: { vip: 'false', level: 3 } },
    ]);
    const dump = write('dump', content);
    const { stdout } = await callCommand(['map', dump, '--mapping', join(folder, 'mapping.json')]);
    expect(stdout).not.toContain('high');
    const { stdout: plan } = await callCommand([
      ...['plan', dump, '--mapping', join(folder, 'mapping.json'), '--progress', 'none', '--json'],
    ]);
    expect(JSON.parse(plan)).toMatchObject({ figures: { notes: { cell_unreadable: 1 } } });
  });

  it.each([
    { columns: 'fivetrans', says: /columns must be one of .*; did you mean fivetran\?/ },
    { columns: { evnt: 'x' }, says: /columns has no setting "evnt": did you mean event\?/ },
    { columns: { userId: 'x' }, says: /columns must say which column is the event, or name a preset/ },
    { columns: { event: 5 }, says: /columns\.event must be the name of a column/ },
    {
      columns: { event: 'e', types: { a: 'bolean' } },
      says: /columns\.types\.a must be one of .*; did you mean boolean\?/,
    },
    { columns: ['x'], says: /columns must be one of .*, or an object/ },
    {
      columns: { event: 'what', userId: 'whom' },
      says: /has no column whom, which columns\.userId of the mapping names/,
    },
  ])('refuses $columns', async ({ columns, says }) => {
    expect(await refusal('event_text,id,what\n', columns)).toMatch(says);
  });

  it('hold for Parquet as for NDJSON', async () => {
    const calls = [0, 1].map((index) => ({
      ...makeCall(index),
      properties: { index, plan: `Plan ${index}` },
    }));
    const script = join(__dirname, '..', '..', 'fixtures', 'dump', 'in-forms.mjs');
    await outputOf(process.execPath, [script, write('lines', toLines(calls)), folder]);
    const columns = { event: 'plan', userId: 'id', time: 'timestamp', properties: ['index', 'user_id'] };
    const mapping = write('mapping.json', JSON.stringify({ columns }));
    const { code, stdout, stderr } = await callCommand([
      ...['map', join(folder, 'parquet'), '--mapping', mapping],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { dataEvent: unknown }).dataEvent);
    expect(events).toEqual([
      {
        event_name: 'Plan 0',
        created_at: 1_767_225_600,
        user_id: 'm0',
        metadata: { index: 0, user_id: 'person-0' },
      },
      {
        event_name: 'Plan 1',
        created_at: 1_767_225_601,
        user_id: 'm1',
        metadata: { index: 1, user_id: 'person-1' },
      },
    ]);
    const unknown = write('unknown.json', JSON.stringify({ columns: { ...columns, email: 'mail' } }));
    expect(await callCommand(['map', join(folder, 'parquet'), '--mapping', unknown])).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/has no column mail, which columns\.email of the mapping names/),
    });
  });

  it('hold for explain as for map', async () => {
    const columns = { event: 'what', userId: 'who', time: 'day' };
    const row = JSON.stringify({ what: 'Paid', who: 'u1', day: '2026-01-01', vip: true });
    const mapping = write('mapping.json', JSON.stringify({ columns }));
    const { code, stdout } = await callCommand(['explain', row, '--mapping', mapping, '--json']);
    expect(code).toBe(0);
    const { dataEvent } = JSON.parse(stdout) as { dataEvent: unknown };
    expect(dataEvent).toMatchObject({ event_name: 'Paid', user_id: 'u1', metadata: { vip: 'true' } });
    expect([dataEvent]).toEqual(await mapped(`${row}\n`, columns));
  });

  it('need not be said for explain of a row of a warehouse, which says what it cannot read', async () => {
    const row = { event_text: 'Paid', id: 'm1', user_id: 'u1', timestamp: '2026-01-01', vip: true };
    const { stdout } = await callCommand(['explain', JSON.stringify(row), '--json']);
    const { dataEvent } = JSON.parse(stdout) as { dataEvent: unknown };
    expect([dataEvent]).toEqual(await mapped(toLines([row])));
    expect(await callCommand(['explain', JSON.stringify({ ...row, VIP: false })])).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/The row has .*Give one call or row as JSON/),
    });
  });

  it('hold for the people of a dump that a simulator begins with', async () => {
    const dump = write(
      'dump',
      toLines([
        { what: 'Paid', who: 'u1', day: '2026-01-01' },
        { what: 'Paid', who: 'u2', day: '2026-01-01' },
      ]),
    );
    const mapping = write('mapping.yaml', 'columns: { event: what, userId: who, time: day }\n');
    const simulate = ['simulate', '--port', '0', '--people-of', dump];
    expect(await contactsOf([...simulate, '--mapping', mapping])).toBe('2');
    expect(await contactsOf(simulate)).toBe('0');
  });

  it('binds a run and a plan to them', async () => {
    const dump = write('dump', csv);
    const mapping = write('mapping.yaml', 'columns: { event: what, userId: who, time: day }\n');
    const out = join(folder, 'plan.json');
    await callCommand(['plan', dump, '--mapping', mapping, '--out', out, '--progress', 'none']);
    const contacts = write('contacts', '{"external_id":"u1"}\n');
    const run = (...options: readonly string[]) =>
      callCommand([
        ...['run', dump, '--to', 'simulator', '--simulator-contacts', contacts, '--progress', 'none'],
        ...['--run-dir', join(folder, 'run'), ...options],
      ]);
    // The plan says it all.
    expect(await run('--plan', out)).toMatchObject({ code: 0, stderr: '' });
    const other = write(
      'other.yaml',
      'columns: { event: what, userId: who, time: day, properties: [vip] }\n',
    );
    expect((await run('--plan', out, '--mapping', other)).stderr).toMatch(
      /columns in its mapping file than the plan/,
    );
    expect((await run('--mapping', other)).stderr).toMatch(
      /was started with other columns in its mapping file/,
    );
  });
});
