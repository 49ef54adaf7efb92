import {
  readDeliverySettings,
  SettingsError,
  type DeliverySettings,
  type MissingContact,
} from '@intercom-destination/core';
import { CannotRun } from '../terminal/cannot-run';

/** What a command that delivers lets its user set about delivery. */
export interface DeliveryOptions {
  readonly concurrency: number;
  readonly missingContact: MissingContact;
  readonly maxNewContacts: number;
  /** Minutes. */
  readonly maxOutage: number;
  /** Seconds. */
  readonly requestTimeout: number;
}

/** The options as core's settings. Throws `CannotRun` where they do not go together. */
export function readDeliveryOptions(options: DeliveryOptions, sendAnonymousId: boolean): DeliverySettings {
  const { concurrency, missingContact, maxNewContacts } = options;
  const creates = missingContact === 'create_user' || missingContact === 'create_lead';
  if (creates && maxNewContacts === 0) {
    throw new CannotRun(
      `--missing-contact ${missingContact} makes contacts: say how many at most with --max-new-contacts.`,
    );
  }
  const maxOutageMs = options.maxOutage * 60_000;
  const requestTimeoutMs = options.requestTimeout * 1_000;
  try {
    return readDeliverySettings(
      { concurrency, missingContact, maxNewContacts, maxOutageMs, requestTimeoutMs },
      { sendAnonymousId },
    );
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new CannotRun(error.message, { cause: error });
  }
}
