import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { createFolder, type Folder } from '../../lifetime/folder';
import { callCommand } from './call-command';
import { makeCall, runCommand, toLines } from './command';

const fixtures = join(__dirname, '..', '..', 'fixtures');
const packed = (name: string) => readFileSync(join(fixtures, 'containers', name));
const zstd = readFileSync(join(fixtures, 'zstd', 'lines.zst'));

let write: Folder['write'];
let folder: string;
beforeEach(() => {
  ({ folder, write } = createFolder());
});

const lines = toLines([makeCall(1), makeCall(2), makeCall(3)]);
const brotli = (text: string, quality: number) =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });

describe('zstd', () => {
  it('is read, by its content and not by its name', async () => {
    const { code, stdout, stderr } = await callCommand(['map', write('dump.txt', zstd)]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toHaveLength(3001);
    expect(stdout).toContain('{"line":3000,"ok":true');
  });

  it('is read in several frames, and from standard input', async () => {
    const { stdout } = await runCommand(['map', '-'], { stdin: Buffer.concat([zstd, zstd]) });
    expect(stdout).toContain('{"line":6000,"ok":true');
  });

  it.each([
    {
      content: zstd.subarray(0, -9),
      says: 'intercom-destination: The zstd data of FILE ends too early, after line N.\n',
    },
    {
      content: Buffer.concat([zstd, zstd.subarray(0, -1), Buffer.of(0xff)]),
      says: 'intercom-destination: The zstd data of FILE is corrupt after line N (a checksum does not agree).\n',
    },
  ])('that is damaged is a fault of its file: $says', async ({ content, says }) => {
    const path = write('dump.zst', content);
    const { code, stderr } = await callCommand(['map', path]);
    expect({ code, stderr: stderr.replace(path, 'FILE').replace(/line \d+/, 'line N') }).toEqual({
      code: 3,
      stderr: says,
    });
  });
});

describe('an archive that is not read', () => {
  const cases = [
    {
      name: 'a.zip',
      content: packed('calls.zip'),
      says: 'is a zip archive; unpack it first, with `unzip FILE`',
    },
    {
      name: 'empty.zip',
      content: Buffer.from('PK\u0005\u0006\0\0'),
      says: 'is a zip archive; unpack it first, with `unzip FILE`',
    },
    {
      name: 'a.xlsx',
      content: Buffer.from('PK\u0003\u0004......[Content_Types].xml'),
      says: 'is an Excel workbook, which is not read; save the sheet as CSV instead',
    },
    {
      name: 'a.tar',
      content: packed('calls.tar'),
      says: 'is a tar archive; unpack it first, with `tar xf FILE`',
    },
    {
      name: 'old.tar',
      content: packed('calls.v7.tar'),
      says: 'is a tar archive; unpack it first, with `tar xf FILE`',
    },
    {
      name: 'a.bz2',
      content: packed('calls.ndjson.bz2'),
      says: 'is packed with bzip2; unpack it first, with `bunzip2 -k FILE`',
    },
    {
      name: 'a.xz',
      content: packed('calls.ndjson.xz'),
      says: 'is packed with xz; unpack it first, with `xz -dk FILE`',
    },
    {
      name: 'a',
      content: packed('calls.ndjson.xz'),
      says: 'is packed with xz; unpack it first, with `xz -dc < FILE > FILE.unpacked`',
    },
    {
      name: 'a.lz4',
      content: packed('calls.lz4'),
      says: 'is packed with lz4; unpack it first, with `lz4 -dk FILE`',
    },
    { name: 'a.7z', content: packed('calls.7z'), says: 'is a 7z archive; unpack it first, with `7z x FILE`' },
    {
      name: 'a.cpio',
      content: Buffer.from(`070701${'00000001'.repeat(13)}calls\0\0\0${lines}`),
      says: 'is a cpio archive; unpack it first, with `cpio -id < FILE`',
    },
    {
      name: 'a.a',
      content: Buffer.from(`!<arch>\ncalls/          0           0     0     644     9         \`\n${lines}`),
      says: 'is an ar archive; unpack it first, with `ar x FILE`',
    },
    {
      name: 'a.seq',
      content: Buffer.from(`SEQ\u0006!org.apache.hadoop.io.LongWritable\n${lines}`),
      says: 'is a SequenceFile of Hadoop, which is not read; export NDJSON instead',
    },
    {
      name: 'hadoop.snappy',
      content: Buffer.from(`\0\0\u0001\u0002\0\0\0\u0040\n${lines.repeat(30)}`),
      says: 'begins with bytes that are no text, in no form known here: it may be packed or encrypted',
    },
    {
      name: 'a.rar',
      content: Buffer.from('Rar!\u001a\u0007\u0001\0'),
      says: 'is a rar archive; unpack it first, with `unrar x FILE`',
    },
    {
      name: 'a.avro',
      content: Buffer.from('Obj\u0001\u0004\u0014avro.codec'),
      says: 'is Avro, which is not read; export Parquet or NDJSON instead',
    },
    {
      name: 'a.orc',
      content: Buffer.from('ORC\u0001\u0002'),
      says: 'is ORC, which is not read; export Parquet or NDJSON instead',
    },
    {
      name: 'a.sqlite',
      content: packed('calls.sqlite'),
      says: 'is a SQLite database, which is not read; export its tables as CSV instead',
    },
    ...[0, 5, 11].flatMap((quality) => [
      {
        name: `${quality}.br`,
        content: brotli(lines, quality),
        says: 'is packed with brotli; unpack it first, with `brotli -dk FILE`',
      },
      {
        name: `${quality}-short.br`,
        content: brotli(toLines([makeCall(1)]), quality),
        says: 'is packed with brotli; unpack it first, with `brotli -dk FILE`',
      },
    ]),
    {
      name: 'cli.br',
      content: packed('calls.br'),
      says: 'is packed with brotli; unpack it first, with `brotli -dk FILE`',
    },
    {
      name: 'a.gz',
      content: gzipSync(gzipSync(lines)),
      says: 'is packed with gzip inside gzip; unpack it first, with `gunzip -c < FILE | gunzip -c > FILE.unpacked`',
    },
    {
      name: 'a.tar.gz',
      content: gzipSync(packed('calls.tar')),
      says: 'is a tar archive inside gzip; unpack it first, with `gunzip -c < FILE | tar x`',
    },
    {
      name: 'a.zip.gz',
      content: gzipSync(packed('calls.zip')),
      says: 'is a zip archive inside gzip; unpack it first, with `gunzip -c < FILE > FILE.unpacked && unzip FILE.unpacked`',
    },
    {
      name: 'a.zst.gz',
      content: gzipSync(zstd),
      says: 'is packed with zstd inside gzip; unpack it first, with `gunzip -c < FILE | zstd -dc > FILE.unpacked`',
    },
    {
      name: 'a.gz.zst',
      content: inZstd(gzipSync(lines)),
      says: 'is packed with gzip inside zstd; unpack it first, with `zstd -dc < FILE | gunzip -c > FILE.unpacked`',
    },
    {
      name: 'noise',
      content: noise(400),
      says: 'begins with bytes that are no text, in no form known here: it may be packed or encrypted',
    },
    {
      name: 'noise.gz',
      content: gzipSync(noise(400)),
      says: 'begins, inside gzip, with bytes that are no text, in no form known here: it may be packed or encrypted',
    },
    {
      name: 'utf16',
      content: Buffer.from(`\ufeff${lines}`, 'utf16le'),
      says: 'is UTF-16; convert it to UTF-8, with iconv for example',
    },
    {
      name: 'utf32',
      content: inUtf32(`\ufeff${lines}`),
      says: 'is UTF-32; convert it to UTF-8, with iconv for example',
    },
    {
      name: 'utf32-big',
      content: inUtf32(`\ufeff${lines}`).swap32(),
      says: 'is UTF-32; convert it to UTF-8, with iconv for example',
    },
    {
      name: 'utf16-plain',
      content: Buffer.from(lines, 'utf16le'),
      says: 'begins with bytes that are no text, in no form known here: it may be packed or encrypted',
    },
  ];

  it.each(cases)('$name: $says', async ({ name, content, says }) => {
    const path = write(name, content);
    const { code, stdout, stderr } = await callCommand(['map', path]);
    expect({ code, stdout, stderr: stderr.replaceAll(path, 'FILE') }).toEqual({
      code: 3,
      stdout: '',
      stderr: `intercom-destination: FILE ${says}.\n`,
    });
  });

  it.each(['ndjson', 'json', 'batch', 'csv'])('is none with --format %s either', async (format) => {
    for (const { name, content, says } of cases) {
      const path = write(name, content);
      const { code, stdout, stderr } = await callCommand(['map', '--format', format, path]);
      expect({ code, stdout, stderr: stderr.replaceAll(path, 'FILE') }).toEqual({
        code: 3,
        stdout: '',
        stderr: `intercom-destination: FILE ${says}.\n`,
      });
    }
  });

  it('is refused in a folder too, and the command can be copied as it stands', async () => {
    write("it's \u001b[31m\n.tar", packed('calls.tar'));
    const { code, stderr } = await callCommand(['map', folder]);
    expect(code).toBe(3);
    expect(stderr).toContain(String.raw`\u001b[31m\u000a.tar is a tar archive`);
    expect(stderr).toContain(String.raw`/it\'s \u001b[31m\u000a.tar'` + '`.\n');
    expect(stderr.split('\n')).toHaveLength(2);
  });

  it.each([
    {
      stdin: packed('calls.ndjson.bz2'),
      says: 'is packed with bzip2; unpack it on the way, with `bunzip2 -c`',
    },
    {
      stdin: gzipSync(gzipSync(lines)),
      says: 'is packed with gzip inside gzip; unpack it on the way, with `gunzip -c | gunzip -c`',
    },
    { stdin: packed('calls.tar'), says: 'is a tar archive; unpack it and name the files' },
    {
      stdin: noise(400),
      says: 'begins with bytes that are no text, in no form known here: it may be packed or encrypted',
    },
  ])('is refused on standard input: $says', async ({ stdin, says }) => {
    expect(await runCommand(['map', '-'], { stdin })).toEqual({
      code: 3,
      stdout: '',
      stderr: `intercom-destination: Standard input ${says}.\n`,
    });
  });

  it('stops a run before anything is sent', async () => {
    write('dump/1.ndjson', lines);
    write('dump/2.zip', packed('calls.zip'));
    const args = ['run', join(folder, 'dump'), '--run-dir', join(folder, 'run'), '--to', 'simulator'];
    const { code, stderr } = await callCommand(args);
    expect(code).toBe(3);
    expect(stderr).toMatch(/2\.zip is a zip archive; unpack it first/);
  });
});

it.each([
  {
    because: 'torn characters are a fault of their line',
    content: Buffer.concat([Buffer.of(0xa9, 0xc3), Buffer.from(`\n${lines}`)]),
  },
  { because: 'so are a few bytes that are no text', content: `\u0001\u0002\n${lines.repeat(10)}` },
  {
    because: 'and another encoding',
    content: Buffer.from(`{"type":"track","event":"Größe größer übergrößt"}\n${lines}`, 'latin1'),
  },
])('reads on line by line: $because', async ({ content }) => {
  const { code, stdout } = await callCommand(['map', write('dump', content)]);
  expect(code).toBe(0);
  expect(stdout).toContain('"line":1,"ok":false');
  expect(stdout).toContain('"line":4,"ok":true');
});

/** A frame that holds bytes as they are, by RFC 8878. */
function inZstd(bytes: Buffer): Buffer {
  const block = Buffer.alloc(3);
  block.writeUIntLE(bytes.length * 8 + 1, 0, 3);
  return Buffer.concat([Buffer.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58), block, bytes]);
}

/** Bytes without a pattern, the same each time. */
function inUtf32(text: string): Buffer {
  return Buffer.from(Uint32Array.from(text, (character) => character.codePointAt(0) ?? 0).buffer);
}

function noise(count: number): Buffer {
  let state = 12_345;
  return Buffer.from(
    Array.from({ length: count }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    }),
  );
}
