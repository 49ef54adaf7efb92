import type { Identifier } from '../call/identity';
import { findByExternalId, findById, searchByEmail, type ContactSearch } from './find-contact';
import type { Sender } from './sender';

/** Looks whether the workspace has the contact, without changing anything: one request. */
export function lookUpContact(
  sender: Sender,
  { by, value }: Identifier,
  signal: AbortSignal | undefined,
): Promise<ContactSearch> {
  switch (by) {
    case 'id':
      return findById(sender, value, signal);
    case 'user_id':
      return findByExternalId(sender, value, signal);
    case 'email':
      return searchByEmail(sender, value, signal);
    default:
      return by satisfies never;
  }
}
