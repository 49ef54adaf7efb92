import { destination } from '@intercom-destination/segment-destination';
import type { JSONObject } from '@segment/actions-core';

/** The settings with the subscription of the preset for all track calls, as Segment would keep them. */
export function withAllTrackCalls(settings: JSONObject): JSONObject {
  for (const preset of destination.presets ?? []) {
    if (preset.type !== 'automatic' || preset.subscribe !== 'type = "track"') continue;
    const { partnerAction, subscribe, mapping } = preset;
    return { ...settings, subscription: { partnerAction, subscribe, mapping } as JSONObject };
  }
  throw new Error('There is no preset for all track calls.');
}
