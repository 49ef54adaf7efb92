import type { MappingSettings } from '@intercom-destination/core';
import type { JSONObject } from '@segment/actions-core';

/** Core's settings as Segment's form gives them: a map is a list of pairs, an object none. */
export function toSegmentSettings(settings: Partial<MappingSettings> = {}): JSONObject {
  return {
    accessToken: 'token',
    region: 'US',
    ...Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [
        name,
        typeof value === 'object' && !Array.isArray(value)
          ? Object.entries(value).map(([from, to]) => `${from.replaceAll('=', '\\=')}=${String(to)}`)
          : (value as string),
      ]),
    ),
  };
}
