import { MAPPING_SETTINGS, type MappingSettings } from '@intercom-destination/core';
import { destination } from '@intercom-destination/segment-destination';
import type { JSONObject } from '@segment/actions-core';

/** What Segment's form has no setting for: its fields say where in a call to look, and a subscription which calls to send. */
export const WITHOUT_FIELD = Object.keys(MAPPING_SETTINGS).filter(
  (name) =>
    !(name in (destination.actions['trackEvent']?.fields ?? {})) &&
    name !== 'addKeys' &&
    name !== 'sendAnonymousId',
);

/** Core's settings as Segment has them: of the destination, and as fields of a mapping. */
export function toSegmentSettings(settings: Partial<MappingSettings> = {}): {
  readonly settings: JSONObject;
  readonly mapping: JSONObject;
} {
  const { addKeys, sendAnonymousId, ...ofMapping } = settings;
  return {
    settings: {
      accessToken: 'token',
      region: 'US',
      ...(sendAnonymousId === undefined ? {} : { sendAnonymousId }),
    },
    mapping: {
      ...(ofMapping as JSONObject),
      ...(addKeys === undefined ? {} : { furtherMetadata: toPaths(addKeys) }),
      ...(sendAnonymousId === true ? { anonymousId: { '@path': '$.anonymousId' } } : {}),
    },
  };
}

function toPaths(addKeys: MappingSettings['addKeys']): JSONObject {
  return Object.fromEntries(Object.entries(addKeys).map(([key, path]) => [key, { '@path': `$.${path}` }]));
}
