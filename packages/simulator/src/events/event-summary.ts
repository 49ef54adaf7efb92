import type { StoredEvent } from './stored-event';
import { addSummaries, type SubmittedSummary, type SummaryBase } from './submitted-summary';

/** One event name of a contact: how often, and when first and last. */
export interface EventSummary {
  readonly name: string;
  /** ISO 8601, in UTC. */
  readonly first: string;
  readonly last: string;
  readonly count: number;
}

/** The last second a Date can hold; a time after it is shown as this one. */
const LAST_SECOND = 8_640_000_000_000;

/**
 * Sums up the events of one contact by name, those too old to be listed as well, on top of the summaries that were sent.
 * Doc, "List all data events".
 */
export function summarise(
  events: readonly StoredEvent[],
  submitted: ReadonlyMap<string, SummaryBase>,
  spellingOf: (name: string) => string,
): EventSummary[] {
  const byName = new Map<string, SubmittedSummary>(submitted);
  for (const [index, { event_name, created_at }] of events.entries()) {
    if (index < (submitted.get(event_name)?.eventsCounted ?? 0)) continue;
    const once = { count: 1, first: created_at, last: created_at };
    const known = byName.get(event_name);
    byName.set(event_name, known === undefined ? once : addSummaries(known, once));
  }
  return [...byName].map(([name, { first, last, count }]) => ({
    name: spellingOf(name),
    first: isoTime(first),
    last: isoTime(last),
    count,
  }));
}

function isoTime(seconds: number): string {
  const shown = Math.max(-LAST_SECOND, Math.min(LAST_SECOND, seconds));
  return new Date(shown * 1000).toISOString().replace('Z', '+00:00');
}
