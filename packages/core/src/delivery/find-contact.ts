import { isWellFormed } from '../well-formed';
import type { Workspace } from '../workspace';
import { toFindByExternalIdRequest, toGetContactRequest, toSearchByEmailRequest } from './contact-requests';
import type { IntercomError } from './error-list';
import type { HttpRequest } from './http';
import { readContact, readSearchResults, type ContactFacts } from './read-contact';
import type { Halt, Sender, SendOptions, Sent } from './sender';

/** What looking for a contact came to. */
export type ContactSearch =
  | ({ readonly outcome: 'found' } & ContactFacts)
  | { readonly outcome: 'none' }
  | { readonly outcome: 'several' }
  /** The token may not read contacts. */
  | { readonly outcome: 'not_permitted' }
  /** `exhausted` may pass later, `refused` will not. `status` is that of the last answer; `undefined`: none came. */
  | {
      readonly outcome: 'failed';
      readonly reason: 'exhausted' | 'refused';
      readonly status: number | undefined;
      readonly error: IntercomError | undefined;
    }
  | { readonly outcome: 'halted'; readonly halt: Halt };

/** Looks for the contact, user or lead, that has the email. A contact made minutes ago may not be found yet. */
export async function searchByEmail(
  sender: Sender,
  email: string,
  signal: AbortSignal | undefined,
): Promise<ContactSearch> {
  const request = toSearchByEmailRequest(email, sender.environment.workspace);
  const sent = await sender.send(request, newTally(), lookupOptions(email, signal));
  // Where nobody has the email the answer is an empty page, so this is a fault of the search, which may pass.
  if (sent.outcome === 'answered' && sent.verdict.decision === 'next_identifier') {
    return { outcome: 'failed', reason: 'exhausted', status: sent.reply.status, error: sent.verdict.error };
  }
  const unsettled = toUnsettled(sent);
  if (unsettled !== undefined) return unsettled;
  const contacts = sent.outcome === 'answered' ? readSearchResults(sent.reply.body) : undefined;
  if (contacts === undefined) return UNREADABLE;
  if (contacts.length > 1) return { outcome: 'several' };
  return contacts[0] === undefined ? { outcome: 'none' } : { outcome: 'found', ...contacts[0] };
}

/** Looks for the user that has the external id, without lag. */
export async function findByExternalId(
  sender: Sender,
  externalId: string,
  signal: AbortSignal | undefined,
): Promise<ContactSearch> {
  return getContact(sender, externalId, signal, toFindByExternalIdRequest, 'externalId');
}

/** Looks for the contact, user or lead, that has Intercom's own id. */
export async function findById(
  sender: Sender,
  id: string,
  signal: AbortSignal | undefined,
): Promise<ContactSearch> {
  return getContact(sender, id, signal, toGetContactRequest, 'id');
}

async function getContact(
  sender: Sender,
  wanted: string,
  signal: AbortSignal | undefined,
  toRequest: (wanted: string, workspace: Workspace) => HttpRequest,
  key: 'id' | 'externalId',
): Promise<ContactSearch> {
  if (!canBeFound(wanted)) return UNREADABLE;
  const request = toRequest(wanted, sender.environment.workspace);
  const sent = await sender.send(request, newTally(), lookupOptions(wanted, signal));
  if (sent.outcome === 'answered' && sent.verdict.decision === 'next_identifier') return { outcome: 'none' };
  const unsettled = toUnsettled(sent);
  if (unsettled !== undefined) return unsettled;
  const contact = sent.outcome === 'answered' ? readContact(sent.reply.body) : undefined;
  // Whoever else is answered is not the one asked for.
  return contact?.[key] === wanted ? { outcome: 'found', ...contact } : UNREADABLE;
}

/** Whether Intercom can be asked for the id: in a path these would name another one. */
export function canBeFound(id: string): boolean {
  return !['', '.', '..'].includes(id) && isWellFormed(id);
}

/** A yes that says nothing that could be read. */
const UNREADABLE: ContactSearch = {
  outcome: 'failed',
  reason: 'refused',
  status: undefined,
  error: undefined,
};

export function newTally(): { attempts: number; maybeStored: boolean } {
  return { attempts: 0, maybeStored: false };
}

function lookupOptions(secret: string, signal: AbortSignal | undefined): SendOptions {
  return { signal, secrets: [secret], mayBeForbidden: true };
}

/** `undefined`: it was answered with yes. */
function toUnsettled(sent: Sent): ContactSearch | undefined {
  if (sent.outcome === 'halted') return sent;
  if (sent.outcome === 'exhausted') {
    return { outcome: 'failed', reason: 'exhausted', status: sent.status, error: sent.error };
  }
  if (sent.outcome === 'needless') return UNREADABLE;
  switch (sent.verdict.decision) {
    case 'accept':
      return undefined;
    case 'halt':
      return { outcome: 'not_permitted' };
    case 'next_identifier':
    case 'dead_letter':
      return { outcome: 'failed', reason: 'refused', status: sent.reply.status, error: sent.verdict.error };
    default:
      return sent.verdict satisfies never;
  }
}
