import { beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createFolder, type Folder } from '../../lifetime/folder';
import { callCommand } from './call-command';
import { makeCall, runCommand, startCommand, toLines } from './command';

let folder: string;
let write: Folder['write'];
beforeEach(() => {
  ({ folder, write } = createFolder());
});

async function mapped(args: string[], stdin?: Buffer | string): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await (stdin === undefined
    ? callCommand(['map', ...args])
    : runCommand(['map', ...args], { stdin }));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return toResults(stdout);
}

function toResults(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const one = { event: 'A', userId: 'u1', timestamp: '2024-01-01T00:00:00Z' };
const oneMapped = {
  ok: true,
  dataEvent: { event_name: 'A', created_at: 1704067200, user_id: 'u1' },
  identity: { by: 'user_id', value: 'u1', fallbacks: [] },
  notes: [],
};

describe('map', () => {
  it('prints a line for each call in order, and goes on after a line that is not JSON', async () => {
    const dump = write(
      'dump.ndjson',
      `${JSON.stringify(one)}\n{"event":\n\n${JSON.stringify({ event: 'B' })}\n`,
    );
    expect(await mapped([dump])).toEqual([
      { line: 1, ...oneMapped },
      {
        line: 2,
        ok: false,
        refusal: { code: 'unreadable_line', message: 'The line is not JSON.' },
      },
      { line: 4, ok: false, refusal: { code: 'no_contact', message: expect.any(String) } },
    ]);
  });

  const calls = Array.from({ length: 5 }, (_, index) => makeCall(index));
  const lines = toLines(calls);
  it.each([
    { what: 'plain text', content: lines },
    { what: 'gzip', content: gzipSync(lines) },
    {
      what: 'gzip of several members, one of them empty, split in the middle of a line',
      content: Buffer.concat([gzipSync(lines.slice(0, 100)), gzipSync(''), gzipSync(lines.slice(100))]),
    },
    { what: 'gzip padded with zeros', content: Buffer.concat([gzipSync(lines), Buffer.alloc(512)]) },
    { what: 'CRLF', content: lines.replaceAll('\n', '\r\n') },
    { what: 'a byte order mark', content: `\ufeff${lines}` },
    { what: 'a last line without an end', content: lines.trimEnd() },
  ])('reads $what, from a file and from standard input', async ({ content }) => {
    const expected = (await mapped([write('plain.ndjson', lines)])).map(({ dataEvent }) => dataEvent);
    expect(expected).toHaveLength(5);
    expect((await mapped([write('other', content)])).map(({ dataEvent }) => dataEvent)).toEqual(expected);
    expect((await mapped(['-'], content)).map(({ dataEvent }) => dataEvent)).toEqual(expected);
  });

  it('reads a line of 10 MB, and characters that chunks cut in half', async () => {
    const long = { ...one, properties: { text: '語'.repeat(3_500_000), after: 'é' } };
    const [first, second] = await mapped([write('long.ndjson', toLines([long, one]))]);
    expect(first).toMatchObject({ line: 1, dataEvent: { metadata: { text: '語'.repeat(255), after: 'é' } } });
    expect(second).toEqual({ line: 2, ...oneMapped });
  });

  it('reads folders in the order of their names, without hidden files, and names the file', async () => {
    mkdirSync(join(folder, 'b'));
    write('b/2.ndjson', toLines([{ ...one, event: 'third' }]));
    write('a.ndjson', toLines([{ ...one, event: 'first' }]));
    write('b/1.ndjson.gz', gzipSync(toLines([{ ...one, event: 'second' }])));
    const hidden = write('b/.DS_Store', 'no call');
    const { stdout, stderr } = await callCommand(['map', folder]);
    expect(stderr).toContain(hidden);
    expect(
      toResults(stdout).map(({ file, line, dataEvent }) => [
        file,
        line,
        (dataEvent as { event_name: string }).event_name,
      ]),
    ).toEqual([
      [join(folder, 'a.ndjson'), 1, 'first'],
      [join(folder, 'b/1.ndjson.gz'), 1, 'second'],
      [join(folder, 'b/2.ndjson'), 1, 'third'],
    ]);
  });

  it('prints nothing for an empty file', async () => {
    expect(await mapped([write('empty.ndjson', '')])).toEqual([]);
    expect(await mapped(['-'], '')).toEqual([]);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const dump = write('dump.ndjson', toLines(Array.from({ length: 20_000 }, (_, index) => makeCall(index))));
    const { child, ended } = startCommand(['map', dump]);
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});
