import { expect, it } from '@jest/globals';
import { readDecimal } from './decimal';

it.each([
  { unscaled: 1990n, scale: 2, value: 19.9, because: 'few digits are exact' },
  { unscaled: -310, scale: 2, value: -3.1, because: 'small ones are stored as 32-bit integers' },
  { unscaled: 7n, scale: 3, value: 0.007, because: 'zeros stand before the digits' },
  { unscaled: 0n, scale: 2, value: 0, because: 'nothing is zero' },
  { unscaled: 9007199254740991n, scale: 0, value: 9007199254740991, because: '2^53 - 1 is exact' },
  { unscaled: 9007199254740993n, scale: 0, value: '9007199254740993', because: 'JavaScript would round it' },
  { unscaled: 9007199254740994n, scale: 0, value: '9007199254740994', because: 'it is beyond 2^53' },
  {
    unscaled: -1234567890123456789n,
    scale: 4,
    value: '-123456789012345.6789',
    because: 'every digit stays',
  },
  {
    unscaled: 12345678901234567890n,
    scale: 2,
    value: '123456789012345678.90',
    because: 'so does a zero at the end of a text',
  },
  { unscaled: new Uint8Array([0xff, 0x38]), scale: 2, value: -2, because: "bytes are two's complement" },
  { unscaled: new Uint8Array([0x01, 0x00]), scale: 0, value: 256, because: 'the first byte is the highest' },
  { unscaled: new Uint8Array([]), scale: 2, value: 0, because: 'no bytes are zero' },
  { unscaled: 1n, scale: 30, value: 1e-30, because: 'one digit is exact wherever it stands' },
  { unscaled: 1n, scale: -1, value: undefined, because: 'no warehouse has such a scale' },
  { unscaled: new Uint8Array(65), scale: 0, value: undefined, because: 'no warehouse has so many digits' },
])('$unscaled with scale $scale: $because', ({ unscaled, scale, value }) => {
  expect(readDecimal(unscaled, scale)).toBe(value);
});

it('never changes a digit', () => {
  for (
    let unscaled = 999_999_999_999_990n;
    unscaled < 9_007_199_254_740_991n;
    unscaled += 88_888_888_888_887n
  ) {
    for (const scale of [0, 1, 2, 9, 15, 16]) {
      const value = readDecimal(unscaled, scale);
      const shown = String(value).includes('e') ? Number(value).toFixed(20) : String(value);
      const [whole = '', fraction = ''] = shown.split('.');
      expect(BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'))).toBe(unscaled);
    }
  }
});
