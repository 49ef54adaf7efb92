import { toCreateContactRequest, toGetContactRequest, type NewContact } from './contact-requests';
import { readErrorList, type IntercomError } from './error-list';
import { findByExternalId, newTally, searchByEmail } from './find-contact';
import type { Halt, Sender } from './sender';
import { readConflict, readContact } from './read-contact';

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

/**
 * Makes the contact. Where an answer was lost, now or in an earlier run (`isUnsure`), it is looked for before it is
 * made again.
 */
export async function createContact(
  sender: Sender,
  contact: NewContact,
  isUnsure: boolean,
  signal: AbortSignal | undefined,
): Promise<ContactCreation> {
  const { workspace } = sender.environment;
  const madeEarlier = isUnsure ? await lookForMade(sender, contact, signal) : undefined;
  if (madeEarlier !== undefined) return { outcome: 'created', id: madeEarlier };
  let madeUnseen: string | undefined;
  const sent = await sender.send(toCreateContactRequest(contact, workspace), newTally(), {
    signal,
    secrets: secretsOf(contact),
    beforeRepeat: async () => {
      madeUnseen = await lookForMade(sender, contact, signal);
      return madeUnseen !== undefined;
    },
  });
  switch (sent.outcome) {
    case 'halted':
      return sent;
    case 'needless':
      return madeUnseen === undefined ? impossible('exhausted') : { outcome: 'created', id: madeUnseen };
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
      const { id, isArchived } = readConflict(readErrorList(reply.body).message);
      if (isArchived) return impossible('contact_archived', verdict.error);
      if (id === undefined) return impossible('ambiguous_contact', verdict.error);
      return settleConflict(sender, contact, id, verdict.error, signal);
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
  const sent = await sender.send(request, newTally(), { signal, secrets: secretsOf(wanted) });
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

/** A user by email needs no look: making it again is answered with its id. */
async function lookForMade(
  sender: Sender,
  contact: NewContact,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (contact.role === 'user') {
    if (contact.external_id === undefined) return undefined;
    const found = await findByExternalId(sender, contact.external_id, signal);
    return found.outcome === 'found' ? found.id : undefined;
  }
  for (let search = 0; search < LEAD_SEARCHES; search += 1) {
    if (search > 0) await sender.environment.clock.wait(LEAD_SEARCH_EVERY_MS, signal);
    const found = await searchByEmail(sender, contact.email, signal);
    if (found.outcome === 'found') return found.id;
  }
  return undefined;
}

function secretsOf(contact: NewContact): string[] {
  const { email, external_id: externalId } =
    contact.role === 'user' ? contact : { ...contact, external_id: undefined };
  return [email, externalId].filter((secret) => secret !== undefined);
}

function impossible(
  reason: Extract<ContactCreation, { outcome: 'impossible' }>['reason'],
  error?: IntercomError,
  status?: number,
): ContactCreation {
  return { outcome: 'impossible', reason, error, status };
}
