import type { Identity } from '../call/identity';
import type { DataEvent } from '../data-event';

/** The same for data events that Intercom takes for one: of the same identity, name and second. */
export function sameEventKey({
  dataEvent,
  identity,
}: {
  readonly dataEvent: DataEvent;
  readonly identity: Identity;
}): string {
  const { by, value } = identity;
  // The length tells where the value ends.
  return `${dataEvent.created_at} ${by} ${value.length} ${value}${dataEvent.event_name.toLowerCase()}`;
}
