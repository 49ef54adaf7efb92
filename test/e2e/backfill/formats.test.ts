import { createMapper, createOptOutTest } from '@intercom-destination/core';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { dose } from '../../dose';
import { createFolder, type Folder } from '../../lifetime/folder';
import { callCommand } from './call-command';
import { makeCall, runCommand, startCommand, toLines } from './command';

const root = join(__dirname, '..', '..', '..');
const formats = join(root, 'examples', 'formats');
const fixtures = join(root, 'test', 'fixtures', 'warehouse');

let folder: string;
let write: Folder['write'];
beforeEach(() => {
  ({ folder, write } = createFolder());
});

interface MappedLine {
  readonly notes?: readonly { readonly code: string; readonly key: string }[];
  readonly file?: string;
  readonly line: number;
  readonly dataEvent?: { readonly event_name: string };
  readonly refusal?: { readonly code: string };
}

async function mapped(args: readonly string[], stdin?: Buffer | string): Promise<MappedLine[]> {
  const { code, stdout, stderr } = await (stdin === undefined
    ? callCommand(['map', ...args])
    : runCommand(['map', ...args], { stdin }));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as MappedLine);
}

async function eventsOf(args: readonly string[], stdin?: Buffer | string): Promise<string[]> {
  return (await mapped(args, stdin)).map(({ dataEvent, refusal }) =>
    JSON.stringify(dataEvent ?? refusal?.code ?? 'none'),
  );
}

/** Every call of the sample archives, of either host. */
const calls = readdirSync(join(root, 'examples', 'dumps'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.gz'))
  .sort()
  .flatMap((name) =>
    gunzipSync(readFileSync(join(root, 'examples', 'dumps', name)))
      .toString()
      .split('\n'),
  )
  .flatMap((line) => {
    try {
      return [JSON.parse(line) as Record<string, unknown>];
    } catch {
      return [];
    }
  })
  .filter((call) => typeof call === 'object');
const lines = toLines(calls);
const asBatch = (some: readonly unknown[]) => JSON.stringify({ sentAt: 'x', batch: some, writeKey: 'y' });
const archived = (call: Record<string, unknown>) => ({
  userId: `${String(call['anonymousId'])}<<>>`,
  payload: call,
  createdAt: '2026-01-01T00:00:00Z',
  messageId: call['messageId'],
});

describe('one dump in many forms', () => {
  const mapTrackCall = createMapper();
  const isOptedOut = createOptOutTest({ integrationNames: [] });
  const expected = calls.map((call) => {
    const result = mapTrackCall(call);
    if (result.ok && !isOptedOut(call)) return JSON.stringify(result.dataEvent);
    const isLeftOut = result.ok || result.refusal.code === 'not_a_track_call' || isOptedOut(call);
    return JSON.stringify(isLeftOut ? 'none' : result.refusal.code);
  });

  it.each([
    { form: 'NDJSON', content: lines },
    { form: 'gzip', content: gzipSync(lines) },
    {
      form: 'gzip of several members',
      content: Buffer.concat([gzipSync(lines.slice(0, 99_999)), gzipSync(lines.slice(99_999))]),
    },
    { form: 'a list', content: JSON.stringify(calls) },
    { form: 'a list, spread over lines, in gzip', content: gzipSync(JSON.stringify(calls, null, 2)) },
    { form: 'a batch', content: asBatch(calls) },
    {
      form: 'batches, one a line',
      content: [0, 1, 2].map((part) => asBatch(calls.slice(part * 1500, (part + 1) * 1500))).join('\n'),
    },
    {
      form: 'batches among calls, one a line',
      content: [
        toLines(calls.slice(0, 50)),
        `${asBatch(calls.slice(50, 1500))}\n`,
        toLines(calls.slice(1500)),
      ].join(''),
    },
    {
      form: 'batches in a list',
      content: `[${[asBatch(calls.slice(0, 50)), ...calls.slice(50, 1500).map((call) => JSON.stringify(call)), asBatch(calls.slice(1500))].join(',')}]`,
    },
    { form: "lines of RudderStack's archiver", content: gzipSync(toLines(calls.map(archived))) },
  ])('gives the same data events as $form, byte for byte', async ({ content }) => {
    expect(calls.length).toBeGreaterThan(3000);
    expect(calls.length).toBeLessThan(4500);
    const events = await eventsOf([write('dump', content)]);
    expect(events.length).toBe(expected.length);
    expect(events.filter((event, index) => event !== expected[index])).toEqual([]);
    expect(await eventsOf(['-'], content)).toEqual(events);
  });

  it('gives them from folders of archives as the hosts lay them out', async () => {
    const half = Math.floor(calls.length / 2);
    write(`segment-logs/SOURCE1/1757894400000/a.gz`, gzipSync(toLines(calls.slice(0, half))));
    write(`segment-logs/SOURCE1/1757980800000/b.gz`, gzipSync(toLines(calls.slice(half))));
    const events = await eventsOf([folder]);
    expect(events.length).toBe(expected.length);
    expect(events.filter((event, index) => event !== expected[index])).toEqual([]);
  });
});

describe('the sample of each form', () => {
  it.each([
    { name: 'calls.json', count: 40 },
    { name: 'batch.json', count: 40 },
    { name: 'rudder-archive', count: 40 },
    { name: join('warehouse', 'order_completed.csv'), count: 20 },
    { name: join('warehouse', 'subscription_started.parquet'), count: 9 },
  ])('$name is read to its end', async ({ name, count }) => {
    const found = await mapped([join(formats, name)]);
    expect(found).toHaveLength(count);
    expect(found.filter(({ refusal }) => refusal?.code === 'unreadable_line')).toEqual([]);
    expect(found.filter(({ dataEvent }) => dataEvent !== undefined).length).toBeGreaterThan(count * 0.7);
  });
});

describe('tables of a warehouse', () => {
  const golden = JSON.parse(readFileSync(join(fixtures, 'golden.json'), 'utf8')) as Record<string, unknown[]>;
  const parts = {
    'order_completed.csv': join(formats, 'warehouse', 'order_completed.csv'),
    'subscription_started.parquet': join(formats, 'warehouse', 'subscription_started.parquet'),
    'plan_upgraded.csv': join(fixtures, 'plan_upgraded.csv'),
    'invoice_paid.snappy.parquet': join(fixtures, 'invoice_paid.snappy.parquet'),
    'team_invited.zstd.parquet': join(fixtures, 'team_invited.zstd.parquet'),
  };

  it.each(Object.entries(parts))('%s gives the data events of the golden file', async (name, path) => {
    const found = (await mapped([path])).map(({ dataEvent, refusal }) => dataEvent ?? refusal?.code);
    expect(found).toEqual(golden[name]);
  });

  afterAll(() => {
    expect(Object.keys(golden)).toEqual(Object.keys(parts));
  });

  const header = 'id,event,event_text,user_id,timestamp';
  const row = (event: string, tail = '') => `1,x,${event},u1,2026-01-01 00:00:00 UTC${tail}\n`;

  it('may be exported in capitals, in several files, with lines of either kind and none at the end', async () => {
    write('A.csv', `\ufeff${header.toUpperCase()},PLAN_NAME\r\n${row('A', ',pro').replace('\n', '\r\n')}`);
    write('b.csv.gz', gzipSync(`${header},"plan\tname"\n${row('B', ',"two\nlines"').trimEnd()}`));
    expect((await mapped([folder])).map(({ line, dataEvent }) => ({ line, dataEvent }))).toMatchObject([
      { line: 2, dataEvent: { event_name: 'A', user_id: 'u1', metadata: { plan_name: 'pro' } } },
      {
        line: 2,
        dataEvent: { event_name: 'B', created_at: 1767225600, metadata: { plan_name: 'two\nlines' } },
      },
    ]);
  });

  it('refuse a row that is cut, and go on', async () => {
    const path = write('a.csv', `${header},x\n${row('A')}${row('B', ',1')}`);
    expect((await mapped([path])).map(({ line, refusal }) => [line, refusal?.code])).toEqual([
      [2, 'unreadable_line'],
      [3, undefined],
    ]);
  });

  it('keep ids as text, and numbers too with --csv-types text', async () => {
    const path = write('a.csv', `${header},x\n1,x,A,0042,2026-01-01T00:00:00Z,12\n`);
    expect(await mapped([path])).toMatchObject([{ dataEvent: { user_id: '0042', metadata: { x: 12 } } }]);
    expect(await mapped([path, '--csv-types', 'text'])).toMatchObject([
      { dataEvent: { metadata: { x: '12' } } },
    ]);
  });

  it('read the booleans of Python and spreadsheets, and leave t and f', async () => {
    const path = write('a.csv', `${header},a,b,c\n${row('A', ',True,FALSE,t')}`);
    expect(await mapped([path])).toMatchObject([
      { dataEvent: { metadata: { a: 'true', b: 'false', c: 't' } } },
    ]);
  });

  it('may name their separator in a first line', async () => {
    const path = write(
      'a.csv',
      `sep=;\r\n${header.replaceAll(',', ';')};note\r\n1;x;A;u1;2026-01-01;a,b\r\n`,
    );
    expect(await mapped([path])).toMatchObject([
      { line: 2, dataEvent: { event_name: 'A', metadata: { note: 'a,b' } } },
    ]);
  });

  it.each([
    { from: 'Redshift', cell: String.raw`a\,b\"c\\d`, note: String.raw`a,b"c\d` },
    { from: 'MySQL', cell: String.raw`"a,b\"c\\d"`, note: String.raw`a,b"c\d` },
    { from: 'BigQuery', cell: String.raw`"a,b""c\\d"`, note: String.raw`a,b"c\\d` },
  ])('are read with the escapes of $from', async ({ cell, note }) => {
    const path = write('a.csv', `${header},note,z\n${row('A', `,${cell},1`)}`);
    expect(await mapped([path])).toMatchObject([{ dataEvent: { metadata: { note, z: 1 } } }]);
  });

  it('are refused where an escape cannot be told, until it is set', async () => {
    const path = write('a.csv', `${header},note\n${row('A', ',x')}${row('B', String.raw`,\\server`)}`);
    const { code, stderr } = await callCommand(['map', path]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/a\.csv has a backslash at line 3 .* --csv-escape backslash or double\.\n$/);
    const notes = async (escape: string) =>
      (await mapped([path, '--csv-escape', escape])).map(({ dataEvent }) => dataEvent);
    expect(await notes('double')).toMatchObject([{}, { metadata: { note: String.raw`\\server` } }]);
    expect(await notes('backslash')).toMatchObject([{}, { metadata: { note: String.raw`\server` } }]);
  });

  it.each([
    { columns: 'plan,plan', says: /a\.csv has two columns named plan;/ },
    { columns: 'plan,Plan', says: /a\.csv has columns plan and Plan, alike but for case;/ },
    { columns: 'USER_ID', says: /a\.csv has columns user_id and USER_ID, alike but for case;/ },
  ])('are refused where two columns are alike: $columns', async ({ columns, says }) => {
    const { code, stderr } = await callCommand(['map', write('a.csv', `${header},${columns}\n`)]);
    expect(code).toBe(3);
    expect(stderr).toMatch(says);
  });

  it.each([
    { tracks: 'tracks.csv', because: 'by its name' },
    { tracks: 'tracks/000.csv', because: 'by its folder' },
    { tracks: 'z.csv', because: 'by its several events without properties' },
  ])('are refused beside tracks, told $because', async ({ tracks }) => {
    write('order.csv', `${header},total\n${row('Order', ',5')}`);
    write(tracks, `${header}\n${row('Order')}${row('Other')}`);
    const { code, stderr } = await callCommand(['map', folder]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/tracks.*would be counted twice; leave out tracks\.\n$/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('are read where tracks stands alone, or several events have no properties', async () => {
    expect(await mapped([write('tracks.csv', `${header}\n${row('A')}${row('B')}`)])).toHaveLength(2);
    const other = write('a/one.csv', `${header}\n${row('A')}${row('A')}`);
    expect(await mapped([other, write('a/two.csv', `${header},x\n${row('B', ',1')}`)])).toHaveLength(3);
  });
});

describe('a table with cells that cannot be read', () => {
  const unreadable = join(fixtures, 'unreadable.parquet');

  it('leaves them out, refuses the row by the name of a column that says who, and keeps all digits', async () => {
    const found = await mapped([unreadable]);
    expect(found.map(({ dataEvent, refusal }) => dataEvent ?? refusal)).toMatchObject([
      { metadata: { note: 'fine', paid_date: 1777896000, total: 19.99, balance: 1.25 } },
      { metadata: { total: '900719925474099.35', balance: '-12345678901234567890.1234' } },
      { code: 'unreadable_line', message: 'The column user_id cannot be read: it is not UTF-8.' },
      { metadata: { total: -0.05, balance: '9007199254740.9935' } },
    ]);
    expect(JSON.stringify(found)).not.toContain('payload');
  });

  it('counts them in the report, which names each column that is never read', async () => {
    const runDir = join(folder, 'run');
    const { code, stderr } = await callCommand([
      ...['run', unreadable, '--to', 'simulator', '--run-dir', runDir, '--progress', 'none'],
      '--simulator-contacts',
      write('contacts', '{"external_id":"u1"}\n{"external_id":"u2"}\n{"external_id":"u4"}\n'),
    ]);
    const line = `The column payload of ${unreadable} is not read: its bytes have no type that says what they are.\n`;
    expect({ code, stderr }).toEqual({ code: 1, stderr: line });
    expect(JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8'))).toMatchObject({
      notes: { cell_unreadable: 1 },
      noted_keys: {
        keys: expect.arrayContaining([{ code: 'cell_unreadable', key: 'note', count: 1 }]) as unknown,
      },
      unread_columns: [
        { file: unreadable, column: 'payload', reason: expect.stringContaining('bytes') as unknown },
      ],
    });
  });

  it.each([[], ['--workers', '1'], ['--limit', '3']])(
    'is planned with its columns named: %s',
    async (...more) => {
      const { stdout } = await callCommand(['plan', unreadable, ...more, '--progress', 'none']);
      expect(stdout).toContain(
        `Columns that are not read\n  The column payload of ${unreadable} is not read: `,
      );
      const json = await callCommand(['plan', unreadable, ...more, '--progress', 'none', '--json']);
      expect(JSON.parse(json.stdout)).toMatchObject({ figures: { unread_columns: [{ column: 'payload' }] } });
    },
  );

  it('is read as text where its writer marks no text at all', async () => {
    const found = await mapped([join(fixtures, 'unmarked.parquet')]);
    expect(found.map(({ dataEvent }) => dataEvent)).toMatchObject([
      { event_name: 'Read', user_id: 'u1', metadata: { note: 'fine' } },
      { event_name: 'Read', user_id: 'u2' },
    ]);
  });

  it('is CSV where a column has no name', async () => {
    const path = write('a.csv', 'id,event_text,user_id,timestamp,\n1,A,u1,2026-01-01,lost\n');
    const { stdout } = await callCommand(['plan', path, '--progress', 'none']);
    expect(stdout).toContain(`The column number 5 of ${path} is not read: it has no name.`);
  });
});

describe('a source that cannot be read whole', () => {
  const list = JSON.stringify(Array.from({ length: 9 }, (_, index) => makeCall(index)));
  const parquet = readFileSync(join(fixtures, 'invoice_paid.snappy.parquet'));
  it.each([
    {
      name: 'cut.json',
      content: list.slice(0, -30),
      says: /cut\.json ends inside element 9, which begins at byte \d+, line 1: it was cut off, or lacks a bracket there\./,
    },
    {
      name: 'more.json',
      content: `${list}\n{}`,
      says: /more\.json goes on after its list has ended, at byte \d+, line 2\./,
    },
    {
      name: 'cut.json.gz',
      content: gzipSync(list).subarray(0, 150),
      says: /The gzip data of .* ends too early/,
    },
    {
      name: 'cut.csv',
      content: 'id,event_text,x\n1,A,"x',
      says: /cut\.csv ends inside a cell in quotes: it was cut off\./,
    },
    {
      name: 'latin.csv',
      content: Buffer.from('id,event_text\n1,\xe9\n', 'latin1'),
      says: /latin\.csv is not UTF-8 throughout/,
    },
    {
      name: 'pages.csv',
      content: 'id,user_id,url\n1,u,x\n',
      says: /pages\.csv has no column event_text: only tables of track calls/,
    },
    { name: 'cut.parquet', content: parquet.subarray(0, 900), says: /cut\.parquet is no whole Parquet file/ },
    {
      name: 'hole.parquet',
      content: Buffer.concat([parquet.subarray(0, 40), parquet.subarray(60)]),
      says: /hole\.parquet is no whole Parquet file/,
    },
    {
      name: 'a.parquet.gz',
      content: gzipSync(parquet),
      says: /is Parquet inside gzip; unpack it first, with `gunzip -k /,
    },
    {
      name: 'utf16.json',
      content: Buffer.from('\ufeff[]', 'utf16le'),
      says: /utf16\.json is UTF-16; convert it/,
    },
  ])('is refused in one line: $name', async ({ name, content, says }) => {
    const { code, stderr } = await runCommand(['map', write(name, content)]);
    expect(code).toBe(3);
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('is Parquet on standard input, which is read from its end', async () => {
    const { code, stderr } = await runCommand(['map', '-'], { stdin: parquet });
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr:
        'intercom-destination: Standard input is Parquet, which is read from its end; give it as a file.\n',
    });
  });
});

it('takes for what --format says', async () => {
  const path = write('dump', '["no","call"]\n');
  expect((await mapped([path])).map(({ line }) => line)).toEqual([1, 2]);
  expect((await mapped([path, '--format', 'ndjson'])).map(({ line }) => line)).toEqual([1]);
});

it('reads an element of 10 MB', async () => {
  const call = { ...makeCall(1), properties: { text: '語"]'.repeat(2_000_000), after: 'é' } };
  const found = await mapped([write('dump', JSON.stringify([call, makeCall(2)]))]);
  expect(found).toMatchObject([{ dataEvent: { metadata: { after: 'é' } } }, { line: 2 }]);
});

/** More than a process may have open at once. */
const MANY_FILES = dose(3_000, 10_000);

it('reads a folder of thousands of files', async () => {
  for (let index = 0; index < MANY_FILES; index += 1) {
    write(`day-${index % 10}/${String(index).padStart(5, '0')}.json`, JSON.stringify(makeCall(index)));
  }
  expect(await mapped([folder])).toHaveLength(MANY_FILES);
});

it('begins before standard input ends', async () => {
  const { child, ended } = startCommand(['map', '-'], {
    stdin: toLines([makeCall(1)]),
    stdinStaysOpen: true,
  });
  const first = await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve));
  expect(first.toString()).toMatch(/^\{"line":1,"ok":true/);
  child.stdin.end();
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});
