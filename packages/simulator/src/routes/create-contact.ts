import { failed, ok, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import { findConflict } from '../contacts/contact-conflict';
import { contactOnWire } from '../contacts/contact-wire';
import { contactExists, invalidParameter } from '../error-list';
import type { Workspace } from '../workspace';
import { readContactFields } from './contact-body';

/** POST /contacts: a user unless a lead is asked for. Doc, "Create contact"; conflicts recorded. */
export function createContact(request: ApiRequest, workspace: Workspace): Answer {
  const body = request.body();
  if (!body.ok) return failed(body.error);
  const read = readContactFields(body.value);
  if (!read.ok) return failed(read.error);
  const { role = 'user', email = null, name = null, phone = null, custom_attributes = {} } = read.value;
  const external_id = role === 'user' ? (read.value.external_id ?? null) : null;

  const { contacts, switches } = workspace;
  if (role === 'user') {
    // That one of the two is needed is documented; the words are assumed.
    if (external_id === null && email === null)
      return failed(invalidParameter('email or external_id is required'));
    const conflict = findConflict({ external_id, email }, contacts, switches);
    if (conflict) return failed(contactExists(conflict.contact.id, conflict.contact.archived));
  }
  const nowMs = workspace.clock();
  const now = Math.floor(nowMs / 1000);
  const { contact } = contacts.add({
    contact: {
      id: workspace.ids.contactId(),
      role,
      external_id,
      email,
      name,
      phone,
      custom_attributes,
      created_at: now,
      updated_at: now,
      archived: false,
    },
    seenByEventsFromMs: nowMs + switches.newContactUnseenMs,
    searchableFromMs: nowMs + switches.searchLagMs,
  });
  return ok(contactOnWire(contact, workspace.idCode));
}
