import { afterAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readCalls, type SourceCall } from '../read-calls';
import { DEFAULT_READING } from '../source-format';
import { BLOCK_BYTES } from './bytes-watch';
import { DumpHistory } from './dump-history';
import { InputChanged } from './input-changed';

const folder = mkdtempSync(join(tmpdir(), 'again-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** No two are alike, so that gzip leaves several blocks of them. */
const filler = (index: number, bytes: number) =>
  createHash('shake256', { outputLength: bytes * 0.75 })
    .update(String(index))
    .digest('base64');

/** Some five blocks of lines, with a mark between them; blank lines and refused ones too. */
const LINES = Array.from({ length: 6_000 }, (_, index) =>
  index % 1_000 === 7
    ? ['', '{"torn":', `{"index":${index}}`].join('\n')
    : JSON.stringify({ index, filler: filler(index, 880) }),
);
const NDJSON = Buffer.from(`${LINES.join('\n')}\n`);
const VALUES = Array.from({ length: 6_000 }, (_, index) => ({ index, filler: filler(index, 880) }));
const PRETTY = Buffer.from(
  VALUES.map((value) =>
    value.index % 900 === 7 ? '{\n  "a": oops\n}\n' : `${JSON.stringify(value, null, 2)}\n`,
  ).join(''),
);
const FIREHOSE = Buffer.from(VALUES.map((value) => JSON.stringify(value)).join(''));
const LIST = Buffer.from(`[${LINES.filter((line) => !line.startsWith('\n')).join(',\n')}]`);
const CSV = Buffer.from(
  [
    'id,event_text,user_id,filler',
    ...Array.from({ length: 2_500 }, (_, index) => `m${index},A,u${index},${filler(index, 880)}`),
  ].join('\n'),
);

function write(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const historyOf = (files: readonly string[]) =>
  new DumpHistory(new Map(files.map((file) => [file, readFileSync(file).length])));

async function read(files: readonly string[], history: DumpHistory, from = 1): Promise<SourceCall[]> {
  const calls: SourceCall[] = [];
  for await (const batch of readCalls(files, DEFAULT_READING, history.wayOf(from))) calls.push(...batch);
  return calls;
}

describe.each([
  { form: 'lines', name: 'a.ndjson', content: NDJSON },
  { form: 'values that span lines', name: 'pretty.ndjson', content: PRETTY },
  { form: 'values of one line', name: 'firehose.ndjson', content: FIREHOSE },
  { form: 'lines in gzip', name: 'a.ndjson.gz', content: gzipSync(NDJSON) },
  { form: 'a list', name: 'a.json', content: LIST },
  { form: 'CSV', name: 'a.csv', content: CSV },
])('$form', ({ name, content }) => {
  it('gives from any position on the calls of the first reading', async () => {
    const files = [write(`1-${name}`, content), write(`2-${name}`, Buffer.from(content))];
    const history = historyOf(files);
    const first = await read(files, history);
    expect(first.map(({ position }) => position)).toEqual(first.map((_, index) => index + 1));
    const known = new DumpHistory(
      new Map(files.map((file) => [file, content.length])),
      JSON.parse(JSON.stringify(history.files)) as typeof history.files,
    );
    for (const from of [1, 5_500, first.length / 2 + 1, first.length + 1]) {
      const again = await read(files, known, from);
      const since = again.filter(({ position }) => position >= from);
      expect(since).toEqual(first.slice(from - 1));
    }
  });

  it('gives out no call of a block that has changed', async () => {
    const file = write(`changed-${name}`, content);
    const history = historyOf([file]);
    const first = await read([file], history);
    const at = Math.floor(content.length / 2);
    flip(file, at);
    const given: SourceCall[] = [];
    const reading = (async () => {
      for await (const batch of readCalls([file], DEFAULT_READING, history.wayOf(1))) given.push(...batch);
    })();
    await expect(reading).rejects.toThrow(InputChanged);
    expect(given).toEqual(first.slice(0, given.length));
    const before = Math.floor(at / BLOCK_BYTES) * BLOCK_BYTES;
    expect(given.length).toBeLessThanOrEqual((before / content.length) * first.length + 10);
  });

  it('reads no further than the first reading, however long the file has grown', async () => {
    const file = write(`grown-${name}`, content);
    const history = historyOf([file]);
    const first = await read([file], history);
    write(`grown-${name}`, Buffer.concat([content, content]));
    expect(await read([file], history)).toEqual(first);
  });

  it('ends where the file has become shorter', async () => {
    const file = write(`short-${name}`, content);
    const history = historyOf([file]);
    await read([file], history);
    write(`short-${name}`, content.subarray(0, content.length - 1));
    await expect(read([file], history)).rejects.toThrow(InputChanged);
  });
});

it('does not read the blocks before the position again', async () => {
  const file = write('unread.ndjson', NDJSON);
  const history = historyOf([file]);
  const first = await read([file], history);
  flip(file, 10);
  const again = await read([file], history, 5_500);
  expect(again.slice(-500)).toEqual(first.slice(-500));
  expect(again.length).toBeLessThan(2_000);
});

function flip(file: string, at: number): void {
  const byte = readFileSync(file)[at] ?? 0;
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.from([byte ^ 1]), 0, 1, at);
  closeSync(descriptor);
}
