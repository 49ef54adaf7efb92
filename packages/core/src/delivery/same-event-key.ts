import type { Deliverable } from './deliver';

/** The same for data events that Intercom takes for one: of the same identity, name and second. */
export function sameEventKey({ dataEvent, identity }: Pick<Deliverable, 'dataEvent' | 'identity'>): string {
  return JSON.stringify([
    identity.by,
    identity.value,
    dataEvent.event_name.toLowerCase(),
    dataEvent.created_at,
  ]);
}
