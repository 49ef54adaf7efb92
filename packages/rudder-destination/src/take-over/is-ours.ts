import { asObject, EVENTS_PATH } from '@intercom-destination/core';
import { isTrackCall } from '../event-kind';

/**
 * Whether a built-in destination's event is taken over: it is a track call of a chosen destination, not yet transformed.
 * Whatever is given, so that one odd event harms no other.
 */
export function isOurEvent(event: unknown, ids: ReadonlySet<string>): boolean {
  const { message, metadata, destination } = asObject(event) ?? {};
  // The transformer passes on what the server sends; the id may be missing on either side.
  const id = asObject(destination)?.['ID'] ?? asObject(metadata)?.['destinationId'];
  return isTrackCall(message) && typeof id === 'string' && ids.has(id);
}

/** Whether a delivery is ours: nothing but track calls goes to `/events`. */
export function isOurDelivery(request: unknown, ids: ReadonlySet<string>): boolean {
  const { metadata, endpoint } = asObject(request) ?? {};
  // Of version 0 there is one, and no list.
  const first: unknown = Array.isArray(metadata) ? metadata[0] : metadata;
  const id = asObject(first)?.['destinationId'];
  return (
    typeof id === 'string' && ids.has(id) && typeof endpoint === 'string' && endpoint.endsWith(EVENTS_PATH)
  );
}
