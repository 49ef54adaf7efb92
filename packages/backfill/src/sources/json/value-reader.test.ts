import { describe, expect, it } from '@jest/globals';
import { readRawLines } from '../raw-lines';
import { readValues, readValuesAlone } from './read-values';

async function* inChunks(bytes: Buffer, chunkBytes: number): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

/** Each record as `line.index` with its call, or `refused`. */
async function read(text: string | Buffer, chunkBytes = 4096, cutAt?: number): Promise<unknown[]> {
  const found: unknown[] = [];
  const lines = readRawLines(inChunks(Buffer.from(text), chunkBytes), 1, cutAt);
  for await (const { records } of readValues(lines)) {
    for (const { number, index, content } of records) {
      const place = index === undefined ? `${number}` : `${number}.${index}`;
      found.push([place, content.readable ? content.call : 'refused']);
    }
  }
  return found;
}

const SIZES = [1, 2, 3, 7, 4096];

const CASES = [
  {
    because:
      'the calls of a batch stand in its place, each with what it says for all, on a line or over several',
    text: '{"a":1}\n{"batch":[{"a":2},{"a":3}],"sentAt":"s"}\n{\n"batch":[{"a":4}]\n}\n{"a":5}',
    found: [
      ['1', { a: 1 }],
      ['2.1', { a: 2, sentAt: 's' }],
      ['2.2', { a: 3, sentAt: 's' }],
      ['3.1', { a: 4 }],
      ['6', { a: 5 }],
    ],
  },
  {
    because: 'the calls of a batch count among the values of a line',
    text: '{"a":1}{"batch":[{"a":2},{"a":3}]} {"batch":[{"a":4}]}{"a":5}oops\n{"batch":[]}{"a":6}\n{"batch":[]}\n{"a":7}',
    found: [
      ['1.1', { a: 1 }],
      ['1.2', { a: 2 }],
      ['1.3', { a: 3 }],
      ['1.4', { a: 4 }],
      ['1.5', { a: 5 }],
      ['1.6', 'refused'],
      ['2', { a: 6 }],
      ['4', { a: 7 }],
    ],
  },
  {
    because: 'a call with a list under batch is a call, and so is what holds a batch in something else',
    text: '{"type":"track","batch":[{"a":1}]}\n{"batch":[{"a":1}],"event":"A"}\n{"createdAt":1,"messageId":"m","payload":{"batch":[{}]}}\n{"batch":5}',
    found: [
      ['1', { type: 'track', batch: [{ a: 1 }] }],
      ['2', { batch: [{ a: 1 }], event: 'A' }],
      ['3', { batch: [{}] }],
      ['4', { batch: 5 }],
    ],
  },
  {
    because: 'a batch with a fault is one refusal, and nothing in it is a call',
    text: '{"batch":[{"a":1},{"x":[1,2},{"a":3}]}\n{"a":4}',
    found: [
      ['1', 'refused'],
      ['2', { a: 4 }],
    ],
  },
  {
    because: 'a line is a value',
    text: '{"a":1}\n[2]\n3\n"4"\n\n',
    found: [
      ['1', { a: 1 }],
      ['2', [2]],
      ['3', 3],
      ['4', '4'],
    ],
  },
  {
    because: 'a line may hold several, as Firehose writes them',
    text: '{"a":1}{"a":2} [3]\n{"a":4}',
    found: [
      ['1.1', { a: 1 }],
      ['1.2', { a: 2 }],
      ['1.3', [3]],
      ['2', { a: 4 }],
    ],
  },
  {
    because: 'a value may span lines',
    text: '{\n  "a": [\n    1\n  ]\n}\n{\n  "b": 2\n} {"c":3}\n{"d":4}\n',
    found: [
      ['1', { a: [1] }],
      ['6', { b: 2 }],
      ['8', { c: 3 }],
      ['9', { d: 4 }],
    ],
  },
  {
    because: 'it may begin behind another one',
    text: '{"a":1} {"b":\n2} {"c":3} {"d":4}\n',
    found: [
      ['1.1', { a: 1 }],
      ['1.2', { b: 2 }],
      ['2.1', { c: 3 }],
      ['2.2', { d: 4 }],
    ],
  },
  {
    because: 'a torn line swallows nothing',
    text: '{"a":1}\n{"a":\n{"a":3}\n{"a":4}\n',
    found: [
      ['1', { a: 1 }],
      ['2', 'refused'],
      ['3', { a: 3 }],
      ['4', { a: 4 }],
    ],
  },
  {
    because: 'and so it is where it is torn in a text, in a list, or twice',
    text: '{"a":"x\n{"a":[{"b":1},\n{"a":[{"b":2},\n{"a":4}\n{"a":[5\n',
    found: [
      ['1', 'refused'],
      ['2', 'refused'],
      ['3', 'refused'],
      ['4', { a: 4 }],
      ['5', 'refused'],
    ],
  },
  {
    because: 'lines of no JSON are refused one by one',
    text: 'WARN a\nWARN b\n  2024-01-01 x {"a":1}\n{"a":1}\n',
    found: [
      ['1', 'refused'],
      ['2', 'refused'],
      ['3', 'refused'],
      ['4', { a: 1 }],
    ],
  },
  {
    because: 'what follows a value and is none is refused with its line',
    text: '{"a":1} xyz {"b":2}\n{"a":3},{"a":4}\n{"a":5}\n',
    found: [
      ['1.1', { a: 1 }],
      ['1.2', 'refused'],
      ['2', 'refused'],
      ['3', { a: 5 }],
    ],
  },
  {
    because: 'a spoilt value costs one refusal, and nothing in it is a call',
    text: '{\n  "a": oops,\n  "b": [\n    {\n      "c": 1\n    }\n  ],\n  "d": {"e": 1}\n}\n{\n  "a": 2\n}\n',
    found: [
      ['1', 'refused'],
      ['10', { a: 2 }],
    ],
  },
  {
    because: 'without indentation neither',
    text: '{\n"a": oops,\n"b": [\n{\n"c": 1\n},\n{"c":2}\n\n]\n}\n{\n"a": 2\n}\n',
    found: [
      ['1', 'refused'],
      ['4', 'refused'],
      ['7', 'refused'],
      ['11', { a: 2 }],
    ],
  },
  {
    because: 'a file may begin in the middle of a value',
    text: '  "b": {\n    "c": [\n      {\n        "d": 1\n      }\n    ]\n  }\n}\n{\n  "a": 2\n}\n',
    found: [
      ['1', 'refused'],
      ['9', { a: 2 }],
    ],
  },
  {
    because: 'a file may end in the middle of a value',
    text: '{\n  "a": 1\n}\n{\n  "a": [\n    {"b": 1}\n',
    found: [
      ['1', { a: 1 }],
      ['4', 'refused'],
    ],
  },
  {
    because: 'the last line may be torn',
    text: '{"a":1}\n{"a":',
    found: [
      ['1', { a: 1 }],
      ['2', 'refused'],
    ],
  },
  {
    because: 'a value with a byte order mark, CRLF and blanks',
    text: '\ufeff{\r\n  "a": "é"\r\n}\r\n \r\n{"a":2}\r\n',
    found: [
      ['1', { a: 'é' }],
      ['5', { a: 2 }],
    ],
  },
  {
    because: 'Python writes what is no number',
    text: '{"a":NaN,"b":[Infinity,-Infinity],"c":"NaN"}\n{"a":NAN}\n',
    found: [
      ['1', { a: null, b: [null, null], c: 'NaN' }],
      ['2', 'refused'],
    ],
  },
  {
    because: 'long whole numbers are texts, wherever a value stands',
    text: '{"a":12345678901234567890,"b":1709634030000000,"c":"12345678901234567890"}{"a":-9007199254740992,"b":9007199254740991}\n{\n"a":9007199254740993}\n',
    found: [
      ['1.1', { a: '12345678901234567890', b: 1709634030000000, c: '12345678901234567890' }],
      ['1.2', { a: '-9007199254740992', b: 9007199254740991 }],
      ['2', { a: '9007199254740993' }],
    ],
  },
];

describe('the values of lines', () => {
  it.each(CASES.flatMap((row) => SIZES.map((chunkBytes) => ({ ...row, chunkBytes }))))(
    '$because (chunks of $chunkBytes)',
    async ({ text, found, chunkBytes }) => {
      expect(await read(text, chunkBytes)).toEqual(found);
      // Long lines come in parts, and give the same.
      const cut = await read(text, chunkBytes, 5);
      const areScalars = text.includes('"4"');
      if (!areScalars) expect(cut).toEqual(found);
    },
  );

  it('keeps what is refused as it stands', async () => {
    const text = '{"a":1}\n{\r\n  "a": oops,\r\n  "b": 1\r\n}\r\n{"a":2} xyz\r\n';
    const texts: unknown[] = [];
    for await (const { records } of readValues(readRawLines(inChunks(Buffer.from(text), 4096)))) {
      for (const { content } of records) if (!content.readable) texts.push([content.text, content.fault]);
    }
    expect(texts).toEqual([
      ['{\r\n  "a": oops,\r\n  "b": 1\r\n}', 'What stands in lines 2 to 5 is not JSON.'],
      ['xyz', 'The value is not JSON.'],
    ]);
  });

  it('refuses a value that is not UTF-8 by itself', async () => {
    const text = Buffer.concat([
      Buffer.from('{"a":"x'),
      Buffer.from([0xe9]),
      Buffer.from('"}{"a":2}\n{"a":3}\n'),
    ]);
    expect(await read(text)).toEqual([
      ['1.1', 'refused'],
      ['1.2', { a: 2 }],
      ['2', { a: 3 }],
    ]);
  });

  it('lets a text that is not UTF-8 take no line after it', async () => {
    const text = Buffer.concat([Buffer.from([0x22, 0xff, 0x22]), Buffer.from('\n {"a":1}\n{"a":2}\n')]);
    expect(await read(text)).toEqual([
      ['1', 'refused'],
      ['2', { a: 1 }],
      ['3', { a: 2 }],
    ]);
  });

  it('gives out a value with very many lines in parts', async () => {
    const text = `[\n${'{},\n'.repeat(50_000)}`;
    const sizes: number[] = [];
    for await (const { records } of readValues(readRawLines(inChunks(Buffer.from(text), 4096)))) {
      if (records.length > 0) sizes.push(records.length);
    }
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(50_001);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10_000);
  });

  it('notes what it changed, by the property', async () => {
    const text = '{"userId":12345678901234567890,"p":{"é":[{"x":NaN},{"x":Infinity}]}}\n';
    for await (const { records } of readValues(readRawLines(inChunks(Buffer.from(text), 4096)))) {
      for (const { content } of records) {
        expect(content.readable && content.notes?.map(({ code, key }) => [code, key])).toEqual([
          ['long_number_to_text', 'userId'],
          ['number_not_finite', 'p.é.x'],
        ]);
      }
    }
  });
});

it('reads lines by themselves only where nothing goes on beyond them', () => {
  const text = Buffer.from('{"a":1}\n{"b":2}\n{"c":\n3}\n');
  const alone = (from: number, to: number, areLast: boolean) =>
    readValuesAlone({ bytes: text.subarray(from, to), number: 1, count: 1, isCut: false }, areLast)?.length;
  expect(alone(0, 16, false)).toBe(2);
  expect(alone(0, 22, false)).toBeUndefined();
  expect(alone(16, text.length, false)).toBe(1);
  expect(alone(0, 22, true)).toBe(3);
});
