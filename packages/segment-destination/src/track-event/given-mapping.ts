import { asObject, MAPPING_SETTINGS, SettingsError, type JsonObject } from '@intercom-destination/core';
import type { Settings } from '../generated-types';
import type { GivenMapping } from '../settings/read-mapping';
import { fields } from './fields';
import type { Payload } from './generated-types';
import { MAPPING_FIELD_NAMES } from './mapping-fields';

/**
 * Of a payload without settings. The fields Time and Email say what they are: neither the time of arrival nor what stands among
 * the metadata takes their place.
 */
const NOTHING_SET: GivenMapping = {
  timeFrom: ['timestamp'],
  emailFrom: MAPPING_SETTINGS.emailFrom.default.filter((source) => source !== 'properties.email'),
};

/** The settings that a payload has for itself; what Further metadata brings is kept. */
export function toGivenMapping(payload: Payload, rawMapping?: JsonObject): GivenMapping {
  let given: Record<string, unknown> | undefined;
  for (const name of MAPPING_FIELD_NAMES) {
    const value = payload[name];
    if (value !== undefined) (given ??= { ...NOTHING_SET })[name] = value;
  }
  if (payload.furtherMetadata === undefined) return given ?? NOTHING_SET;
  const further = furtherKeys(payload.furtherMetadata, rawMapping).filter((key) => key.trim() !== '');
  return { ...(given ?? NOTHING_SET), keepKeys: [...(payload.keepKeys ?? []), ...further] };
}

/** Those of the mapping, where it names them, so that events that lack some need no settings of their own. */
function furtherKeys(further: object, rawMapping: JsonObject | undefined): readonly string[] {
  const mapped = Object.keys(asObject(rawMapping?.['furtherMetadata']) ?? {});
  return mapped.length === 0 || mapped.some((key) => key.startsWith('@')) ? Object.keys(further) : mapped;
}

/**
 * Throws `SettingsError` on a mapping of an earlier version, on one that says what it cannot mean, and on a setting that has no
 * effect with it. `rawMapping` is `undefined` where the host does not hand it over.
 */
export function refuseMisfit(settings: Settings, rawMapping: JsonObject | undefined): void {
  if (rawMapping === undefined || isLookedThrough(settings, rawMapping)) return;
  if ('call' in rawMapping) {
    throw new SettingsError(
      'The mapping has the field call of an earlier version, which took the whole event. Each field is mapped by itself now: remove the mapping, and create it again.',
    );
  }
  for (const name of Object.keys(rawMapping)) {
    if (FIELD_NAMES.has(name)) continue;
    const meant = FIELD_NAMES_BY_LETTERS.get(lettersOf(name));
    if (meant !== undefined)
      throw new SettingsError(`The mapping has no field ${name}; did you mean ${meant}?`);
  }
  for (const name of MAPPING_FIELD_NAMES) {
    if (!isMapped(rawMapping[name])) continue;
    throw new SettingsError(`${name} must be a value of its own; a setting cannot be read from the event.`);
  }
  for (const [key, value] of Object.entries(asObject(rawMapping['furtherMetadata']) ?? {})) {
    if (typeof value === 'string' && /^\$\.[a-z_]/i.test(value)) {
      throw new SettingsError(
        `furtherMetadata.${key} is the text ${JSON.stringify(value)}. To send what the event has there, map it as a path: { "@path": ${JSON.stringify(value)} }.`,
      );
    }
  }
  if (settings.sendAnonymousId === true && !('anonymousId' in rawMapping)) {
    throw new SettingsError(
      'sendAnonymousId is on, but the mapping has no Anonymous ID. Map $.anonymousId there, or turn the setting off.',
    );
  }
  latest = { rawMapping, sendAnonymousId: settings.sendAnonymousId };
}

/** What has been looked through last: a host mostly hands over the same object again. */
let latest: { readonly rawMapping: JsonObject; readonly sendAnonymousId: unknown } | undefined;

function isLookedThrough({ sendAnonymousId }: Settings, rawMapping: JsonObject): boolean {
  return latest?.rawMapping === rawMapping && latest.sendAnonymousId === sendAnonymousId;
}

/** Whether something within is read from the event: strangers would choose the setting, and a message could quote them. */
function isMapped(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inside]) => key.startsWith('@') || isMapped(inside));
}

const FIELD_NAMES: ReadonlySet<string> = new Set(Object.keys(fields));
const FIELD_NAMES_BY_LETTERS = new Map([...FIELD_NAMES].map((name) => [lettersOf(name), name]));

/** The same for a name in another case, or with other signs between its words. */
function lettersOf(name: string): string {
  return name.replace(/[^a-z]/gi, '').toLowerCase();
}
