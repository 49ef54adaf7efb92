import { expect, it } from '@jest/globals';
import type { Note } from '../notes';
import { openTexts } from './open-texts';

it.each([
  { call: undefined },
  { call: [] },
  { call: 'x' },
  { call: { properties: { a: '{}' }, context: null } },
])('gives $call back as it is: nothing in it is text', ({ call }) => {
  expect(openTexts(call)).toBe(call);
});

it('leaves the call as it is, and reads what its caller has changed since', () => {
  const call = { event: 'A', properties: '{"plan":"pro"}', context: { traits: '{"id":1}' } };
  const before = structuredClone(call);
  expect(openTexts(call)).toEqual({
    event: 'A',
    properties: { plan: 'pro' },
    context: { traits: { id: 1 } },
  });
  expect(call).toEqual(before);
  call.event = 'B';
  call.properties = '{"plan":"free"}';
  expect(openTexts(call)).toMatchObject({ event: 'B', properties: { plan: 'free' } });
});

it.each([
  { units: 1_048_576, codes: ['json_text_read'] },
  { units: 1_048_577, codes: ['json_text_unreadable'] },
])('a text of $units UTF-16 units: $codes', ({ units, codes }) => {
  const frame = '{"a":""}';
  const notes: Note[] = [];
  openTexts({ traits: `{"a":"${'x'.repeat(units - frame.length)}"}` }, notes);
  expect(notes.map(({ code }) => code)).toEqual(codes);
});

it('notes the same each time', () => {
  const call = { context: '{"traits":"none"}', properties: 'none' };
  const noted = () => {
    const notes: Note[] = [];
    openTexts(call, notes);
    return notes.map(({ code, key }) => `${code} ${key}`);
  };
  expect(noted()).toEqual(['json_text_read context', 'json_text_unreadable context.traits']);
  expect(noted()).toEqual(noted());
});

it('a key __proto__ in the text is a key like any other', () => {
  const { properties } = openTexts({ properties: '{"__proto__":{"polluted":true}}' });
  expect(Object.keys(properties)).toEqual(['__proto__']);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
