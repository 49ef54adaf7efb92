import { EVENTS_LISTED_DAYS, listEvents, type EventList, type Sender } from '@intercom-destination/core';
import type { ContactCalls, SentCall } from './attribute-calls';
import type { NameComparison } from './compare-counts';

type FoundList = Extract<EventList, { outcome: 'found' }>;

/** Intercom stops listing an event some time in its last day. */
const SURELY_LISTED_S = (EVENTS_LISTED_DAYS - 1) * 24 * 60 * 60;

/** Whether the count did not rise by what was sent. */
export function isShort({ verdict }: Pick<NameComparison, 'verdict'>): boolean {
  return verdict === 'missing' || verdict === 'probably_before';
}

/** The calls that were sent for a name, in the order of the source. */
export function callsOfName(calls: readonly SentCall[], { name }: Pick<NameComparison, 'name'>): SentCall[] {
  const key = name.toLowerCase();
  return calls.filter((call) => call.name.toLowerCase() === key);
}

/** Looks up which of a contact's calls are missing where the counts are short, in the list that Intercom has of 90 days. */
export async function nameMissing(
  { contactId, sure }: Pick<ContactCalls, 'contactId' | 'sure'>,
  names: readonly NameComparison[],
  sender: Sender,
  signal: AbortSignal,
): Promise<readonly NameComparison[]> {
  const short = names.filter(isShort);
  const seconds = short.flatMap((name) => callsOfName(sure, name).map(({ second }) => second));
  const listedFrom = Math.floor(sender.environment.clock.now() / 1000) - SURELY_LISTED_S;
  const from = seconds.reduce((oldest, second) => Math.min(oldest, second), Infinity);
  if (!seconds.some((second) => second >= listedFrom)) return names;
  const list = await listEvents(sender, { by: 'id', value: contactId }, Math.max(from, listedFrom), signal);
  if (list.outcome !== 'found') return names;
  return names.map((name) =>
    isShort(name) ? compareWithList(name, callsOfName(sure, name), list, listedFrom) : name,
  );
}

/** Of what is listed it is known whether it is there; of the rest the counts alone tell. */
function compareWithList(
  name: NameComparison,
  calls: readonly SentCall[],
  { events, completeFrom }: FoundList,
  listedFrom: number,
): NameComparison {
  const key = name.name.toLowerCase();
  const there = new Set<number>(
    events.flatMap((event) => (event.name.toLowerCase() === key ? [event.second] : [])),
  );
  const bySecond = new Map<number, number>();
  for (const { second, position } of calls) if (!bySecond.has(second)) bySecond.set(second, position);
  const listable = [...bySecond].filter(([second]) => second >= Math.max(listedFrom, completeFrom));
  const absent = listable.filter(([second]) => !there.has(second));
  const unlisted = bySecond.size - listable.length;
  const missing = Math.max(absent.length, Math.min(name.missing, absent.length + unlisted));
  return {
    ...name,
    missing,
    verdict: missing > 0 ? 'missing' : 'probably_before',
    missingCalls: absent.map(([second, position]) => ({ position, second })),
  };
}
