import type { SimulatorSwitches } from '../switches';
import type { ContactFields, ContactRecord } from './contact';
import type { ContactStore } from './contact-store';

/** The user that stands in the way of a user with these details; undefined if there is none. Leads never do. */
export function findConflict(
  { external_id, email }: ContactFields,
  contacts: ContactStore,
  switches: SimulatorSwitches,
  except?: ContactRecord,
): ContactRecord | undefined {
  if (external_id !== undefined && external_id !== null) {
    const holder = contacts.findUserByExternalId(external_id);
    if (holder !== undefined && holder !== except) return holder;
    if (switches.userEmail === 'unique_without_external_id') return undefined;
  }
  if (email === undefined || email === null) return undefined;
  return contacts.findByEmail(email).find((other) => other !== except && other.contact.role === 'user');
}
