import type { EventSummary } from '@intercom-destination/core';
import type { EndedCall } from '../run-directory/ended-call';
import type { BaselineContact, CountedEvents } from './baseline';

/** One event name of one contact: what was sent for it, and by how much Intercom's count rose. */
export interface NameComparison {
  readonly name: string;
  /** The position of the first call that was sent, to look it up. */
  readonly position: number;
  /** Different seconds that were accepted: Intercom takes those of one second for one. */
  readonly sent: number;
  /** Seconds of dead letters that may have been stored all the same. */
  readonly maybeSent: number;
  readonly rose: number;
  readonly verdict: 'equal' | 'more' | 'missing';
  /** As many were there before the run, in the time that ours have: they may be the same ones. */
  readonly mayHaveBeenThere: boolean;
}

/** Compares the increase of a contact's counts with the calls of the run that were accepted for it. */
export function compareCounts(
  { calls = [], before }: BaselineContact,
  after: CountedEvents,
  endOf: (position: number) => EndedCall | undefined,
): NameComparison[] {
  const sent = new Map<string, SentName>();
  for (const [position, name, second] of calls) {
    const ended = endOf(position);
    const isAccepted = ended?.outcome === 'accepted' || ended?.outcome === 'same_second';
    const isUnsure = ended?.outcome === 'dead_letter' && ended.code === 'exhausted';
    if (!isAccepted && !isUnsure) continue;
    const key = name.toLowerCase();
    const known = sent.get(key) ?? { name, position, seconds: new Set<number>(), unsure: new Set<number>() };
    (isAccepted ? known.seconds : known.unsure).add(second);
    sent.set(key, known);
  }
  return [...sent]
    .filter(([, { seconds }]) => seconds.size > 0)
    .map(([key, ours]) => compareName(ours, find(before, key), find(after, key)));
}

interface SentName {
  readonly name: string;
  readonly position: number;
  readonly seconds: Set<number>;
  readonly unsure: Set<number>;
}

function compareName(
  { name, position, seconds, unsure }: SentName,
  before: EventSummary | undefined,
  after: EventSummary | undefined,
): NameComparison {
  const sent = seconds.size;
  const maybeSent = [...unsure].filter((second) => !seconds.has(second)).length;
  const rose = (after?.count ?? 0) - (before?.count ?? 0);
  const isThere = rose >= sent && encloses(after, seconds);
  const mayHaveBeenThere = (before?.count ?? 0) >= sent && encloses(before, seconds);
  const verdict = !isThere ? 'missing' : rose <= sent + maybeSent ? 'equal' : 'more';
  return { name, position, sent, maybeSent, rose, verdict, mayHaveBeenThere };
}

function encloses(counted: EventSummary | undefined, seconds: ReadonlySet<number>): boolean {
  return (
    counted !== undefined && [...seconds].every((second) => second >= counted.first && second <= counted.last)
  );
}

/** Intercom compares names without case. */
function find(counted: CountedEvents, key: string): EventSummary | undefined {
  if (counted.outcome !== 'found') return undefined;
  return counted.summaries.find(({ name }) => name.toLowerCase() === key);
}
