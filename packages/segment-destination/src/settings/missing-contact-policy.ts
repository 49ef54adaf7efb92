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
  const chosen = settings.missingContact ?? connectionFields.missingContact.default;
  const retryForMinutes = settings.retryForMinutes ?? connectionFields.retryForMinutes.default;
  if (!(retryForMinutes >= 0)) throw new SettingsError('retryForMinutes must be a number from 0.');
  const { missingContact } = readDeliverySettings({ missingContact: chosen }, mapping);
  return { missingContact, retryForMs: retryForMinutes * MINUTE_MS };
}
