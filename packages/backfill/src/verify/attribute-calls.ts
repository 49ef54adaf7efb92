import type { ContactSearch, Identifier } from '@intercom-destination/core';
import { identifierKey } from '../reading/identifier-key';
import type { EndedCall } from '../run-directory/outcome';
import type { BaselineContact, CountedEvents } from './baseline';

/** How a call ended, and the contact that delivery found or made for it, if that is how. */
export interface CallEnd {
  readonly ended: EndedCall;
  readonly contactId: string | undefined;
}

/** A call that Intercom has taken, or may have. */
export interface SentCall {
  readonly position: number;
  readonly name: string;
  readonly second: number;
  /** The identifier it went by; `undefined`: it got no answer, so there is none. */
  readonly by: Identifier | undefined;
}

/** What stands in the way of a comparison. */
export type Doubt = 'ambiguous' | 'unanswered' | 'not_found';

/** What looking an identifier up came to. Without the permission to look nothing is compared at all. */
export type LookUp = Exclude<ContactSearch, { outcome: 'not_permitted' }>;

/** A contact as it is now, with all calls of the run that went to it. */
export interface ContactCalls {
  readonly contactId: string;
  /** By these its calls were looked for: by another one there may be more. */
  readonly identifiers: readonly Identifier[];
  readonly before: CountedEvents;
  readonly sure: readonly SentCall[];
  /** They may have gone there, or nowhere, or to somebody else. */
  readonly unsure: readonly SentCall[];
  /** Why some of the calls are unsure; `undefined`: it is known of each whose it is. */
  readonly doubt: Doubt | undefined;
}

/** The sample as it is now. `others` are those that cannot be compared, each with why. */
export interface Attribution {
  readonly contacts: readonly ContactCalls[];
  readonly others: readonly (Doubt | 'nothing_sent' | 'too_many_calls')[];
}

/** Finds out which contact each call of the sample went to: whose the identifier is that it went by. */
export function attributeCalls(
  sample: readonly BaselineContact[],
  endOf: (position: number) => CallEnd | undefined,
  lookedUp: (identifier: Identifier) => LookUp,
): Attribution {
  const contacts = new Map<string, ContactCalls>();
  const others: Attribution['others'][number][] = [];
  for (const sampled of sample) {
    const found = attribute(sampled, sentCalls(sampled, endOf), lookedUp);
    if (typeof found === 'string') others.push(found);
    else for (const one of found) contacts.set(one.contactId, merge(contacts.get(one.contactId), one));
  }
  return { contacts: [...contacts.values()], others };
}

/** The calls of a contact of the sample that Intercom has taken, or may have. */
export function sentCalls(
  { identifiers, calls = [] }: BaselineContact,
  endOf: (position: number) => CallEnd | undefined,
): { readonly sure: SentCall[]; readonly unsure: SentCall[] } {
  const sure: SentCall[] = [];
  const unsure: SentCall[] = [];
  for (const [position, name, second, own] of calls) {
    const end = endOf(position);
    if (end === undefined) continue;
    const { ended, contactId } = end;
    if (ended.outcome === 'dead_letter' && ended.code === 'exhausted') {
      unsure.push({ position, name, second, by: undefined });
    }
    if (ended.outcome !== 'accepted' && ended.outcome !== 'same_second') continue;
    const by: Identifier | undefined =
      ended.by === 'id' && contactId !== undefined
        ? { by: 'id', value: contactId }
        : own.map((at) => identifiers[at]).find((one) => one?.by === ended.by);
    // Else it went by an identifier that is not the contact's.
    if (by !== undefined) sure.push({ position, name, second, by });
  }
  return { sure, unsure };
}

function attribute(
  { contactId, identifiers, before, calls }: BaselineContact,
  { sure, unsure }: ReturnType<typeof sentCalls>,
  lookedUp: (identifier: Identifier) => LookUp,
): ContactCalls[] | Attribution['others'][number] {
  if (calls === undefined) return 'too_many_calls';
  if (sure.length === 0) return 'nothing_sent';
  if (before.outcome === 'failed') return 'unanswered';
  if (before.outcome === 'ambiguous') return 'ambiguous';
  const byContact = new Map<string, SentCall[]>();
  const doubtful: SentCall[] = [];
  let doubt: Doubt | undefined;
  for (const call of sure) {
    const whose = call.by === undefined ? 'unanswered' : whoseIs(lookedUp(call.by));
    if (typeof whose === 'string') {
      doubt ??= whose;
      doubtful.push(call);
      continue;
    }
    const its = byContact.get(whose.id);
    if (its === undefined) byContact.set(whose.id, [call]);
    else its.push(call);
  }
  if (contactId !== undefined) {
    const own = byContact.get(contactId);
    const [other] = byContact;
    // Who is still there has its calls alone. Else the identifiers have gone to another contact, a merged one perhaps.
    if (own === undefined && byContact.size > 1) return 'ambiguous';
    const [id, its] = own === undefined ? (other ?? []) : [contactId, own];
    byContact.clear();
    if (id !== undefined && its !== undefined) byContact.set(id, its);
  }
  if (byContact.size === 0) return doubt ?? 'nothing_sent';
  return [...byContact].map(([id, its]) => ({
    contactId: id,
    identifiers,
    before,
    sure: its,
    unsure: [...unsure, ...doubtful],
    doubt,
  }));
}

function whoseIs(found: LookUp): { readonly id: string } | Doubt {
  switch (found.outcome) {
    case 'found':
      return found;
    case 'several':
      return 'ambiguous';
    case 'none':
      return 'not_found';
    case 'failed':
    case 'halted':
      return 'unanswered';
    default:
      return found satisfies never;
  }
}

/** Two of the sample who are one contact by now: of at least one of them nothing was counted before. */
function merge(one: ContactCalls | undefined, other: ContactCalls): ContactCalls {
  if (one === undefined) return other;
  return {
    contactId: one.contactId,
    identifiers: [...one.identifiers, ...other.identifiers],
    before: one.before.outcome === 'found' ? one.before : other.before,
    sure: distinct([...one.sure, ...other.sure]),
    unsure: distinct([...one.unsure, ...other.unsure]),
    doubt: one.doubt ?? other.doubt,
  };
}

/** In the order of the source, each once. */
function distinct(calls: readonly SentCall[]): SentCall[] {
  const byPosition = new Map(calls.map((call) => [call.position, call]));
  return [...byPosition.values()].sort((a, b) => a.position - b.position);
}

/** The identifiers that must be looked up to attribute the calls, each once. Intercom's own id says by itself whose it is. */
export function identifiersToLookUp(
  sample: readonly BaselineContact[],
  endOf: (position: number) => CallEnd | undefined,
): Identifier[] {
  const used = new Map<string, Identifier>();
  for (const sampled of sample) {
    if (sampled.before.outcome !== 'found' && sampled.before.outcome !== 'no_contact') continue;
    for (const { by } of sentCalls(sampled, endOf).sure) {
      if (by !== undefined && by.by !== 'id') used.set(identifierKey(by), by);
    }
  }
  return [...used.values()];
}
