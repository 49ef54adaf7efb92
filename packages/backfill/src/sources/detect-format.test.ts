import { expect, it } from '@jest/globals';
import { detectFormat } from './detect-format';
import { readColumnMapping } from './warehouse/read-column-mapping';

it.each([
  { content: '{"type":"track"}\n{"type":', is: 'ndjson', because: 'an object a line is NDJSON' },
  { content: '\ufeff\r\n {"type":"track"}', is: 'ndjson', because: 'a mark and blanks may stand before it' },
  { content: '[\n{"type":"track"', is: 'json', because: 'a bracket begins a list' },
  { content: '[{"a":1},{"a":2}]\n', is: 'json', because: 'a list may be one line' },
  {
    content: '["no","call"]\n{"type":"track"}\n',
    is: 'ndjson',
    because: 'a broken first line does not change the rest',
  },
  {
    content: '[{"a":1}]\n{"a":2}\n',
    is: 'json',
    because: 'a list with something behind it is to be refused as one',
  },
  { content: '{"batch":[{"type"', is: 'batch', because: 'SDKs send batches' },
  {
    content: '{"sentAt":"]}","x":{"batch":[1]},\n"batch" : [',
    is: 'batch',
    because: 'a batch may come later',
  },
  {
    content: '{"batch":[{"type":"track"}],"sentAt":"x"}\n{"type":"track"}\n',
    is: 'batch',
    because: 'what follows the first one does not change the form',
  },
  {
    content: '{"batch":[{"type":"track"}],"type":"track","event":"A"}\n',
    is: 'ndjson',
    because: 'a call may have a list of that name, as shown behind it',
  },
  { content: '{"event":"A","batch":[{"type"', is: 'ndjson', because: 'so it may, as shown before it' },
  {
    content: '{"event_text":"A","id":"1","batch":[1]}\n',
    is: 'ndjson',
    because: 'a row of a table may have a column of that name',
  },
  { content: '{"x":oops,"batch":[{"a":1}]}', is: 'batch', because: 'one with a fault is refused as one' },
  { content: '{"batch":5}\n', is: 'ndjson', because: 'what is no list is no batch' },
  { content: '{"properties":{"batch":[1]}}', is: 'ndjson', because: 'a property of that name is none' },
  { content: 'id,event_text,timestamp\n1,', is: 'csv', because: 'a header names columns of warehouses' },
  {
    content: '"ID"|"EVENT_TEXT"|"X"\n',
    is: 'csv',
    because: 'names may be quoted, in capitals, parted otherwise',
  },
  { content: 'sep=;\r\nid;event_text\r\n', is: 'csv', because: 'a first line may name the delimiter' },
  { content: 'PAR1\u0015', is: 'parquet', because: 'Parquet begins with its mark' },
  {
    content: 'WARN, the id of the event is gone\n{"type"',
    is: 'ndjson',
    because: 'a line of text is a broken line',
  },
])('$is: $because', ({ content, is }) => {
  expect(detectFormat(Buffer.from(content), true)).toBe(is);
});

it.each(['', ' \n', '{"type":"tr', '{"sentAt":1,', 'id,event_te'])('waits for more than "%s"', (content) => {
  expect(detectFormat(Buffer.from(content), false)).toBeUndefined();
  expect(detectFormat(Buffer.from(content), true)).toBe('ndjson');
});

it('does not wait longer than 1 MiB, and looks no further where more has arrived', () => {
  const batch = (pad: number) => Buffer.from(`{"a":"${'x'.repeat(pad)}","batch":[{}]}`);
  expect(detectFormat(batch(2 ** 20), false)).toBe('ndjson');
  expect(detectFormat(batch(2 ** 20).subarray(0, 2 ** 20), false)).toBe('ndjson');
  expect(detectFormat(batch(300_000), false)).toBe('batch');
  expect(detectFormat(batch(300_000).subarray(0, 200_000), false)).toBeUndefined();
  const long = Buffer.from(`{"batch":[${'1,'.repeat(2 ** 19)}1]}`);
  expect(detectFormat(long.subarray(0, 2 ** 20 - 1), false)).toBeUndefined();
  expect(detectFormat(long.subarray(0, 2 ** 20), false)).toBe('batch');
});

it('takes no row of the table that the mapping names for a batch', () => {
  const content = Buffer.from('{"action":"A","batch":[{"a":1}]}\n');
  const columns = readColumnMapping({ event: 'action' });
  expect(detectFormat(content, true)).toBe('batch');
  expect(detectFormat(content, true, columns)).toBe('ndjson');
});

it.each(['[', '["no","call"]', '["no","call"]\n '])('waits for the line after %j', (content) => {
  expect(detectFormat(Buffer.from(content), false)).toBeUndefined();
  expect(detectFormat(Buffer.from(content), true)).toBe('json');
});
