import { SettingsError } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { BaseError } from '@rudderstack/integrations-lib/build/errors';
import { REFUSALS, toHostError, toRefusal, type Refusal } from './refusal';

describe('a refusal', () => {
  it.each(Object.keys(REFUSALS) as Refusal['kind'][])(
    "%s has the status and tags of the library's class, in an item as in an error",
    (kind) => {
      const error: unknown = toHostError({ kind, message: 'no' });
      if (!(error instanceof BaseError)) throw new Error('It is no error of the library.');
      expect(error.message).toBe('no');
      expect({ status: error.status, tags: error.statTags }).toEqual(REFUSALS[kind]);
    },
  );

  it.each([
    { thrown: new SettingsError('keyLimit is bad'), kind: 'bad_settings', says: 'keyLimit is bad' },
    { thrown: new TypeError('ada@example.com is no function'), kind: 'unforeseen', says: 'TypeError' },
    { thrown: 'ada@example.com', kind: 'unforeseen', says: 'string' },
  ])('is $kind where $thrown was thrown', ({ thrown, kind, says }) => {
    const refusal = toRefusal(thrown);
    expect(refusal).toMatchObject({ kind, message: expect.stringContaining(says) });
    expect(refusal.message).not.toContain('ada');
  });
});
