import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMajorAmount } from './money';

const currencies = [
  { code: 'jpy', exponent: 0 },
  { code: 'usd', exponent: 2 },
  { code: 'kwd', exponent: 3 },
  { code: 'clf', exponent: 4 },
];

describe('a number is the amount that its shortest decimal names', () => {
  it.each([
    {
      number: 19.99,
      minorUnits: 1_999,
      isRounded: false,
      because: 'binary arithmetic makes 1998.9999999999998 of it',
    },
    {
      number: 1.005,
      minorUnits: 101,
      isRounded: true,
      because: 'half a cent goes up, though the double lies below it',
    },
    { number: 0.1 + 0.2, minorUnits: 30, isRounded: false, because: 'its decimal has seventeen digits' },
    {
      number: 9_007_199_254_740.99,
      minorUnits: 900_719_925_474_099,
      isRounded: false,
      because: 'it has fifteen digits',
    },
    {
      number: 70_368_744_177_664.12,
      minorUnits: 7_036_874_417_766_412,
      isRounded: false,
      because: 'it has sixteen digits',
    },
  ])('$number is $minorUnits cents: $because', ({ number, minorUnits, isRounded }) => {
    expect(readMajorAmount(number, { code: 'usd', exponent: 2 })).toEqual({
      outcome: 'money',
      minorUnits,
      isRounded,
    });
  });

  it('reads a number as it reads the text of it', () => {
    const amount = fc.oneof(
      fc.double({ min: -1e15, max: 1e15, noNaN: true }),
      fc
        .tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }))
        .map(([n, e]) => n / 10 ** e),
    );
    fc.assert(
      fc.property(amount, fc.constantFrom(...currencies), (number, currency) => {
        // Text with a power is no amount, and the text of -0 is that of 0.
        fc.pre(!String(number).includes('e') && !Object.is(number, -0));
        expect(readMajorAmount(number, currency)).toEqual(readMajorAmount(String(number), currency));
      }),
      { numRuns: 5_000 },
    );
  });
});
