import type { HostDelivery, HostEvent } from './own-module';

/** Whether a built-in destination's event is taken over: it is a track call of a chosen destination, not yet transformed. */
export function isOurEvent({ message, metadata, destination }: HostEvent, ids: ReadonlySet<string>): boolean {
  const { type } = message;
  const isTrack = typeof type === 'string' && type.toLowerCase() === 'track';
  return isTrack && ids.has(destination.ID ?? metadata.destinationId ?? '');
}

/** Whether a delivery is ours: nothing but track calls goes to `/events`. */
export function isOurDelivery({ endpoint, metadata }: HostDelivery, ids: ReadonlySet<string>): boolean {
  const first = Array.isArray(metadata) ? (metadata as readonly { destinationId?: string }[])[0] : metadata;
  const { destinationId } = (first ?? {}) as { readonly destinationId?: string };
  return destinationId !== undefined && ids.has(destinationId) && /\/events\/?$/.test(endpoint ?? '');
}
