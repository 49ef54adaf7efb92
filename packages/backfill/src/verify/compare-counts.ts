import type { EventSummary } from '@intercom-destination/core';
import { identifierKey } from '../reading/identifier-key';
import type { ContactCalls, SentCall } from './attribute-calls';
import type { CountedEvents } from './baseline';

/** One event name of one contact: what was sent for it, and by how much Intercom's count rose. */
export interface NameComparison {
  readonly name: string;
  /** The position of the first call that was sent, to look it up. */
  readonly position: number;
  /** Different seconds that were accepted: Intercom takes those of one second for one. */
  readonly sent: number;
  /** Seconds that were accepted by a further identifier of the contact: whether they count again is not known. */
  readonly shared: number;
  /** Seconds of calls that may have been stored there all the same. */
  readonly maybeSent: number;
  readonly rose: number;
  /** Of those sent, so many at least are not there. */
  readonly missing: number;
  /** Those of the missing that could be told by Intercom's list, which has the events of 90 days. */
  readonly missingCalls: readonly MissingCall[];
  /**
   * `untold`: the count can be explained with and without a loss. `probably_before`: it rose by less than was sent, and
   * as many were there before the run in the time that ours have, so they may be the same ones.
   */
  readonly verdict: 'equal' | 'more' | 'missing' | 'probably_before' | 'untold';
}

export interface MissingCall {
  readonly position: number;
  /** Since 1970, as sent. */
  readonly second: number;
}

/** Compares the increase of a contact's counts with the calls of the run that were accepted for it. */
export function compareCounts(
  { sure, unsure, before }: Pick<ContactCalls, 'sure' | 'unsure' | 'before'>,
  after: CountedEvents,
): NameComparison[] {
  const sent = new Map<string, SentName>();
  for (const call of sure) {
    const { name, position, second } = call;
    const key = name.toLowerCase();
    const known = sent.get(key) ?? {
      ...{ name, position },
      ...{ seconds: new Set<number>(), events: new Set<string>(), unsure: new Set<number>() },
    };
    known.seconds.add(second);
    known.events.add(eventKey(call));
    sent.set(key, known);
  }
  for (const { name, second } of unsure) sent.get(name.toLowerCase())?.unsure.add(second);
  return [...sent].map(([key, ours]) => compareName(ours, find(before, key), find(after, key)));
}

interface SentName {
  readonly name: string;
  readonly position: number;
  readonly seconds: Set<number>;
  /** What Intercom takes for one, if it compares identifiers and not contacts. */
  readonly events: Set<string>;
  readonly unsure: Set<number>;
}

function eventKey({ second, by }: SentCall): string {
  return `${second} ${by === undefined ? '' : identifierKey(by)}`;
}

function compareName(
  { name, position, seconds, events, unsure }: SentName,
  before: EventSummary | undefined,
  after: EventSummary | undefined,
): NameComparison {
  const sent = seconds.size;
  const shared = events.size - sent;
  const maybeSent = [...unsure].filter((second) => !seconds.has(second)).length;
  const rose = (after?.count ?? 0) - (before?.count ?? 0);
  const lacking = Math.min(sent, Math.max(0, sent - rose, sent - countWithin(after, seconds)));
  const mayHaveBeenThere = (before?.count ?? 0) >= sent && countWithin(before, seconds) === sent;
  const verdict = judge();
  const missing = verdict === 'missing' ? lacking : 0;
  return { name, position, sent, shared, maybeSent, rose, missing, missingCalls: [], verdict };

  function judge(): NameComparison['verdict'] {
    if (lacking > 0) return mayHaveBeenThere ? 'probably_before' : 'missing';
    if (rose < sent + shared) return 'untold';
    return rose <= sent + shared + maybeSent ? 'equal' : 'more';
  }
}

/** How many of the seconds lie in the time that Intercom has events of. */
function countWithin(counted: EventSummary | undefined, seconds: ReadonlySet<number>): number {
  if (counted === undefined) return 0;
  return [...seconds].filter((second) => second >= counted.first && second <= counted.last).length;
}

/** Intercom compares names without case. */
function find(counted: CountedEvents, key: string): EventSummary | undefined {
  if (counted.outcome !== 'found') return undefined;
  return counted.summaries.find(({ name }) => name.toLowerCase() === key);
}
