import { expect, it } from '@jest/globals';
import { NOTE_CODES, REFUSAL_CODES } from '../../../../test/contract/closed-codes';
import { DEAD_LETTER_REASONS } from '../delivery/retried-reasons';
import { meaningOf } from './meanings';

it.each([...NOTE_CODES, ...REFUSAL_CODES, ...DEAD_LETTER_REASONS])('%s is said in words', (code) => {
  expect(meaningOf(code)).toMatch(/[a-z]{2} /);
});

it.each(['user_id', 'toString'])('%s is no code', (name) => {
  expect(meaningOf(name)).toBeUndefined();
});
