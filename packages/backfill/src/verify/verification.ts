import {
  lookUpContact,
  readEventSummaries,
  type ContactSearch,
  type Identifier,
  type Sender,
} from '@intercom-destination/core';
import { identifierKey } from '../reading/identifier-key';
import { maskEmails } from '../terminal/mask-emails';
import {
  attributeCalls,
  identifiersToLookUp,
  type Attribution,
  type CallEnd,
  type ContactCalls,
} from './attribute-calls';
import type { Baseline } from './baseline';
import { compareCounts, type NameComparison } from './compare-counts';
import { identifiersOf } from './join-people';

/** What comparing Intercom's counts with those of a run came to. It names no contact, and emails in names are masked. */
export interface Verification {
  /** In the order of the source. */
  readonly names: readonly NameComparison[];
  readonly contacts: Readonly<Record<ContactKind, number>>;
}

/**
 * `compared`, with at least one event accepted for it; `nothing_sent`: none was. Others cannot be compared:
 * `not_found`, nobody is found by the identifiers of the calls now; `ambiguous`, several are; `not_permitted` to look
 * contacts up; `unanswered`, before or now; `too_many_calls` to be kept.
 */
type ContactKind = 'compared' | Attribution['others'][number];

interface ContactResult {
  readonly kind: ContactKind;
  /** Where the contact is not `compared`: those of which something is missing for certain. */
  readonly names: readonly NameComparison[];
}

const LOOK_AGAIN_EVERY_MS = 10_000;

/** Compares, and looks again at what is missing until it is there or the time is over. */
export async function verifyCounts(
  { contacts: sample }: Baseline,
  options: {
    readonly endOf: (position: number) => CallEnd | undefined;
    readonly sender: Sender;
    readonly waitMs: number;
    readonly signal: AbortSignal;
    readonly onWait: (missing: number) => void;
  },
): Promise<Verification> {
  const { sender, endOf, signal, waitMs } = options;
  const { clock } = sender.environment;
  const deadlineMs = clock.now() + waitMs;
  const toLookUp = identifiersToLookUp(sample, endOf);
  const lookUps = new Map<string, ContactSearch>();
  const settled = new Map<string, ContactResult>();
  for (;;) {
    await lookUpOpen(toLookUp, lookUps, sender, signal);
    const { contacts, others } = attributeCalls(sample, endOf, (identifier) => answerTo(identifier, lookUps));
    const results = await Promise.all(
      contacts.map(async (contact) => {
        // What another one of the sample adds later is compared again.
        const key = `${contact.contactId} ${contact.sure.length}`;
        const result = settled.get(key) ?? (await judge(contact, sender, signal));
        if (!isMissing(result)) settled.set(key, result);
        return result;
      }),
    );
    results.push(...others.map((kind) => ({ kind, names: [] })));
    const missing = results.filter(isMissing).length;
    const leftMs = deadlineMs - clock.now();
    if (missing === 0 || leftMs <= 0) return sumUp(results);
    options.onWait(missing);
    await clock.wait(Math.min(LOOK_AGAIN_EVERY_MS, leftMs), signal);
  }
}

/** Looks up what was not yet, or led to nobody: a search may find minutes later what is there. */
async function lookUpOpen(
  identifiers: readonly Identifier[],
  lookUps: Map<string, ContactSearch>,
  sender: Sender,
  signal: AbortSignal,
): Promise<void> {
  const open = identifiers.filter(
    (identifier) => (lookUps.get(identifierKey(identifier))?.outcome ?? 'none') === 'none',
  );
  await Promise.all(
    open.map(async (identifier) => {
      lookUps.set(identifierKey(identifier), await lookUpContact(sender, identifier, signal));
    }),
  );
}

function answerTo(identifier: Identifier, lookUps: ReadonlyMap<string, ContactSearch>): ContactSearch {
  if (identifier.by === 'id') {
    return { outcome: 'found', id: identifier.value, externalId: undefined, email: undefined };
  }
  return lookUps.get(identifierKey(identifier)) ?? { outcome: 'none' };
}

async function judge(contact: ContactCalls, sender: Sender, signal: AbortSignal): Promise<ContactResult> {
  const own: Identifier = { by: 'id', value: contact.contactId };
  const after = await readEventSummaries(sender, own, signal);
  if (after.outcome === 'no_contact') return { kind: 'not_found', names: [] };
  if (after.outcome !== 'found') return { kind: 'unanswered', names: [] };
  const names = compareCounts(contact, after);
  if (contact.doubt !== undefined) {
    return { kind: contact.doubt, names: names.filter(({ verdict }) => verdict === 'missing') };
  }
  if (!names.some(({ verdict }) => verdict === 'more')) return { kind: 'compared', names };
  const isComplete = hasNoOther(contact, await lookUpContact(sender, own, signal));
  return { kind: 'compared', names: isComplete ? names : names.map(asUntold) };
}

/** Whether the contact has only the identifiers by which its calls were looked for: by a newer one it may have more. */
function hasNoOther({ identifiers }: ContactCalls, found: ContactSearch): boolean {
  if (found.outcome !== 'found') return true;
  const known = new Set(identifiers.map(identifierKey));
  return identifiersOf(found).every((one) => one.by === 'id' || known.has(identifierKey(one)));
}

function asUntold(name: NameComparison): NameComparison {
  return name.verdict === 'more' ? { ...name, verdict: 'untold' } : name;
}

function isMissing({ kind, names }: ContactResult): boolean {
  return kind === 'not_found' || names.some(({ verdict }) => verdict === 'missing');
}

function sumUp(results: readonly ContactResult[]): Verification {
  const contacts: Record<ContactKind, number> = {
    compared: 0,
    nothing_sent: 0,
    not_found: 0,
    ambiguous: 0,
    not_permitted: 0,
    unanswered: 0,
    too_many_calls: 0,
  };
  for (const { kind } of results) contacts[kind] += 1;
  const names = results
    .flatMap((result) => result.names)
    .map((name) => ({ ...name, name: maskEmails(name.name) }))
    .sort((a, b) => a.position - b.position);
  return { names, contacts };
}
