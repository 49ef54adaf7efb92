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
  type LookUp,
  type SentCall,
} from './attribute-calls';
import type { Baseline } from './baseline';
import { compareCounts, type NameComparison } from './compare-counts';
import { identifiersOf } from './join-people';
import { callsOfName, isShort, nameMissing } from './name-missing';
import { lacksPermission } from './permission';

/** What comparing Intercom's counts with those of a run came to. It names no contact, and emails in names are masked. */
export interface Verification {
  /** A pair is a contact of the sample with one of its event names. */
  readonly pairs: number;
  /** Pairs of which the count rose by what was sent. */
  readonly verified: number;
  /** In the order of the source. */
  readonly names: readonly NameComparison[];
  readonly contacts: Readonly<Record<ContactKind, number>>;
}

/**
 * `compared`, with at least one event accepted for it; `nothing_sent`: none was. Others cannot be compared:
 * `not_found`, nobody is found by the identifiers of the calls now; `ambiguous`, several are; `unanswered`, before or
 * now; `too_many_calls` to be kept.
 */
type ContactKind = 'compared' | Attribution['others'][number];

/** A verification, and what may be sent again. */
export interface Verified {
  readonly verification: Verification;
  /** All calls of the pairs of which something is missing, in the order of the source. */
  readonly shortCalls: readonly SentCall[];
}

interface ContactResult {
  readonly kind: ContactKind;
  /** Where the contact is not `compared`: those of which something is missing for certain. */
  readonly names: readonly NameComparison[];
  /** `undefined`: the contact cannot be compared. */
  readonly contact?: ContactCalls;
}

const LOOK_AGAIN_EVERY_MS = 10_000;

/**
 * Compares, and looks again at what is missing until it is there or the time is over. `isExact`: nobody else sends to the
 * workspace, so no count may rise by more. Throws `CannotRun` where the token lacks a permission.
 */
export async function verifyCounts(
  { contacts: sample }: Baseline,
  options: {
    readonly endOf: (position: number) => CallEnd | undefined;
    readonly sender: Sender;
    readonly isExact: boolean;
    readonly waitMs: number;
    readonly signal: AbortSignal;
    readonly onWait: (missing: number) => void;
  },
): Promise<Verified> {
  const { sender, endOf, signal, waitMs, isExact } = options;
  const { clock } = sender.environment;
  const deadlineMs = clock.now() + waitMs;
  const toLookUp = identifiersToLookUp(sample, endOf);
  const lookUps = new Map<string, LookUp>();
  const settled = new Map<string, ContactResult>();
  for (;;) {
    await lookUpOpen(toLookUp, lookUps, sender, signal);
    const { contacts, others } = attributeCalls(sample, endOf, (identifier) => answerTo(identifier, lookUps));
    const results = await allSettled(
      contacts.map(async (contact) => {
        // What another one of the sample adds later is compared again.
        const key = `${contact.contactId} ${contact.sure.length}`;
        const result = settled.get(key) ?? (await judge(contact, sender, signal));
        if (!isLacking(result)) settled.set(key, result);
        return result;
      }),
    );
    results.push(...others.map((kind) => ({ kind, names: [] })));
    const missing = results.filter(isLacking).length;
    const leftMs = deadlineMs - clock.now();
    if (missing === 0 || leftMs <= 0) return sumUp(await nameAll(results, sender, signal), isExact);
    options.onWait(missing);
    await clock.wait(Math.min(LOOK_AGAIN_EVERY_MS, leftMs), signal);
  }
}

/** Names what is missing by Intercom's list. */
function nameAll(
  results: readonly ContactResult[],
  sender: Sender,
  signal: AbortSignal,
): Promise<ContactResult[]> {
  return Promise.all(
    results.map(async (result) => {
      const { contact, names } = result;
      if (contact === undefined) return result;
      return { ...result, names: await nameMissing(contact, names, sender, signal) };
    }),
  );
}

/** Looks up what was not yet, or led to nobody: a search may find minutes later what is there. */
async function lookUpOpen(
  identifiers: readonly Identifier[],
  lookUps: Map<string, LookUp>,
  sender: Sender,
  signal: AbortSignal,
): Promise<void> {
  const open = identifiers.filter(
    (identifier) => (lookUps.get(identifierKey(identifier))?.outcome ?? 'none') === 'none',
  );
  await allSettled(
    open.map(async (identifier) => {
      const found = await lookUpContact(sender, identifier, signal);
      if (found.outcome === 'not_permitted') throw lacksPermission('contacts');
      lookUps.set(identifierKey(identifier), found);
    }),
  );
}

/** All answers, or the first fault once every request has ended: none may go on behind a command that is over. */
async function allSettled<T>(requests: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(requests);
  return Promise.all(requests);
}

function answerTo(identifier: Identifier, lookUps: ReadonlyMap<string, LookUp>): LookUp {
  if (identifier.by === 'id') {
    return { outcome: 'found', id: identifier.value, externalId: undefined, email: undefined };
  }
  return lookUps.get(identifierKey(identifier)) ?? { outcome: 'none' };
}

async function judge(contact: ContactCalls, sender: Sender, signal: AbortSignal): Promise<ContactResult> {
  const own: Identifier = { by: 'id', value: contact.contactId };
  const after = await readEventSummaries(sender, own, signal);
  if (after.outcome === 'no_contact') return { kind: 'not_found', names: [] };
  if (after.outcome === 'not_permitted') throw lacksPermission('events');
  if (after.outcome !== 'found') return { kind: 'unanswered', names: [] };
  const names = compareCounts(contact, after);
  if (contact.doubt !== undefined) {
    return { kind: contact.doubt, names: names.filter(({ verdict }) => verdict === 'missing'), contact };
  }
  if (!names.some(({ verdict }) => verdict === 'more')) return { kind: 'compared', names, contact };
  const isComplete = hasNoOther(contact, await lookUpContact(sender, own, signal));
  return { kind: 'compared', names: isComplete ? names : names.map(asUntold), contact };
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

function isLacking({ kind, names }: ContactResult): boolean {
  return kind === 'not_found' || names.some(isShort);
}

function sumUp(results: readonly ContactResult[], isExact: boolean): Verified {
  const contacts: Record<ContactKind, number> = {
    compared: 0,
    nothing_sent: 0,
    not_found: 0,
    ambiguous: 0,
    unanswered: 0,
    too_many_calls: 0,
  };
  for (const { kind } of results) contacts[kind] += 1;
  const names = results
    .flatMap((result) => result.names)
    .map((name) => ({ ...name, name: maskEmails(name.name) }))
    .sort((a, b) => a.position - b.position);
  const verified = names.filter((name) => isVerifiedPair(name, isExact)).length;
  const shortCalls = results
    .flatMap(({ contact, names: own }) =>
      own
        .filter(({ verdict }) => verdict === 'missing')
        .flatMap((name) => callsOfName(contact?.sure ?? [], name)),
    )
    .sort((a, b) => a.position - b.position);
  return { verification: { pairs: names.length, verified, names, contacts }, shortCalls };
}

export function isVerifiedPair({ verdict }: Pick<NameComparison, 'verdict'>, isExact: boolean): boolean {
  return verdict === 'equal' || (verdict === 'more' && !isExact);
}

/** Whether there are pairs, all are verified, and each contact of the sample for whom something was accepted was compared. */
export function isSound({ pairs, verified, contacts }: Verification): boolean {
  const { not_found, ambiguous, unanswered, too_many_calls } = contacts;
  return pairs > 0 && verified === pairs && not_found + ambiguous + unanswered + too_many_calls === 0;
}
