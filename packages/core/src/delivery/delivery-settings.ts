import { hasOwn } from '../has-own';
import type { MappingSettings } from '../settings/mapping-settings';
import { SettingsError } from '../settings/settings-error';
import { MISSING_CONTACT_OPTIONS, readMissingContact, type MissingContact } from './missing-contact';

export interface DeliverySettings {
  /** The share of the workspace's rate limit to use, above 0 and at most 1. */
  readonly rateShare: number;
  /** Attempts of one request before it is given up. */
  readonly maxAttempts: number;
  readonly requestTimeoutMs: number;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** How long Intercom may be away before delivery stops. */
  readonly maxOutageMs: number;
  readonly missingContact: MissingContact;
  /** Contacts that may be created; the first beyond stops delivery. */
  readonly maxNewContacts: number;
}

export const DEFAULT_DELIVERY_SETTINGS: DeliverySettings = {
  rateShare: 0.8,
  maxAttempts: 8,
  requestTimeoutMs: 30_000,
  concurrency: Infinity,
  maxOutageMs: 3_600_000,
  missingContact: 'give_up',
  maxNewContacts: Infinity,
};

/** The settings with their defaults. Throws `SettingsError` on a bad one, which it names. */
export function readDeliverySettings(
  given: Partial<DeliverySettings> = {},
  mapping: Partial<MappingSettings> = {},
): DeliverySettings {
  const settings = { ...DEFAULT_DELIVERY_SETTINGS, ...given };
  const { rateShare, maxAttempts, requestTimeoutMs, concurrency, maxOutageMs, maxNewContacts } = settings;
  if (typeof rateShare !== 'number' || !(rateShare > 0 && rateShare <= 1)) {
    throw new SettingsError('rateShare must be a number above 0 and at most 1, such as 0.8.');
  }
  readMissingContact(settings.missingContact, MISSING_CONTACT_OPTIONS, mapping);
  for (const name of Object.keys(given)) {
    if (!hasOwn(DEFAULT_DELIVERY_SETTINGS, name)) throw new SettingsError(`There is no setting ${name}.`);
  }
  requireNumber('maxAttempts', maxAttempts, 1, Infinity);
  requireNumber('concurrency', concurrency, 1, Infinity);
  requireNumber('maxOutageMs', maxOutageMs, 0, Infinity);
  requireNumber('maxNewContacts', maxNewContacts, 0, Infinity);
  // What a timer takes.
  requireNumber('requestTimeoutMs', requestTimeoutMs, 1, 2 ** 31 - 1);
  return settings;
}

/** A whole number, or infinity where that may be. */
function requireNumber(name: string, value: unknown, least: number, most: number): void {
  const isWhole = Number.isInteger(value) || value === Infinity;
  if (typeof value === 'number' && isWhole && value >= least && value <= most) return;
  const bounds = most === Infinity ? `from ${least}` : `from ${least} to ${most}`;
  throw new SettingsError(`${name} must be a whole number ${bounds}.`);
}
