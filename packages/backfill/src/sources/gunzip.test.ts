import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { gunzip } from './gunzip';

const first = 'one\ntwo\n'.repeat(50);
const second = 'three\n'.repeat(50);
const one = gzipSync(first);
const two = gzipSync(second);
const zeros = (count: number) => Buffer.alloc(count);

async function* inChunks(bytes: Buffer, chunkBytes: number): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

async function unpack(bytes: Buffer, chunkBytes: number): Promise<string> {
  const unpacked: Buffer[] = [];
  for await (const chunk of gunzip(inChunks(bytes, chunkBytes), 64)) unpacked.push(chunk);
  return Buffer.concat(unpacked).toString();
}

// The last ends a chunk exactly where the first member ends.
describe.each([1, 7, 64 * 1024, one.length])('gzip in chunks of %d bytes', (chunkBytes) => {
  it.each([
    { because: 'one member is the usual case', bytes: one, text: first },
    { because: 'several members are one text', bytes: Buffer.concat([one, two]), text: first + second },
    {
      because: 'an empty member is one too',
      bytes: Buffer.concat([one, gzipSync(''), two]),
      text: first + second,
    },
    { because: 'tape blocks are padded with zeros', bytes: Buffer.concat([one, zeros(200)]), text: first },
  ])('unpacks: $because', async ({ bytes, text }) => {
    expect(await unpack(bytes, chunkBytes)).toBe(text);
  });

  it.each([
    {
      because: 'a member after zeros would be lost',
      bytes: Buffer.concat([one, zeros(200), two]),
      code: 'Z_DATA_ERROR',
    },
    {
      because: 'so would rubbish be',
      bytes: Buffer.concat([one, zeros(1), Buffer.from('x')]),
      code: 'Z_DATA_ERROR',
    },
    {
      because: 'rubbish is no member',
      bytes: Buffer.concat([one, Buffer.from('rubbish')]),
      code: 'Z_DATA_ERROR',
    },
    {
      because: 'a member cut in its data is torn',
      bytes: Buffer.concat([one, two.subarray(0, 20)]),
      code: 'Z_BUF_ERROR',
    },
    {
      because: 'and so is one cut in its header',
      bytes: Buffer.concat([one, two.subarray(0, 3)]),
      code: 'Z_BUF_ERROR',
    },
    { because: 'and one cut in its check sum', bytes: one.subarray(0, -1), code: 'Z_BUF_ERROR' },
  ])('throws: $because', async ({ bytes, code }) => {
    await expect(unpack(bytes, chunkBytes)).rejects.toMatchObject({ code });
  });
});

it('throws what the source throws', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield one.subarray(0, 20);
    await Promise.reject(new Error('the disk is gone'));
  }
  await expect(async () => {
    for await (const chunk of gunzip(broken(), 64)) expect(chunk).toBeInstanceOf(Buffer);
  }).rejects.toThrow('the disk is gone');
});
