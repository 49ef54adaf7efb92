import { describe, expect, it } from '@jest/globals';
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
