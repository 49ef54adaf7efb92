import { describe, expect, it } from '@jest/globals';
import { toSnakeCase } from '../filters/snake-case';
import { findNamePatterns } from './name-patterns';
import { judgeName, judgeText } from './sensitive';

describe('findNamePatterns', () => {
  const many = (make: (index: number) => string, count = 6) =>
    Array.from({ length: count }, (_, index) => [make(index), 10] as const);
  const letters = 'abcdefghij';

  it.each([
    {
      because: 'paths end differently',
      names: many((index) => `Viewed /blog/${letters[index] ?? ''} Page`),
      match: 'Viewed /blog/* Page',
      name: 'Viewed /blog Page',
    },
    {
      because: 'numbers differ',
      names: many((index) => `Ordered Product ${index}`),
      match: 'Ordered Product *',
      name: 'Ordered Product',
    },
    {
      because: 'an id is at the front',
      names: many((index) => `u_${index} signed in`),
      match: '* signed in',
      name: 'signed in',
    },
    {
      because: 'addresses differ',
      names: many((index) => `Invited ${letters[index] ?? ''}@example.com`),
      match: 'Invited *',
      name: 'Invited',
    },
    {
      because: 'a star of their own stays one',
      names: many((index) => `5* given ${index}`),
      match: String.raw`* given *`,
      name: 'given',
    },
  ])('$match, since $because', ({ names, match, name }) => {
    expect(findNamePatterns(names)).toEqual([{ match, name, names: 6, calls: 60 }]);
  });

  it.each([
    { because: 'they are too few', names: many((index) => `Step ${index}`, 4) },
    { because: 'no word is a value', names: many((index) => `Clicked ${letters[index] ?? ''}`) },
    { because: 'nothing would be left of them', names: many((index) => `${index}`) },
  ])('none, since $because', ({ names }) => {
    expect(findNamePatterns(names)).toEqual([]);
  });
});

it.each([
  ['email', 'personal_name'],
  ['billing.phoneNumber', 'personal_name'],
  ['billing.phone', 'personal_name'],
  ['dateOfBirth', 'personal_name'],
  ['ip', 'personal_name'],
  ['zip', 'personal_name'],
  ['customerName', 'personal_name'],
  ['customer.name', 'personal_name'],
  ['Billing Name', 'personal_name'],
  ['contactname', 'personal_name'],
  ['username', 'personal_name'],
  ['givenName', 'personal_name'],
  ['firstname', 'personal_name'],
  ['birthdate', 'personal_name'],
  ['name', undefined],
  ['product_name', undefined],
  ['plan.name', undefined],
  ['event_name', undefined],
  ['leadership_name', undefined],
  ['accessToken', 'secret_name'],
  ['API Key', 'secret_name'],
  ['password', 'secret_name'],
  ['skipped', undefined],
  ['tokens_used', undefined],
  ['shipping', undefined],
])('the key %s: %p', (key, says) => {
  expect(judgeName(toSnakeCase(key))).toBe(says);
});

it.each([
  ['ada@example.com', 'personal_value'],
  ['write to ada@example.com', undefined],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x', 'secret_value'],
  ['Bearer abc', 'secret_value'],
  ['4242 4242 4242 4242', 'secret_value'],
  ['4242 4242 4242 4241', undefined],
  ['4242424242424242', undefined],
  ['pro', undefined],
])('the text %s: %p', (text, says) => {
  expect(judgeText(text)).toBe(says);
});
