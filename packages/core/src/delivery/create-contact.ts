import { toCreateContactRequest, toGetContactRequest, type NewContact } from './contact-requests';
import { readErrorList, type IntercomError } from './error-list';
import { findByExternalId, newTally, searchByEmail, type ContactSearch } from './find-contact';
import { readConflict, readContact } from './read-contact';
import type { Halt, Sender } from './sender';

/** What making a contact came to. */
export type ContactCreation =
  | { readonly outcome: 'created'; readonly id: string }
  /** It was there already, under the same external id or, where neither has one, the same email. */
  | { readonly outcome: 'found'; readonly id: string }
  | {
      readonly outcome: 'impossible';
      readonly reason:
        'ambiguous_contact' | 'contact_conflict' | 'contact_archived' | 'refused' | 'exhausted';
      readonly error: IntercomError | undefined;
      /** Of the last answer where the reason is `exhausted`; `undefined`: none came. */
      readonly status: number | undefined;
    }
  | { readonly outcome: 'halted'; readonly halt: Halt };

/** Searches for a lead whose creation got no answer, before it is made again: the index lags. */
const LEAD_SEARCHES = 4;
const LEAD_SEARCH_EVERY_MS = 5_000;

/** Makes the contact. Where an answer was lost it is looked for before it is made again. */
export async function createContact(
  sender: Sender,
  contact: NewContact,
  isUnsure: boolean,
  signal: AbortSignal | undefined,
): Promise<ContactCreation> {
  const { workspace } = sender.environment;
  // An earlier run was about to make it when it ended.
  const earlier = isUnsure ? await lookForMade(sender, contact, LEAD_SEARCHES, signal) : NOT_THERE;
  if (earlier.state === 'made') return { outcome: 'created', id: earlier.id };
  if (earlier.state === 'unknown') return impossible('exhausted');
  const last: { look: Look } = { look: NOT_THERE };
  const tally = newTally();
  const sent = await sender.send(toCreateContactRequest(contact, workspace), tally, {
    signal,
    secrets: secretsOf(contact),
    beforeRepeat: async () => {
      last.look = await lookForMade(sender, contact, LEAD_SEARCHES, signal);
      return last.look.state !== 'not_there';
    },
  });
  switch (sent.outcome) {
    case 'halted':
      return sent;
    case 'needless':
      return last.look.state === 'made' ? { outcome: 'created', id: last.look.id } : impossible('exhausted');
    case 'exhausted':
      return impossible('exhausted', sent.error, sent.status);
    case 'answered': {
      const { reply, verdict } = sent;
      if (verdict.decision === 'accept') {
        const made = readContact(reply.body);
        return made === undefined ? impossible('refused') : { outcome: 'created', id: made.id };
      }
      if (reply.status !== 409) return impossible('refused', verdict.error);
      // As it came: redaction may have cut the id that it names.
      const { id, isArchived } = readConflict(readErrorList(reply).message);
      if (isArchived) return impossible('contact_archived', verdict.error);
      if (id === undefined) return impossible('ambiguous_contact', verdict.error);
      const settled = await settleConflict(sender, contact, id, verdict.error, signal);
      // In the way of itself: an attempt before this one made it, here or in an earlier run, and its answer was lost.
      const isOurs = settled.outcome === 'found' && (tally.attempts > 1 || isUnsure);
      return isOurs ? { outcome: 'created', id: settled.id } : settled;
    }
    default:
      return sent satisfies never;
  }
}

/** The contact in the way is the one that was meant if it says so itself. */
async function settleConflict(
  sender: Sender,
  wanted: NewContact,
  id: string,
  error: IntercomError,
  signal: AbortSignal | undefined,
): Promise<ContactCreation> {
  const request = toGetContactRequest(id, sender.environment.workspace);
  const options = { signal, secrets: secretsOf(wanted), mayBeForbidden: true };
  const sent = await sender.send(request, newTally(), options);
  if (sent.outcome === 'halted') return sent;
  if (sent.outcome === 'exhausted') return impossible('exhausted', sent.error, sent.status);
  if (sent.outcome === 'needless') return impossible('exhausted', error);
  const there = sent.verdict.decision === 'accept' ? readContact(sent.reply.body) : undefined;
  if (there === undefined) return impossible('contact_conflict', error);
  const externalId = wanted.role === 'user' ? wanted.external_id : undefined;
  const isTheSame =
    externalId === undefined
      ? there.externalId === undefined && there.email === wanted.email
      : there.externalId === externalId;
  return isTheSame ? { outcome: 'found', id: there.id } : impossible('contact_conflict', error);
}

/** Whether a contact was made though nobody saw the answer. */
export type Look =
  | { readonly state: 'made'; readonly id: string }
  | { readonly state: 'not_there' }
  /** It could not be looked for, or there are several. */
  | { readonly state: 'unknown' };

const NOT_THERE: Look = { state: 'not_there' };

/**
 * Looks for a contact that may have been made; for a lead by so many searches, since the index lags. A user by email
 * needs no look: making it again is answered with its id.
 */
export async function lookForMade(
  sender: Sender,
  contact: NewContact,
  leadSearches: number,
  signal: AbortSignal | undefined,
): Promise<Look> {
  if (contact.role === 'user') {
    if (contact.external_id === undefined) return NOT_THERE;
    return toLook(await findByExternalId(sender, contact.external_id, signal));
  }
  for (let search = 1; ; search += 1) {
    const look = toLook(await searchByEmail(sender, contact.email, signal));
    if (look.state !== 'not_there' || search >= leadSearches) return look;
    await sender.environment.clock.wait(LEAD_SEARCH_EVERY_MS, signal);
  }
}

function toLook(found: ContactSearch): Look {
  if (found.outcome === 'found') return { state: 'made', id: found.id };
  return found.outcome === 'none' ? NOT_THERE : { state: 'unknown' };
}

function secretsOf(contact: NewContact): string[] {
  const externalId = contact.role === 'user' ? contact.external_id : undefined;
  return [contact.email, externalId].filter((secret) => secret !== undefined);
}

function impossible(
  reason: Extract<ContactCreation, { outcome: 'impossible' }>['reason'],
  error?: IntercomError,
  status?: number,
): ContactCreation {
  return { outcome: 'impossible', reason, error, status };
}
