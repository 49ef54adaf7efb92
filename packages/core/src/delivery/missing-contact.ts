import type { MappingSettings } from '../settings/mapping-settings';
import type { ChoiceRow } from '../settings/row';
import { SettingsError } from '../settings/settings-error';
import { MAPPING_SETTINGS } from '../settings/table';

/**
 * What becomes of an event whose contact is not there. `give_up`: a dead letter, and the person is remembered as missing.
 * `retry`: a dead letter, but the person is asked for anew each time, so that the caller may try again later.
 * `create_user`, `create_lead`: the contact is made first.
 */
export type MissingContact = (typeof MISSING_CONTACT_OPTIONS)[number];

export const MISSING_CONTACT_OPTIONS = ['give_up', 'retry', 'create_user', 'create_lead'] as const;

/** The setting as the hosts offer it. A host doesn't remember the leads it made, so each event could make another one. */
export const MISSING_CONTACT_SETTING = {
  kind: 'choice',
  options: ['retry', 'give_up', 'create_user'],
  default: 'retry',
  label: 'Missing contact',
  note: 'What happens to an event whose contact Intercom does not have. retry: it is tried again for some minutes, since a track call may arrive before the identify call. give_up: it is dropped. create_user: the user is created first.',
} as const satisfies ChoiceRow & { readonly options: readonly MissingContact[] };

/** For how long an event waits for its contact under `retry`. */
export const RETRY_FOR_MINUTES_DEFAULT = 10;

/** What a host is set to. */
export interface MissingContactPolicy {
  readonly missingContact: (typeof MISSING_CONTACT_SETTING.options)[number];
  readonly retryForMs: number;
  /** Of a time of arrival that has none. */
  readonly timeZone: string;
}

/**
 * Reads a host's settings. What is `undefined` or `null` has its default. Throws `SettingsError` on a value that is not
 * allowed, alone or together with the mapping.
 */
export function readMissingContactPolicy(
  given: { readonly missingContact?: unknown; readonly retryForMinutes?: unknown },
  mapping: Partial<MappingSettings>,
): MissingContactPolicy {
  const missingContact = readMissingContact(
    given.missingContact ?? MISSING_CONTACT_SETTING.default,
    MISSING_CONTACT_SETTING.options,
    mapping,
  );
  const retryForMinutes = given.retryForMinutes ?? RETRY_FOR_MINUTES_DEFAULT;
  if (typeof retryForMinutes !== 'number' || !(retryForMinutes >= 0)) {
    throw new SettingsError('retryForMinutes must be a number from 0.');
  }
  return {
    missingContact,
    retryForMs: retryForMinutes * MINUTE_MS,
    timeZone: mapping.timeZone ?? MAPPING_SETTINGS.timeZone.default,
  };
}

/** Throws `SettingsError` on a value that is not one of the options, or that the mapping excludes. */
export function readMissingContact<Option extends MissingContact>(
  given: unknown,
  options: readonly Option[],
  { sendAnonymousId }: Partial<MappingSettings>,
): Option {
  const option = options.find((one) => one === given);
  if (option === undefined) throw new SettingsError(`missingContact must be one of ${options.join(', ')}.`);
  if (option === 'create_user' && sendAnonymousId === true) {
    throw new SettingsError(
      'missingContact "create_user" and sendAnonymousId exclude each other: every visitor would become a user.',
    );
  }
  return option;
}

const MINUTE_MS = 60_000;
