import { MAPPING_SETTINGS, SettingsError } from '@intercom-destination/core';
import type { Settings } from '../generated-types';
import type { GivenMapping } from '../settings/read-mapping';
import type { Payload } from './generated-types';
import { MAPPING_FIELD_NAMES } from './mapping-fields';

/** Of a payload without settings. The email is the field Email: what stands among the metadata is no address of the person. */
const NOTHING_SET: GivenMapping = {
  emailFrom: MAPPING_SETTINGS.emailFrom.default.filter((source) => source !== 'properties.email'),
};

/** The settings that a payload has for itself; what Further metadata brings is kept. */
export function toGivenMapping(payload: Payload): GivenMapping {
  let given: Record<string, unknown> | undefined;
  for (const name of MAPPING_FIELD_NAMES) {
    const value = payload[name];
    if (value !== undefined) (given ??= { ...NOTHING_SET })[name] = value;
  }
  if (payload.furtherMetadata === undefined) return given ?? NOTHING_SET;
  const further = Object.keys(payload.furtherMetadata).filter((key) => key.trim() !== '');
  return { ...(given ?? NOTHING_SET), keepKeys: [...(payload.keepKeys ?? []), ...further] };
}

/**
 * Throws `SettingsError` on a mapping of an earlier version, and on a setting that has no effect with this mapping.
 * `rawMapping` is `undefined` where the host does not hand it over.
 */
export function refuseMisfit(settings: Settings, rawMapping: object | undefined): void {
  if (rawMapping === undefined) return;
  if ('call' in rawMapping) {
    throw new SettingsError(
      'The mapping has the field call of an earlier version, which took the whole event. Each field is mapped by itself now: remove the mapping, and make it anew.',
    );
  }
  if (settings.sendAnonymousId === true && !('anonymousId' in rawMapping)) {
    throw new SettingsError(
      'sendAnonymousId is on, but the mapping has no Anonymous ID. Choose $.anonymousId there, or switch the setting off.',
    );
  }
}
