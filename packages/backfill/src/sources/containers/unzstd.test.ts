import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SourceFault } from '../source-fault';
import { unzstd } from './unzstd';

const fixtures = join(__dirname, '..', '..', '..', '..', '..', 'test', 'fixtures', 'zstd');
const read = (name: string) => readFileSync(join(fixtures, name));

/** What test/fixtures/zstd/make.sh packs. */
const lines = Array.from({ length: 3000 }, (_, index) => {
  const timestamp = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();
  const event = { type: 'track', event: `Event ${index % 7}`, userId: `u${(index * 7919) % 97}` };
  return `${JSON.stringify({ ...event, timestamp, properties: { index, plan: 'pro' } })}\n`;
});
const text = lines.join('');
const one = read('lines.zst');
/** A block for each line, none of them compressed, without a checksum or a size. */
const flushed = Buffer.concat([
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]),
  ...lines.flatMap((line) => [blockHeader(line.length, false), Buffer.from(line)]),
  blockHeader(0, true),
]);
const empty = read('empty.zst');
const skippable = (content: string) => {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(0x184d2a5a, 0);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, Buffer.from(content)]);
};

async function* inChunks(bytes: Buffer, chunkBytes: number): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

async function unpack(bytes: Buffer, chunkBytes = 64 * 1024): Promise<string> {
  const unpacked: Buffer[] = [];
  for await (const chunk of unzstd(inChunks(bytes, chunkBytes))) unpacked.push(chunk);
  return Buffer.concat(unpacked).toString();
}

describe.each([1, 7, 64 * 1024, one.length])('zstd in chunks of %d bytes', (chunkBytes) => {
  it.each([
    { because: 'one frame is the usual case', bytes: one, is: text },
    { because: 'several frames are one text', bytes: Buffer.concat([one, one]), is: text + text },
    { because: 'a frame may be empty', bytes: Buffer.concat([empty, one, empty]), is: text },
    { because: 'blocks may be small, and need no checksum', bytes: flushed, is: text },
    {
      because: 'skippable frames hold no text',
      bytes: Buffer.concat([skippable('not this'), one, skippable('')]),
      is: text,
    },
    { because: 'nothing is packed in nothing', bytes: Buffer.alloc(0), is: '' },
    { because: 'the highest level is one too', bytes: read('level-22.zst'), is: text },
  ])('unpacks: $because', async ({ bytes, is }) => {
    expect(await unpack(bytes, chunkBytes)).toBe(is);
  });

  it.each([
    { because: 'a frame cut in a block is torn', bytes: one.subarray(0, -50) },
    { because: 'so is one cut in its checksum', bytes: one.subarray(0, -1) },
    { because: 'and one cut in its header', bytes: one.subarray(0, 5) },
    { because: 'and one cut in its magic number', bytes: Buffer.concat([one, one.subarray(0, 3)]) },
    { because: 'and a skippable one', bytes: Buffer.concat([one, skippable('abc').subarray(0, -1)]) },
    { because: 'and one without its last block', bytes: flushed.subarray(0, -3) },
  ])('ends too early: $because', async ({ bytes }) => {
    await expect(unpack(bytes, chunkBytes)).rejects.toMatchObject({ name: 'ZstdFault', endsEarly: true });
  });

  it.each([
    { because: 'the text is another', bytes: changed(one, -5), says: /checksum|bytes/ },
    { because: 'the checksum is another', bytes: changed(one, -1), says: /checksum does not agree/ },
    {
      because: 'rubbish follows',
      bytes: Buffer.concat([one, Buffer.from('rubbish')]),
      says: /follows a frame/,
    },
    { because: 'zeros follow', bytes: Buffer.concat([one, Buffer.alloc(4)]), says: /follows a frame/ },
    { because: 'a block is of no type', bytes: withByte(empty, 6, 0x07), says: /no known type/ },
    { because: 'a block is too large', bytes: withByte(empty, 8, 0xff), says: /larger than any may be/ },
    { because: 'the frame is of a later version', bytes: withByte(one, 4, 0x2c), says: /later version/ },
  ])('is corrupt: $because', async ({ bytes, says }) => {
    const fault: unknown = await unpack(bytes, chunkBytes).catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'ZstdFault', endsEarly: false });
    expect(String(fault)).toMatch(says);
  });
});

it('refuses a window that would take too much memory', async () => {
  await expect(unpack(read('window-64-mb.zst'))).rejects.toThrow(
    new SourceFault(
      'is packed by zstd with a window of 64 MB, and up to 32 MB are read; unpack it first, with zstd -d --long=31',
    ),
  );
});

it('refuses a dictionary, which is somewhere else', async () => {
  await expect(unpack(read('dictionary.zst'))).rejects.toThrow(/packed by zstd with a dictionary/);
});

it('throws what the source throws', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield one.subarray(0, 20);
    await Promise.reject(new Error('the disk is gone'));
  }
  await expect(async () => {
    for await (const chunk of unzstd(broken())) expect(chunk).toBeInstanceOf(Buffer);
  }).rejects.toThrow('the disk is gone');
});

/** Of a block that is not compressed, by RFC 8878, 3.1.1.2. */
function blockHeader(size: number, isLast: boolean): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE(size * 8 + (isLast ? 1 : 0), 0, 3);
  return header;
}

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? bytes.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 0x01;
  return copy;
}

function withByte(bytes: Buffer, at: number, byte: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = byte;
  return copy;
}
