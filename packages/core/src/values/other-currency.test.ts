import { describe, expect, it } from '@jest/globals';
import { createMapper } from '../mapping';

const mapTrackCall = createMapper({ types: { fee: 'money' } });

function noteCodesOf(properties: unknown): string[] {
  const call = { event: 'Paid', userId: 'u1', timestamp: '2026-01-01T00:00:00Z', properties };
  const mapped = mapTrackCall(call);
  return mapped.ok ? mapped.notes.map(({ code }) => code) : [];
}

/** The value in a list in a list, and so on. */
function inLists(value: unknown, lists: number): unknown {
  let within = value;
  for (let list = 0; list < lists; list += 1) within = [within];
  return within;
}

describe('the search for another currency', () => {
  it.each([
    { lists: 4, isFound: true, because: 'a list in a list counts as a level, as an object does' },
    { lists: 5, isFound: false, because: 'no object is flattened as deep' },
    { lists: 100_000, isFound: false, because: 'no value can exhaust the stack' },
  ])('goes into $lists lists: $isFound, because $because', ({ lists, isFound }) => {
    const codes = noteCodesOf({ revenue: 5, products: inLists({ currency: 'EUR' }, lists) });
    expect(codes.includes('currency_unclear')).toBe(isFound);
  });

  it.each([
    { length: 256, isFound: true, because: 'such a key is sent' },
    { length: 257, isFound: false, because: 'such a property is dropped' },
  ])('reads a key of $length units: $isFound, because $because', ({ length, isFound }) => {
    const long = 'x'.repeat(length - '_currency'.length);
    for (const properties of [
      { revenue: 5, [`${long}_currency`]: 'EUR' },
      { revenue: 5, [`${long}_products`]: [{ currency: 'EUR' }] },
    ]) {
      expect(noteCodesOf(properties).includes('currency_unclear')).toBe(isFound);
    }
  });
});
