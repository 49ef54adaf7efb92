import { expect, it } from '@jest/globals';
import { unwrapExtendedJson } from './extended-json';

it.each([
  { value: { $oid: '507f1f77bcf86cd799439011' }, plain: '507f1f77bcf86cd799439011' },
  { value: { $numberInt: '5' }, plain: 5 },
  { value: { $numberLong: '-5' }, plain: -5 },
  { value: { $numberLong: 5 }, plain: 5 },
  { value: { $numberLong: '9007199254740993' }, plain: '9007199254740993' },
  { value: { $numberDouble: '0.30000000000000004' }, plain: 0.1 + 0.2 },
  { value: { $numberDouble: '-Infinity' }, plain: -Infinity },
  { value: { $numberDecimal: '19.90' }, plain: 19.9 },
  { value: { $numberDecimal: '1.999E+1' }, plain: 19.99 },
  { value: { $numberDecimal: '1234567890123456.78' }, plain: '1234567890123456.78' },
  { value: { $numberDecimal: '1E+6144' }, plain: '1E+6144' },
  { value: { $numberDecimal: '1E-6176' }, plain: '1E-6176' },
  { value: { $numberDecimal: '0E-6176' }, plain: 0 },
  { value: { $numberDecimal: 'NaN' }, plain: NaN },
  { value: { $date: '2017-09-02T08:07:00.069+0000' }, plain: '2017-09-02T08:07:00.069+0000' },
  { value: { $date: 1479524146179 }, plain: '2016-11-19T02:55:46.179Z' },
  { value: { $date: { $numberLong: '1479524146179' } }, plain: '2016-11-19T02:55:46.179Z' },
])('$value is $plain', ({ value, plain }) => {
  expect(unwrapExtendedJson(value)).toBe(plain);
});

it.each([
  5,
  'x',
  null,
  undefined,
  {},
  [{ $oid: 'x' }],
  new Date(0),
  { amount: 5 },
  { $oid: 5 },
  { $oid: 'x', name: 'y' },
  { name: 'y', $oid: 'x' },
  { $numberLong: 'five' },
  { $numberLong: { $numberLong: '5' } },
  { $numberDecimal: '1,5' },
  { $numberDecimal: '9'.repeat(100) },
  { $date: { $date: 5 } },
  { $date: { $numberLong: '99999999999999999' } },
  { $gt: 5 },
])('%p stays as it is', (value) => {
  expect(unwrapExtendedJson(value)).toBe(value);
});
