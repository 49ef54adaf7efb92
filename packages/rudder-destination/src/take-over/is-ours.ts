import type { ProxyRequest, TransformInput } from '../rudder-types';

/** Whether a built-in destination's event is taken over: it is a track call of a chosen destination, not yet transformed. */
export function isOurEvent(
  { message, metadata, destination }: TransformInput,
  ids: ReadonlySet<string>,
): boolean {
  const { type } = message;
  const isTrack = typeof type === 'string' && type.toLowerCase() === 'track';
  // The transformer passes on what the server sends; the id may be missing on either side.
  const { ID } = destination as Partial<TransformInput['destination']>;
  return isTrack && ids.has(ID ?? metadata.destinationId ?? '');
}

/** Whether a delivery is ours: nothing but track calls goes to `/events`. */
export function isOurDelivery(request: ProxyRequest, ids: ReadonlySet<string>): boolean {
  // Of version 0 there is one, and no list.
  const [first] = [request.metadata].flat();
  const { endpoint } = request as Partial<ProxyRequest>;
  return ids.has(first?.destinationId ?? '') && /\/events\/?$/.test(endpoint ?? '');
}
