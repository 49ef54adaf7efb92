import { expect, it } from '@jest/globals';
import { readCsvCell } from './csv-cell';

it.each([
  { cell: '', value: undefined, because: 'an empty cell is no property' },
  { cell: '0', value: 0, because: 'it is canonical' },
  { cell: '-12.50', value: -12.5, because: 'a column of decimals keeps its zeros' },
  { cell: '999999999999999', value: 999_999_999_999_999, because: 'fifteen digits are safe' },
  { cell: '1234567890123456', value: '1234567890123456', because: 'sixteen digits are not' },
  { cell: '0.12345678901234', value: 0.123_456_789_012_34, because: 'digits count on both sides' },
  { cell: '007', value: '007', because: 'a leading zero means an id' },
  { cell: '+49', value: '+49', because: 'a plus means a telephone number' },
  { cell: '1e5', value: '1e5', because: 'an exponent may be a code' },
  { cell: '.5', value: '.5', because: 'nothing stands before the dot' },
  { cell: '1.', value: '1.', because: 'nothing stands behind the dot' },
  { cell: '-0', value: '-0', because: 'JSON has no such whole number' },
  { cell: ' 1', value: ' 1', because: 'blanks mean text' },
  { cell: 'NaN', value: 'NaN', because: 'it is no number of JSON' },
  { cell: 'true', value: true, because: 'it is a boolean' },
  { cell: 'True', value: true, because: 'Python writes booleans so' },
  { cell: 'TRUE', value: true, because: 'so do spreadsheets' },
  { cell: 'False', value: false, because: 'so it is for false' },
  { cell: 'FALSE', value: false, because: 'so it is in capitals' },
  { cell: 'tRUE', value: 'tRUE', because: 'nothing writes booleans so' },
  { cell: 't', value: 't', because: 'it may be a size or an initial' },
  { cell: '{"a":[1]}', value: { a: [1] }, because: 'objects come as JSON' },
  { cell: '["a"]', value: ['a'], because: 'lists come as JSON' },
  { cell: '[draft] plan', value: '[draft] plan', because: 'not all that begins so is JSON' },
])('$cell: $because', ({ cell, value }) => {
  expect(readCsvCell(cell, 'auto')).toEqual(value);
});

it.each([
  { cell: '12', value: '12' },
  { cell: 'true', value: 'true' },
  { cell: '["a"]', value: ['a'] },
  { cell: '', value: undefined },
])('leaves $cell as it is with --csv-types text', ({ cell, value }) => {
  expect(readCsvCell(cell, 'text')).toEqual(value);
});
