import { hasOwn } from '../has-own';
import type { JsonObject } from '../json-object';
import { KEY_LENGTH_MAX } from '../limits';
import type { Note } from '../notes';
import type { MappingSettings } from '../settings/mapping-settings';

/**
 * What a name among a call's `integrations` stands for. `intercom`: Intercom, reached from the host's servers.
 * `intercom_on_device`: Intercom, reached from the browser or the phone. `unclear`: it speaks of Intercom, but is not one
 * of the names known here.
 */
export type IntegrationMeaning = 'intercom' | 'intercom_on_device' | 'all' | 'unclear' | 'other';

/**
 * Letters and digits of the names and slugs of what sends from a host's servers. Segment's are in
 * segmentio/action-destinations, `destinations/intercom` (970a17ee, 2026-08); RudderStack's in
 * rudderlabs/rudder-integrations-config, `destinations/intercom` and `intercom_v2` (d1195826, 2026-04); the last two are
 * those of this project's own destinations.
 */
const ON_SERVERS: ReadonlySet<string> = new Set([
  'intercom',
  'intercomcloudmodeactions',
  'actionsintercomcloud',
  'intercomv2',
  'intercomevents',
  'actionsintercomevents',
]);

/** What runs on the person's device: Segment's web destination, and its mobile ones, which carry the platform's name. */
const ON_DEVICES = /^(?:actions)?intercom(?:web(?:actions)?$|mobile)/;

/** Compiles a reader of the names in `integrations`, compared without case. */
export function createIntegrationReader({
  integrationNames,
}: Pick<MappingSettings, 'integrationNames'>): (name: string) => IntegrationMeaning {
  const furtherNames = new Set(integrationNames.map((name) => name.toLowerCase()));
  return (name) => {
    if (name.length > KEY_LENGTH_MAX) return 'other';
    const lowerName = name.toLowerCase();
    if (lowerName === 'all') return 'all';
    if (furtherNames.has(lowerName)) return 'intercom';
    if (!lowerName.includes('intercom')) return 'other';
    const plainName = lowerName.replace(/[^\p{L}\p{N}]+/gu, '');
    if (ON_SERVERS.has(plainName)) return 'intercom';
    return ON_DEVICES.test(plainName) ? 'intercom_on_device' : 'unclear';
  };
}

/** Notes what speaks of Intercom under a name that is not known here, so that it switches nothing on or off. */
export function createUnclearIntegrationNoter(
  settings: Pick<MappingSettings, 'integrationNames'>,
): (integrations: JsonObject, notes: Note[]) => void {
  const readName = createIntegrationReader(settings);
  return (integrations, notes) => {
    for (const name in integrations) {
      if (name.length < SHORTEST_NAME.length || !hasOwn(integrations, name)) continue;
      if (readName(name) !== 'unclear') continue;
      const detail =
        'Not a known name of Intercom, so it counts for nothing; if it is one, set integrationNames.';
      notes.push({ code: 'integration_unclear', key: `integrations.${name}`, detail });
    }
  };
}

const SHORTEST_NAME = 'intercom';
