import { destination } from '@intercom-destination/segment-destination';
import { defaultValues, type JSONObject } from '@segment/actions-core';

/**
 * The settings with the subscription that the action proposes by itself: all track calls, with the default mapping. `mapping`
 * has what differs from that.
 */
export function withAllTrackCalls(settings: JSONObject, mapping: JSONObject = {}): JSONObject {
  const { trackEvent } = destination.actions;
  if (trackEvent?.defaultSubscription === undefined) throw new Error('The action proposes no subscription.');
  const { defaultSubscription: subscribe, fields } = trackEvent;
  const defaults = defaultValues(fields) as JSONObject;
  return {
    ...settings,
    subscription: { partnerAction: 'trackEvent', subscribe, mapping: { ...defaults, ...mapping } },
  };
}
