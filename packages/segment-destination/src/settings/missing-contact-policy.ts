import {
  readDeliverySettings,
  SettingsError,
  type MappingSettings,
  type MissingContact,
} from '@intercom-destination/core';
import type { Settings } from '../generated-types';
import { connectionFields } from './connection-fields';

/** What becomes of an event whose contact is missing. */
export interface MissingContactPolicy {
  readonly missingContact: MissingContact;
  readonly retryForMs: number;
}

const MINUTE_MS = 60_000;

/** Throws `SettingsError` on what cannot be, alone or together with the mapping. */
export function readMissingContact(
  settings: Settings,
  mapping: Partial<MappingSettings>,
): MissingContactPolicy {
  const { missingContact, retryForMinutes } = connectionFields;
  const chosen = readChoice(settings.missingContact ?? missingContact.default);
  const minutes: unknown = settings.retryForMinutes ?? retryForMinutes.default;
  if (typeof minutes !== 'number' || !(minutes >= 0)) {
    throw new SettingsError('retryForMinutes must be a number from 0.');
  }
  readDeliverySettings({ missingContact: chosen }, mapping);
  return { missingContact: chosen, retryForMs: minutes * MINUTE_MS };
}

/** Core knows more than this destination offers. */
function readChoice(given: string): Exclude<MissingContact, 'create_lead'> {
  const choices = connectionFields.missingContact.choices.map(({ value }) => value);
  const choice = choices.find((value) => value === given);
  if (choice === undefined) throw new SettingsError(`missingContact must be one of ${choices.join(', ')}.`);
  return choice;
}
