import { describe, expect, it } from '@jest/globals';
import { readElements } from './read-elements';

async function* inChunks(bytes: Buffer, chunkBytes: number): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

/** Each element's number with what it holds, or with its fault; a fault of the whole text comes last. */
async function read(text: string | Buffer, form: 'list' | 'batch', chunkBytes: number): Promise<unknown[]> {
  const found: unknown[] = [];
  try {
    for await (const records of readElements(inChunks(Buffer.from(text), chunkBytes), form)) {
      for (const { number, content } of records) {
        found.push([number, content.readable ? content.call : content.fault]);
      }
    }
  } catch (error) {
    found.push((error as Error).message);
  }
  return found;
}

const SIZES = [1, 2, 3, 7, 4096];
const inSizes = <T extends object>(rows: readonly T[]) =>
  rows.flatMap((row) => SIZES.map((chunkBytes) => ({ ...row, chunkBytes })));

describe('a list', () => {
  it.each(
    inSizes([
      {
        because: 'blanks stand anywhere',
        text: ' \r\n[ {"a":1}\n,\t{"a":2} ] \n',
        elements: [{ a: 1 }, { a: 2 }],
      },
      { because: 'it may be compact', text: '[{"a":1},{"a":2}]', elements: [{ a: 1 }, { a: 2 }] },
      { because: 'it may be empty', text: '[ ]', elements: [] },
      { because: 'it may begin with a byte order mark', text: '\ufeff[1]', elements: [1] },
      {
        because: 'texts hold brackets, quotes and backslashes',
        text: String.raw`[{"a":"]},{\"\\"},["\\\\","\"]"],"x"]`,
        elements: [{ a: ']},{"\\' }, ['\\\\', '"]'], 'x'],
      },
      {
        because: 'characters have several bytes',
        text: '["é語🙂",{"ü":[]}]',
        elements: ['é語🙂', { ü: [] }],
      },
      {
        because: 'elements may be bare',
        text: '[1,-2.5e3,true,null , false]',
        elements: [1, -2500, true, null, false],
      },
      {
        because: 'an element with a list under batch is a call, if it says so',
        text: '[{"type":"track","batch":[{}]},{"event":"A","batch":[{}]}]',
        elements: [
          { type: 'track', batch: [{}] },
          { event: 'A', batch: [{}] },
        ],
      },
      { because: 'elements nest', text: '[[[{"a":[{}]}]],{}]', elements: [[[{ a: [{}] }]], {}] },
    ]),
  )('$because (chunks of $chunkBytes)', async ({ text, elements, chunkBytes }) => {
    expect(await read(text, 'list', chunkBytes)).toEqual(
      elements.map((element, index) => [index + 1, element]),
    );
  });

  it.each(
    inSizes([
      {
        because: 'an element has a fault',
        text: '[{"a":1},{"a":oops},{"a":3}]',
        found: [[1, { a: 1 }], 'is broken in element 2, at byte 15, line 1'],
      },
      {
        because: 'an element lacks the end of a list, and would take the next one for its own',
        text: '[{"a":1},\n{"x":[1,2},{"a":3},{"a":4}]',
        found: [[1, { a: 1 }], 'is broken in element 2, at byte 20, line 2'],
      },
      {
        because: 'an element lacks its end, so that the next one is inside it',
        text: '[{"a":1},\n{"x":[1,2,{"a":3},{"a":4}]',
        found: [
          [1, { a: 1 }],
          'ends inside element 2, which begins at byte 11, line 2: it was cut off, or lacks a bracket there',
        ],
      },
      {
        because: 'an element has an uneven quote, behind which texts and brackets change places',
        text: '[{"a":1},{"a":"x"y"},{"a":"},{"}]',
        found: [[1, { a: 1 }], 'is broken in element 2, at byte 18, line 1'],
      },
      {
        because: 'a text in an element lacks its end',
        text: '[{"a":1},\n{"a":"x},\n{"a":3}]',
        found: [[1, { a: 1 }], 'is broken in element 2, at byte 20, line 2'],
      },
      {
        because: 'a bracket of an element is one too many',
        text: '[{"a":1}},{"a":2}]',
        found: [[1, { a: 1 }], 'is broken after element 1, at byte 9, line 1'],
      },
      {
        because: 'an element is no value of JSON',
        text: '[1,\nundefined,{"a":3}]',
        found: [[1, 1], 'is broken in element 2, at byte 5, line 2'],
      },
      {
        because: 'a number of an element does not end',
        text: '[1,-,{"a":3}]',
        found: [[1, 1], 'is broken in element 2, at byte 5, line 1'],
      },
      {
        because: 'a text has an escape that JSON does not know',
        text: String.raw`[1,"a\x",{"a":3}]`,
        found: [[1, 1], 'is broken in element 2, at byte 7, line 1'],
      },
      {
        because: 'it ends inside an element',
        text: '[{"a":1},{"a":',
        found: [
          [1, { a: 1 }],
          'ends inside element 2, which begins at byte 10, line 1: it was cut off, or lacks a bracket there',
        ],
      },
      {
        because: 'it ends between elements',
        text: '[{"a":1},\n',
        found: [[1, { a: 1 }], 'ends after element 1, before its list does: it was cut off'],
      },
      {
        because: 'something follows it',
        text: '[1]\n[2]',
        found: [[1, 1], 'goes on after its list has ended, at byte 5, line 2'],
      },
      {
        because: 'a comma is too many',
        text: '[1,\n\n,2]',
        found: [[1, 1], 'is broken after element 1, at byte 6, line 3'],
      },
      {
        because: 'a comma ends it',
        text: '[1,]',
        found: [[1, 1], 'is broken after element 1, at byte 4, line 1'],
      },
      {
        because: 'a comma is missing',
        text: '[1 2]',
        found: [[1, 1], 'is broken after element 1, at byte 4, line 1'],
      },
      { because: 'it is no list', text: '{"a":1}', found: ['is broken after element 0, at byte 1, line 1'] },
      { because: 'it holds blanks alone', text: ' \n ', found: ['holds nothing but blanks, and no list'] },
    ]),
  )('says so where $because (chunks of $chunkBytes)', async ({ text, found, chunkBytes }) => {
    expect(await read(text, 'list', chunkBytes)).toEqual(found);
  });

  it('has the calls of an element that is a batch in its place', async () => {
    const text = '[{"a":1},{"batch":[{"a":2},{"a":3}],"sentAt":"s"},{"batch":[]},{"a":4}]';
    const found: unknown[] = [];
    for await (const records of readElements(inChunks(Buffer.from(text), 7), 'list')) found.push(...records);
    const readable = (call: object) => ({ readable: true, call });
    expect(found).toEqual([
      { number: 1, content: readable({ a: 1 }) },
      { number: 2, index: 1, content: readable({ a: 2, sentAt: 's' }) },
      { number: 2, index: 2, content: readable({ a: 3, sentAt: 's' }) },
      { number: 4, content: readable({ a: 4 }) },
    ]);
  });

  it('is nothing where there is nothing', async () => {
    expect(await read('', 'list', 1)).toEqual([]);
  });

  it('refuses an element that is not UTF-8, and goes on', async () => {
    const bytes = Buffer.concat([Buffer.from('["a'), Buffer.from([0xe9]), Buffer.from('","b"]')]);
    expect(await read(bytes, 'list', 2)).toEqual([
      [1, 'The element is not UTF-8.'],
      [2, 'b'],
    ]);
  });

  it('gives what JSON.parse gives, wherever chunks cut it', async () => {
    const elements = Array.from({ length: 40 }, (_, index) => ({
      [`k"${index}`]: ['\\', '"', ']', { '}': '語'.repeat(index) }, index / 3, null, index % 2 === 0],
    }));
    for (const text of [JSON.stringify(elements), JSON.stringify(elements, null, 1)]) {
      for (let chunkBytes = 1; chunkBytes < 60; chunkBytes += 1) {
        const found = (await read(text, 'list', chunkBytes)).map((pair) => (pair as unknown[])[1]);
        expect(found).toEqual(elements);
      }
    }
  });
});

describe('a batch', () => {
  it.each(
    inSizes([
      {
        because: 'it is what SDKs send',
        text: '{"batch":[{"a":1},{"a":2}],"sentAt":"x"}',
        found: [
          [1, { a: 1, sentAt: 'x' }],
          [2, { a: 2, sentAt: 'x' }],
        ],
      },
      {
        because: 'several follow each other, counted on',
        text: '{"batch":[{"a":1}]}\n{"sentAt":{"batch":[9]},"batch":[],"x":1}\n{"batch":[{"a":2}]}\n',
        found: [
          [1, { a: 1 }],
          [2, { a: 2 }],
        ],
      },
      {
        because: 'what it says for all is said by each, unless the call has its own',
        text: '{"integrations":{"All":true,"Intercom":false},"context":{"ip":"x"},"batch":[{},{"integrations":{"Intercom":true},"context":1}]}{"batch":[{}]}',
        found: [
          [1, { integrations: { All: true, Intercom: false }, context: { ip: 'x' } }],
          [2, { integrations: { All: true, Intercom: true }, context: 1 }],
          [3, {}],
        ],
      },
      {
        because:
          'an opt-out from everything may be written in short, and holds beside what a call says of others',
        text: '{"integrations":false,"batch":[{},{"integrations":{"Mixpanel":true}},{"integrations":{"Intercom":true}}]}',
        found: [
          [1, { integrations: false }],
          [2, { integrations: { All: false, Mixpanel: true } }],
          [3, { integrations: { All: false, Intercom: true } }],
        ],
      },
      {
        because: 'a call may turn everything off in short, whatever its batch says',
        text: '{"integrations":{"Intercom":true},"batch":[{"integrations":false}]}',
        found: [[1, { integrations: false }]],
      },
      {
        because: 'an opt-out holds where a call has nothing to say of it, or either is JSON in text',
        text: String.raw`{"integrations":"{\"Intercom\":false}","batch":[{"integrations":[]},{"integrations":"{\"Mixpanel\":true}"}]}`,
        found: [
          [1, { integrations: '{"Intercom":false}' }],
          [2, { integrations: { Intercom: false, Mixpanel: true } }],
        ],
      },
      {
        because: 'each says for its own calls what it says for all',
        text: '{"context":{"ip":"x"},"batch":[{}]}\n{"integrations":{"All":false},"batch":[{}]}',
        found: [
          [1, { context: { ip: 'x' } }],
          [2, { integrations: { All: false } }],
        ],
      },
      {
        because: 'it may say so behind its calls, as SDKs do',
        text: '{"batch":[{"a":1},{"sentAt":"own","receivedAt":null}],"sentAt":"s","integrations":{"Intercom":false},"receivedAt":"r"}{"batch":[{}]}',
        found: [
          [1, { a: 1, sentAt: 's', receivedAt: 'r', integrations: { Intercom: false } }],
          [2, { sentAt: 'own', receivedAt: 'r', integrations: { Intercom: false } }],
          [3, {}],
        ],
      },
      {
        because: 'what is no call gets nothing',
        text: '{"batch":[1,"x"],"sentAt":"s"}',
        found: [
          [1, 1],
          [2, 'x'],
        ],
      },
      {
        because: 'a name beside its calls may be written with escapes',
        text: String.raw`{"b\u0061tch":[{}],"sent\u0041t":"s"}`,
        found: [[1, { sentAt: 's' }]],
      },
      {
        because: 'a call has a fault, and would take the next one for its own',
        text: '{"batch":[{"a":1},{"x":[1,2},{"a":3}]}',
        found: [[1, { a: 1 }], 'is broken in element 2, at byte 28, line 1'],
      },
      {
        because: 'what stands beside its calls has a fault',
        text: '{"batch":[{"a":1}],"x":{"a":1]}',
        found: [[1, { a: 1 }], 'is broken after element 1, at byte 30, line 1'],
      },
      {
        because: 'an object has none',
        text: '{"batch":[1]}\n{"a":1}',
        found: [
          [1, 1],
          'has an object without a list under "batch" among its batches, at byte 21, line 2: --format ndjson reads calls beside them',
        ],
      },
      {
        because: 'one is a call that has a list of that name itself, as shown before it',
        text: '{"batch":[1]}\n{"event":"A","batch":[2]}',
        found: [
          [1, 1],
          'has a call among its batches, with "event" and perhaps a "batch" of its own: --format ndjson reads both',
        ],
      },
      {
        because: 'one is a call that has a list of that name itself, as shown behind it',
        text: '{"batch":[1]}\n{"batch":[2],"type":"Track"}',
        found: [
          [1, 1],
          [2, 2],
          'has a call among its batches, with "type" and perhaps a "batch" of its own: --format ndjson reads both',
        ],
      },
      {
        because: 'its type is none of a call',
        text: '{"type":"batch","batch":[{}]}',
        found: [[1, {}]],
      },
      {
        because: 'what it says for all has a fault',
        text: '{"integrations":{"Intercom":false,},"batch":[{"a":1}]}',
        found: ['is broken after element 0, at byte 35, line 1'],
      },
      {
        because: 'it is cut off',
        text: '{"batch":[1',
        found: [
          'ends inside element 1, which begins at byte 11, line 1: it was cut off, or lacks a bracket there',
        ],
      },
      {
        because: 'it is cut off behind its list',
        text: '{"batch":[1],',
        found: [[1, 1], 'ends after element 1, before its list does: it was cut off'],
      },
    ]),
  )('$because (chunks of $chunkBytes)', async ({ text, found, chunkBytes }) => {
    expect(await read(text, 'batch', chunkBytes)).toEqual(found);
  });

  it('says so where what it says for all is not UTF-8, which may turn its calls off', async () => {
    const bytes = Buffer.from('{"integrations":{"Intercom\xe9":false},"batch":[{"a":1}]}', 'latin1');
    expect(await read(bytes, 'batch', 7)).toEqual([
      'has "integrations" of a batch that cannot be read, which may turn its calls off',
    ]);
  });

  const many = (call: object) => Array.from({ length: 5_001 }, () => JSON.stringify(call)).join(',');
  it.each([
    { because: 'lists too many', calls: many({ sentAt: 'own' }), field: 'context' },
    { because: 'lists too many without a time', calls: many({}), field: 'sentAt' },
    { because: 'lists too long ones', calls: JSON.stringify({ a: 'x'.repeat(8e6) }), field: 'integrations' },
  ])('says so where it $because before what it says for all', async ({ calls, field }) => {
    const found = await read(`{"batch":[${calls}],"${field}":{}}`, 'batch', 4096);
    expect(found.at(-1)).toBe(
      `has "${field}" of a batch behind too many calls, where it comes too late for them: put it before "batch"`,
    );
  });

  it('lists as many as it likes where each says all by itself, or the batch says it first', async () => {
    const calls = many({ sentAt: 'own' });
    const found = await read(`{"receivedAt":"r","batch":[${calls}],"sentAt":"s"}`, 'batch', 4096);
    expect(found).toHaveLength(5_001);
    expect(found.at(-1)).toEqual([5_001, { sentAt: 'own', receivedAt: 'r' }]);
  });

  it('keeps its long numbers exact, noted', async () => {
    const text = '{"context":{"traits":{"id":12345678901234567890}},"batch":[{"userId":12345678901234567}]}';
    for await (const [record] of readElements(inChunks(Buffer.from(text), 7), 'batch')) {
      expect(record?.content).toMatchObject({
        call: { userId: '12345678901234567', context: { traits: { id: '12345678901234567890' } } },
        notes: [
          { code: 'long_number_to_text', key: 'userId' },
          { code: 'long_number_to_text', key: 'context.traits.id' },
        ],
      });
    }
  });
});
