import { describe, expect, it, jest } from '@jest/globals';
import { stopAtEnd } from '../../../test/lifetime/lifetime';
import type * as WellFormed from './well-formed';

const text = String.prototype as { toWellFormed?: unknown };
const { toWellFormed: native } = text;

describe.each([
  { runtime: 'with the method of newer runtimes', method: native },
  { runtime: 'without it', method: undefined },
])('$runtime', ({ method }) => {
  const load = () => {
    stopAtEnd(() => {
      text.toWellFormed = native;
    });
    if (method === undefined) delete text.toWellFormed;
    let loaded: typeof WellFormed | undefined;
    jest.isolateModules(() => {
      loaded = jest.requireActual<typeof WellFormed>('./well-formed');
    });
    if (loaded === undefined) throw new Error('Not loaded.');
    return loaded;
  };

  it.each([
    { given: 'plain', gives: 'plain' },
    { given: 'a\ud83d\ude00b', gives: 'a\ud83d\ude00b' },
    { given: 'a\ud83d', gives: 'a\ufffd' },
    { given: '\ude00\ud83dz\ude00', gives: '\ufffd\ufffdz\ufffd' },
  ])('$given', ({ given, gives }) => {
    const { isWellFormed, toWellFormed } = load();
    expect(toWellFormed(given)).toBe(gives);
    // Twice: a pattern with a memory would forget.
    expect([isWellFormed(given), isWellFormed(given)]).toEqual([given === gives, given === gives]);
  });
});
