import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mayHoldLongNumber, textMayHoldLongNumber } from './long-number';

describe('a long number', () => {
  const digits = '1234567890123456';
  it.each([
    { text: `{"id":${digits}}`, is: true },
    { text: `[${digits}]`, is: true },
    { text: `[1,${digits}0]`, is: true },
    { text: `[-${digits}]`, is: true },
    { text: `{"id":\n${digits}`, is: true },
    { text: `"${digits}"`, is: false },
    { text: `{"id":${digits.slice(1)}}`, is: false },
    { text: digits, is: false },
    { text: `[1.${digits}]`, is: false },
    { text: '', is: false },
  ])('is looked for in bytes as in text: $text', ({ text, is }) => {
    for (let blanks = 0; blanks < 17; blanks += 1) {
      const held = `${'x'.repeat(blanks)}${blanks === 0 ? '' : 'x'}${text}`;
      expect([textMayHoldLongNumber(held), mayHoldLongNumber(Buffer.from(held))]).toEqual([is, is]);
    }
  });
});

it('is found in bytes wherever they begin in memory, by chance', () => {
  const digit = fc.nat(9).map(String);
  const other = fc.constantFrom('"', ':', ',', '[', '-', '.', ' ', 'x', '{');
  const text = fc.array(fc.oneof({ weight: 14, arbitrary: digit }, { weight: 1, arbitrary: other }), {
    maxLength: 70,
  });
  fc.assert(
    fc.property(text, fc.nat(5), (characters, before) => {
      const bytes = Buffer.from('x'.repeat(before) + characters.join('')).subarray(before);
      expect(mayHoldLongNumber(bytes)).toBe(textMayHoldLongNumber(bytes.toString()));
    }),
    { numRuns: 2_000 },
  );
});
