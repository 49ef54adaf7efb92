import { expect, it } from '@jest/globals';
import type { Note } from '../notes';
import { createIdentifierReader, createPlaceholderTest } from './read-identifier';

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
