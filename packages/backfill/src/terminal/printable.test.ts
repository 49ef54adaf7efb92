import { expect, it } from '@jest/globals';
import { printable, printableJson } from './printable';

it.each([
  { text: 'Order Completed', shown: 'Order Completed', because: 'nothing in it is unsafe' },
  { text: 'naïve 日本 🎉', shown: 'naïve 日本 🎉', because: 'letters and signs of any script stay' },
  { text: 'a\u001b[2Jb', shown: String.raw`a\u001b[2Jb`, because: 'an escape sequence clears the screen' },
  { text: 'a\u009b2Jb', shown: String.raw`a\u009b2Jb`, because: 'the sequence has a form of one character' },
  { text: 'a\nb\rc', shown: String.raw`a\u000ab\u000dc`, because: 'a line break forges a line' },
  { text: 'a\u2028b', shown: String.raw`a\u2028b`, because: 'a line separator does too' },
  { text: 'a\u202eb', shown: String.raw`a\u202eb`, because: 'what follows would run from right to left' },
])('writes $shown: $because', ({ text, shown }) => {
  expect(printable(text)).toBe(shown);
});

it('keeps the lines and the meaning of JSON', () => {
  const value = { 'a\u009b': ['b\u202e', 'c\n'] };
  const json = printableJson(JSON.stringify(value, null, 2));
  expect(json.split('\n')).toHaveLength(6);
  expect(json).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  expect(JSON.parse(json)).toEqual(value);
});
