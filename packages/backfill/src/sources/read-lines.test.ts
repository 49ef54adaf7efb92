import { expect, it } from '@jest/globals';
import { readLines } from './read-lines';

async function* inChunks(bytes: Buffer, chunkBytes: number): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

const CASES = [
  { because: 'characters of several bytes are cut by chunks', text: 'é語🙂\nü\n', lines: ['1 é語🙂', '2 ü'] },
  { because: 'Windows ends lines with CRLF', text: 'a\r\nb\r\n', lines: ['1 a', '2 b'] },
  { because: 'a file may begin with a byte order mark', text: '\ufeffa\nb', lines: ['1 a', '2 b'] },
  { because: 'the last line may have no end', text: 'a\nb', lines: ['1 a', '2 b'] },
  { because: 'blank lines count, and are no calls', text: '\n \na\n\r\n\nb\n\n', lines: ['3 a', '6 b'] },
  { because: 'a file may be empty', text: '', lines: [] },
  { because: 'a file may hold a byte order mark alone', text: '\ufeff', lines: [] },
];

it.each(CASES.flatMap((row) => [1, 2, 3, 1024].map((chunkBytes) => ({ ...row, chunkBytes }))))(
  '$because (chunks of $chunkBytes bytes)',
  async ({ text, lines, chunkBytes }) => {
    const found: string[] = [];
    for await (const batch of readLines(inChunks(Buffer.from(text), chunkBytes))) {
      for (const line of batch) found.push(`${line.number} ${line.text}`);
    }
    expect(found).toEqual(lines);
  },
);

it('names the line that is longer than any text', async () => {
  const piece = Buffer.alloc(2 ** 24, 'x');
  async function* chunks(): AsyncGenerator<Buffer> {
    await Promise.resolve();
    yield Buffer.from('a\nb\n');
    for (;;) yield piece;
  }
  const read = async () => {
    for await (const batch of readLines(chunks())) expect(batch).toHaveLength(2);
  };
  await expect(read()).rejects.toThrow('has a line that is too long, line 3');
});
