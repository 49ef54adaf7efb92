import { expect, it } from '@jest/globals';
import { toAsciiDigits } from './digits';

it.each([
  { script: 'Arabic', digits: '٠١٢٣٤٥٦٧٨٩' },
  { script: 'Persian', digits: '۰۱۲۳۴۵۶۷۸۹' },
  { script: 'Devanagari', digits: '०१२३४५६७८९' },
  { script: 'Thai', digits: '๐๑๒๓๔๕๖๗๘๙' },
  { script: 'full width', digits: '０１２３４５６７８９' },
  { script: 'Adlam', digits: '𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙' },
  { script: 'bold', digits: '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗' },
  { script: 'monospace, the last of five in a row', digits: '𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿' },
  { script: 'Latin', digits: '0123456789' },
])('reads the digits of $script', ({ digits }) => {
  expect(toAsciiDigits(digits)).toBe('0123456789');
});

it('leaves everything else as it is', () => {
  expect(toAsciiDigits('²½Ⅳ一 ٣:٤Z')).toBe('²½Ⅳ一 3:4Z');
});
