import type { Sender } from '@intercom-destination/core';
import type { EndedCall } from '../run-directory/ended-call';
import { countEvents, type Baseline, type BaselineContact, type CountedEvents } from './baseline';
import { compareCounts, type NameComparison } from './compare-counts';

/** What comparing Intercom's counts with those of a run came to. It names no contact. */
export interface Verification {
  readonly names: readonly NameComparison[];
  readonly contacts: {
    /** Compared, with at least one event accepted for them. */
    readonly compared: number;
    /** In the sample, and nothing was accepted for them. */
    readonly nothing_sent: number;
    /** Something was accepted for them, and now nobody is found by their identifiers. */
    readonly not_found: number;
    /** Intercom did not answer, before or after. */
    readonly unanswered: number;
    /** Too many calls to be kept. */
    readonly too_many_calls: number;
  };
}

type ContactResult = {
  readonly kind: keyof Verification['contacts'];
  readonly names: readonly NameComparison[];
};

const LOOK_AGAIN_EVERY_MS = 10_000;

/** Compares, and looks again at what is missing until it is there or the time is over. */
export async function verifyCounts(
  { contacts }: Baseline,
  options: {
    readonly endOf: (position: number) => EndedCall | undefined;
    readonly sender: Sender;
    readonly waitMs: number;
    readonly signal: AbortSignal;
    readonly onWait: (missing: number) => void;
  },
): Promise<Verification> {
  const { sender, endOf, signal, waitMs } = options;
  const { clock } = sender.environment;
  const deadlineMs = clock.now() + waitMs;
  const look = async (contact: BaselineContact) =>
    judge(contact, endOf, () => count(contact, sender, signal));
  const results = await Promise.all(contacts.map(look));
  for (;;) {
    const missing = results.flatMap((result, index) => (isMissing(result) ? [index] : []));
    const leftMs = deadlineMs - clock.now();
    if (missing.length === 0 || leftMs <= 0) return sumUp(results);
    options.onWait(missing.length);
    await clock.wait(Math.min(LOOK_AGAIN_EVERY_MS, leftMs), signal);
    for (const index of missing) {
      const contact = contacts[index];
      if (contact !== undefined) results[index] = await look(contact);
    }
  }
}

async function count(contact: BaselineContact, sender: Sender, signal: AbortSignal): Promise<CountedEvents> {
  const answer = await countEvents(contact, sender, signal);
  return answer.outcome === 'found' || answer.outcome === 'no_contact' ? answer : { outcome: 'failed' };
}

async function judge(
  contact: BaselineContact,
  endOf: (position: number) => EndedCall | undefined,
  countNow: () => Promise<CountedEvents>,
): Promise<ContactResult> {
  if (contact.calls === undefined) return { kind: 'too_many_calls', names: [] };
  if (compareCounts(contact, NOTHING, endOf).length === 0) return { kind: 'nothing_sent', names: [] };
  if (contact.before.outcome === 'failed') return { kind: 'unanswered', names: [] };
  const after = await countNow();
  if (after.outcome === 'failed') return { kind: 'unanswered', names: [] };
  if (after.outcome === 'no_contact') return { kind: 'not_found', names: [] };
  return { kind: 'compared', names: compareCounts(contact, after, endOf) };
}

const NOTHING: CountedEvents = { outcome: 'no_contact' };

function isMissing({ kind, names }: ContactResult): boolean {
  return kind === 'not_found' || names.some(({ verdict }) => verdict === 'missing');
}

function sumUp(results: readonly ContactResult[]): Verification {
  const contacts = { compared: 0, nothing_sent: 0, not_found: 0, unanswered: 0, too_many_calls: 0 };
  for (const { kind } of results) contacts[kind] += 1;
  return { names: results.flatMap(({ names }) => names), contacts };
}
