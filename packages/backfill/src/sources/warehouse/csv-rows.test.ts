import { expect, it } from '@jest/globals';
import { readCsvRows } from './csv-rows';
import { CsvText } from './csv-text';

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  await Promise.resolve();
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function rowsOf(
  text: string,
  {
    size = 1 << 16,
    ...dialect
  }: { readonly size?: number } & Partial<Parameters<typeof readCsvRows>[1]> = {},
): Promise<(readonly string[])[]> {
  const asked = { delimiter: ',', lineEnd: '\n', escape: 'auto', ...dialect } as const;
  const found: (readonly string[])[] = [];
  for await (const rows of readCsvRows(new CsvText(inPieces(text, size)), asked)) {
    found.push(...rows.map(({ cells }) => cells));
  }
  return found;
}

const r = String.raw;

const CASES: readonly {
  readonly because: string;
  readonly text: string;
  readonly rows: readonly (readonly string[])[];
  readonly lineEnd?: '\r\n';
  readonly delimiter?: string;
}[] = [
  {
    because: 'cells are parted by the delimiter',
    text: 'a,b\n1,2\n',
    rows: [
      ['a', 'b'],
      ['1', '2'],
    ],
  },
  {
    because: 'the last row may have no end',
    text: 'a,b\n1,',
    rows: [
      ['a', 'b'],
      ['1', ''],
    ],
  },
  {
    because: 'blank lines are no rows',
    text: 'a,b\n\n1,2\n\n',
    rows: [
      ['a', 'b'],
      ['1', '2'],
    ],
  },
  {
    because: 'quotes hold delimiters, line breaks and doubled quotes',
    text: 'a,b\n"1,""2""\n3",\n',
    rows: [
      ['a', 'b'],
      ['1,"2"\n3', ''],
    ],
  },
  {
    because: 'lines may end in CRLF',
    text: 'a,b\r\n"1",2\r\n',
    lineEnd: '\r\n',
    rows: [
      ['a', 'b'],
      ['1', '2'],
    ],
  },
  {
    because: 'where lines end in CRLF, LF alone may stand inside quotes',
    text: 'a,b\r\n1,"2\n3"\r\n',
    lineEnd: '\r\n',
    rows: [
      ['a', 'b'],
      ['1', '2\n3'],
    ],
  },
  {
    because: r`\N is nothing`,
    text: r`a,b` + '\n' + r`\N,"\N"` + '\n',
    rows: [
      ['a', 'b'],
      ['', ''],
    ],
  },
  {
    because: 'a quote behind a backslash would end the cell too early',
    text: 'a,b\n' + r`"{\"x\":1}",2` + '\n',
    rows: [
      ['a', 'b'],
      ['{"x":1}', '2'],
    ],
  },
  {
    because: 'a delimiter behind a backslash would give a cell too many',
    text: 'a|b\n' + r`1\|2|3` + '\n',
    delimiter: '|',
    rows: [
      ['a', 'b'],
      ['1|2', '3'],
    ],
  },
  {
    because: 'a line break behind a backslash would give a row too many',
    text: 'a,b\n1,2\\\n3\n4,5\n',
    rows: [
      ['a', 'b'],
      ['1', '2\n3'],
      ['4', '5'],
    ],
  },
  {
    because: 'a CRLF behind a backslash is one line break',
    text: 'a,b\r\n1\\\r\n2,3\r\n',
    lineEnd: '\r\n',
    rows: [
      ['a', 'b'],
      ['1\r\n2', '3'],
    ],
  },
  {
    because: 'the row after tells what the one before left open',
    text: 'a,b\n' + r`C:\\x,1` + '\n' + r`2\,3,4` + '\n',
    rows: [
      ['a', 'b'],
      [r`C:\x`, '1'],
      ['2,3', '4'],
    ],
  },
  {
    because: 'a doubled quote tells too',
    text: 'a,b\n' + r`C:\\x,1` + '\n"2""3",4\n' + r`\\y,"5\"` + '\n',
    rows: [
      ['a', 'b'],
      [r`C:\\x`, '1'],
      ['2"3', '4'],
      [r`\\y`, '5\\'],
    ],
  },
  {
    because: 'a backslash may end a cell in quotes',
    text: 'a,b\n' + r`"C:\dir\",1` + '\n' + r`"D:\",2` + '\n',
    rows: [
      ['a', 'b'],
      [r`C:\dir\ `.trim(), '1'],
      ['D:\\', '2'],
    ],
  },
  {
    because: 'a backslash may end a row',
    text: 'a,b\n1,D:\\\n2,3\n',
    rows: [
      ['a', 'b'],
      ['1', 'D:\\'],
      ['2', '3'],
    ],
  },
  {
    because: 'a backslash before anything else is one',
    text: 'a,b\n' + r`C:\temp,\d+` + '\n',
    rows: [
      ['a', 'b'],
      [r`C:\temp`, r`\d+`],
    ],
  },
  {
    because: 'JSON with doubled quotes keeps its own backslashes',
    text: 'a,b\n' + r`"{""x"":""\""y\""""}",1` + '\n',
    rows: [
      ['a', 'b'],
      [r`{"x":"\"y\""}`, '1'],
    ],
  },
  {
    because: 'a row that is cut is told from the others by its length alone',
    text: 'a,b\n' + r`C:\x` + '\n1,2\n',
    rows: [['a', 'b'], [r`C:\x`], ['1', '2']],
  },
];

it.each(
  [
    { lineEnd: '\r\n' as const, text: 'a,b\r\n1,2\n3,4\r\n', because: 'LF among CRLF' },
    { lineEnd: '\r\n' as const, text: 'a,b\r\n1,"2"\n3,4\r\n', because: 'LF behind a quote among CRLF' },
    { lineEnd: '\n' as const, text: 'a,b\n1,2\r3,4\n', because: 'a lone return among LF' },
    {
      lineEnd: '\n' as const,
      text: 'a,b\n"1",2\r3,4\n',
      because: 'a lone return among LF in a row with quotes',
    },
  ].flatMap((row) => [1, 2, 3, 7, 1 << 16].map((size) => ({ ...row, size }))),
)('$because may end a row or belong to a cell, so the file is refused (pieces of $size)', async (row) => {
  const { text, size, lineEnd } = row;
  await expect(rowsOf(text, { size, lineEnd })).rejects.toThrow(
    /has line ends of two kinds outside of quotes, at line 2|has quotes where CSV allows none/,
  );
});

it.each(CASES.flatMap((row) => [1, 2, 3, 7, 1 << 16].map((size) => ({ ...row, size }))))(
  '$because (pieces of $size)',
  async ({ text, rows, size, lineEnd = '\n' as const, delimiter = ',' }) => {
    expect(await rowsOf(text, { size, lineEnd, delimiter })).toEqual(rows);
  },
);

it.each([
  {
    escape: 'double' as const,
    rows: [
      ['a', 'b'],
      [r`C:\\x`, '1'],
    ],
  },
  {
    escape: 'backslash' as const,
    rows: [
      ['a', 'b'],
      [r`C:\x`, '1'],
    ],
  },
])('reads a doubled backslash as $escape is asked', async ({ escape, rows }) => {
  expect(await rowsOf('a,b\n' + r`C:\\x,1` + '\n', { escape })).toEqual(rows);
});

it('keeps quotes inside cells where backslashes escape, as MySQL writes them', async () => {
  const text = 'a\tb\n' + r`say "hi"` + '\t' + r`\\N` + '\n';
  expect(await rowsOf(text, { escape: 'backslash', delimiter: '\t' })).toEqual([
    ['a', 'b'],
    ['say "hi"', r`\N`],
  ]);
});

it.each([
  {
    because: 'either may be meant',
    text: 'a,b\n1,2\n' + r`C:\\x,1` + '\n',
    says: /backslash at line 3 .*--csv-escape/,
  },
  { because: 'neither fits', text: 'a,b\n' + r`1\,2,3,4,5` + '\n', says: /backslash at line 2 / },
  {
    because: 'a quote stands where none may',
    text: 'a,b\n1,2\n1,x"y\n',
    says: /quotes where CSV allows none, at line 3/,
  },
  {
    because: 'something follows a cell in quotes',
    text: 'a,b\n"1"2,3\n',
    says: /quotes where CSV allows none, at line 2/,
  },
  { because: 'a cell has no end', text: 'a,b\n1,"2', says: /it was cut off/ },
])('refuses the file: $because', async ({ text, says }) => {
  for (const size of [1, 4, 1 << 16]) await expect(rowsOf(text, { size })).rejects.toThrow(says);
});

it('reads a cell of many megabytes that comes in small pieces', async () => {
  const long = 'x,\n'.repeat(1 << 20);
  expect(await rowsOf(`a,b\n"${long}",1\n`, { size: 1 << 10 })).toEqual([
    ['a', 'b'],
    [long, '1'],
  ]);
});
