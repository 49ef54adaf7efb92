import { SettingsError } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { toFailure } from './to-failure';

const aborted = AbortSignal.abort(new Error('Bearer tok_SECRET'));

describe('what was thrown, as a failure', () => {
  it.each([
    { thrown: new Error('POST /events {"email":"ada@example.com"}'), says: '(Error)' },
    { thrown: new TypeError("Cannot read properties of 'tok_SECRET'"), says: '(TypeError)' },
    { thrown: 'ada@example.com', says: '(string)' },
    { thrown: { email: 'ada@example.com' }, says: '(object)' },
    { thrown: undefined, says: '(undefined)' },
  ])('never shows the call or the token where nobody foresaw it: $says', ({ thrown, says }) => {
    expect(toFailure(thrown)).toEqual({
      kind: 'retryable',
      status: 500,
      message: `Sending failed unexpectedly ${says}.`,
    });
  });

  it('after the end of the time is for want of time, whatever it was', () => {
    const failure = toFailure(new Error('ada@example.com'), aborted);
    expect(failure).toMatchObject({ kind: 'retryable', status: 504 });
    expect(JSON.stringify(failure)).not.toMatch(/ada|SECRET/);
  });

  it('is a bad setting even then', () => {
    expect(toFailure(new SettingsError('keyLimit must be less.'), aborted)).toEqual({
      kind: 'refused',
      status: 400,
      code: 'INVALID_SETTINGS',
      message: 'keyLimit must be less.',
    });
  });
});
