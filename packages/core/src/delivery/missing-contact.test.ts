import { describe, expect, it } from '@jest/globals';
import { SettingsError } from '../settings/settings-error';
import { readMissingContactPolicy } from './missing-contact';

describe('readMissingContactPolicy', () => {
  it.each([
    {
      given: {},
      policy: { missingContact: 'retry', retryForMs: 600_000, timeZone: 'UTC' },
      because: 'nothing is set',
    },
    {
      given: { missingContact: null, retryForMinutes: null },
      policy: { missingContact: 'retry', retryForMs: 600_000, timeZone: 'UTC' },
      because: 'a host sends null for an empty field',
    },
    {
      given: { missingContact: 'give_up', retryForMinutes: 0 },
      policy: { missingContact: 'give_up', retryForMs: 0, timeZone: 'UTC' },
      because: 'both are set',
    },
    {
      given: {},
      mapping: { timeZone: 'Asia/Kolkata' },
      policy: { missingContact: 'retry', retryForMs: 600_000, timeZone: 'Asia/Kolkata' },
      because: 'times are read as in the mapping',
    },
    {
      given: { retryForMinutes: 0.5 },
      policy: { missingContact: 'retry', retryForMs: 30_000, timeZone: 'UTC' },
      because: 'half a minute is a time too',
    },
  ])('$given is $policy: $because', ({ given, mapping = {}, policy }) => {
    expect(readMissingContactPolicy(given, mapping)).toEqual(policy);
  });

  it.each([
    {
      given: { missingContact: 'create_lead' },
      says: 'missingContact must be one of retry, give_up, create_user.',
    },
    { given: { missingContact: '' }, says: 'missingContact must be one of retry, give_up, create_user.' },
    { given: { retryForMinutes: -1 }, says: 'retryForMinutes must be a number from 0.' },
    { given: { retryForMinutes: NaN }, says: 'retryForMinutes must be a number from 0.' },
    { given: { retryForMinutes: '10' }, says: 'retryForMinutes must be a number from 0.' },
    {
      given: { missingContact: 'create_user' },
      says: 'missingContact "create_user" and sendAnonymousId exclude each other: every visitor would become a user.',
    },
  ])('refuses $given', ({ given, says }) => {
    const read = () => readMissingContactPolicy(given, { sendAnonymousId: true });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(says);
  });
});
