import type { JsonObject } from '@intercom-destination/core';
import type { GivenCall } from '../deliver-call';
import type { Settings } from '../generated-types';
import type { Payload } from './generated-types';
import { refuseMisfit, toGivenMapping } from './given-mapping';
import { createRoundedTest } from './rounded-numbers';
import { toTrackCall } from './to-track-call';

/**
 * What actions-core hands over beside what its types tell: the events and the mapping as they are saved. Source:
 * packages/core/src/destination-kit/action.ts of segmentio/action-destinations, 970a17ee8 of 2026-08-21.
 */
interface RawData {
  readonly rawData?: unknown;
  readonly rawMapping?: JsonObject;
}

/** Makes a reader of the payloads of one call by Segment. Throws `SettingsError` where settings and mapping do not fit. */
export function openPayloadReader(data: {
  readonly payload: Payload | readonly Payload[];
  readonly settings: Settings;
}): (payload: Payload) => GivenCall {
  const { settings } = data;
  const { rawData, rawMapping: mapping } = data as RawData;
  refuseMisfit(settings, mapping);
  const isRounded = createRoundedTest({ events: toList(rawData), payloads: toList(data.payload), mapping });
  const sendsAnonymousId = settings.sendAnonymousId === true;
  return (payload) => ({
    call: toTrackCall(payload, sendsAnonymousId, isRounded),
    mapping: toGivenMapping(payload, mapping),
  });
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value];
}
