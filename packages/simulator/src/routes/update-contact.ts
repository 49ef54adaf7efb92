import { failed, ok, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import { findConflict } from '../contacts/contact-conflict';
import { contactOnWire } from '../contacts/contact-wire';
import { contactExists, leadFromUser, userNotFound } from '../error-list';
import type { Workspace } from '../workspace';
import { readContactFields } from './contact-body';

/** PUT /contacts/{id}: a lead may become a user, a user never a lead. Doc, "Update a contact"; the refusal recorded. */
export function updateContact(request: ApiRequest, workspace: Workspace, id: string): Answer {
  const body = request.body();
  if (!body.ok) return failed(body.error);
  const read = readContactFields(body.value);
  if (!read.ok) return failed(read.error);
  const { contacts, switches } = workspace;
  const record = contacts.findById(id);
  if (record === undefined || record.contact.archived) return failed(userNotFound);
  if (record.contact.role === 'user' && read.value.role === 'lead') return failed(leadFromUser);

  const role = read.value.role ?? record.contact.role;
  const fields = { ...read.value, external_id: role === 'user' ? read.value.external_id : undefined };
  if (role === 'user') {
    const becomesUser = record.contact.role === 'lead';
    const email = becomesUser ? (fields.email ?? record.contact.email) : fields.email;
    const conflict = findConflict({ external_id: fields.external_id, email }, contacts, switches, record);
    if (conflict) return failed(contactExists(conflict.contact.id, conflict.contact.archived));
  }
  const custom_attributes = { ...record.contact.custom_attributes, ...fields.custom_attributes };
  const time = { nowMs: workspace.clock(), searchLagMs: switches.searchLagMs };
  const updated = contacts.update(record, { ...fields, custom_attributes }, time);
  return ok(contactOnWire(updated.contact, workspace.idCode));
}
