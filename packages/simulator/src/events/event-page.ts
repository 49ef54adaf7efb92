import { EVENTS_LISTED_MS } from '../limits';
import type { StoredEvent } from './stored-event';

/** One page of events, newest first, and where the next begins if there is one. */
export interface EventPage {
  readonly events: readonly StoredEvent[];
  readonly next: string | undefined;
}

/**
 * Takes a page out of the events of one contact: newest first, none as old as 90 days.
 * `before` is the `next` of an earlier page, or undefined for the first; an unknown one gives an empty page.
 */
export function takeEventPage(
  stored: readonly StoredEvent[],
  { nowMs, perPage, before }: { nowMs: number; perPage: number; before: string | undefined },
): EventPage {
  const listed = stored
    .filter((event) => event.created_at * 1000 > nowMs - EVENTS_LISTED_MS)
    .reverse()
    .sort((a, b) => b.created_at - a.created_at);
  const start = before === undefined ? 0 : listed.findIndex((event) => event.id === before);
  const events = start < 0 ? [] : listed.slice(start, start + perPage);
  const next = start < 0 ? undefined : listed[start + perPage];
  return { events, next: next?.id };
}
