import { asObject } from '@intercom-destination/core';

export function isTrackCall(event: unknown): boolean {
  const type = asObject(event)?.['type'];
  return typeof type === 'string' && type.toLowerCase() === 'track';
}

/** Whether a warehouse source has mapped the fields to Intercom's own already. `event` has its texts opened. */
export function isMapped(event: unknown): boolean {
  return Boolean(asObject(asObject(event)?.['context'])?.['mappedToDestination']);
}
