import { expect, it } from '@jest/globals';
import type { Note } from '../notes';
import { createIdentifierReader, createPlaceholderTest, toIdentifierText } from './read-identifier';

function read(value: unknown, placeholderIds: readonly string[]) {
  const notes: Note[] = [];
  const reading = { notes, isUnreadable: false, isSpoiled: false };
  const readIdentifier = createIdentifierReader(createPlaceholderTest({ placeholderIds }));
  const identifier = readIdentifier(value, 'userId', reading);
  return { identifier, ...reading, notes: notes.map(({ code }) => code) };
}

const SPOILED = { identifier: undefined, isSpoiled: true };

it.each([
  { value: 'guest', placeholderIds: [], came: { identifier: 'guest', isSpoiled: false } },
  { value: 0, placeholderIds: [], came: { identifier: '0', isSpoiled: false } },
  { value: 0, placeholderIds: ['0'], came: { ...SPOILED, isUnreadable: false } },
  { value: false, placeholderIds: ['false'], came: { ...SPOILED, isUnreadable: false } },
  { value: false, placeholderIds: [], came: { ...SPOILED, isUnreadable: true } },
  { value: Number.NaN, placeholderIds: ['nan'], came: { ...SPOILED, isUnreadable: false } },
  { value: Symbol('u1'), placeholderIds: [], came: { ...SPOILED, isUnreadable: true } },
  { value: '1.6e+5', placeholderIds: [], came: { ...SPOILED, isUnreadable: true } },
  { value: '1.6e-5', placeholderIds: [], came: { ...SPOILED, isUnreadable: true } },
  { value: '16e-5', placeholderIds: [], came: { identifier: '16e-5', isSpoiled: false } },
  { value: '1.6e', placeholderIds: [], came: { identifier: '1.6e', isSpoiled: false } },
  { value: '1.000.000', placeholderIds: [], came: { identifier: '1.000.000', isSpoiled: false } },
  { value: ' ', placeholderIds: [''], came: { identifier: undefined, isSpoiled: false } },
])('$value with the placeholders $placeholderIds', ({ value, placeholderIds, came }) => {
  expect(read(value, placeholderIds)).toMatchObject(came);
});

it.each([
  { given: 'u1', text: 'u1' },
  { given: ' u1', text: ' u1' },
  { given: 'null', text: 'null' },
  { given: 17, text: '17' },
  { given: { $oid: 'a1' }, text: 'a1' },
  { given: { $numberLong: '1610521604143693812' }, text: '1610521604143693812' },
  { given: { $date: '2024-01-01' }, text: undefined },
  { given: Number('1610521604143693812'), text: undefined },
  { given: Number.NaN, text: undefined },
  { given: ' ', text: undefined },
  { given: true, text: undefined },
  { given: ['u1'], text: undefined },
  { given: null, text: undefined },
])('of $given an identifier would be made of $text', ({ given, text }) => {
  expect(toIdentifierText(given)).toBe(text);
});
