import { failed, ok, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import { contactOnWire } from '../contacts/contact-wire';
import { invalidParameter, missingData, userNotFound } from '../error-list';
import { isJsonObject, readText } from '../json-value';
import type { Workspace } from '../workspace';

/** POST /contacts/merge: a lead into a user, with its events (assumed). Doc, "Merge a lead and a user". */
export function mergeContacts(request: ApiRequest, workspace: Workspace): Answer {
  const body = request.body();
  if (!body.ok) return failed(body.error);
  const { from, into } = isJsonObject(body.value) ? body.value : {};
  const fromId = readText(from);
  const intoId = readText(into);
  if (fromId === undefined || intoId === undefined) return failed(missingData);
  const { contacts, events } = workspace;
  const lead = contacts.findById(fromId);
  const user = contacts.findById(intoId);
  if (!lead || !user || lead.contact.archived || user.contact.archived) return failed(userNotFound);
  // That only a lead goes into a user is documented; the words are assumed.
  if (lead.contact.role !== 'lead' || user.contact.role !== 'user') {
    return failed(invalidParameter('from must be a lead and into a user'));
  }
  contacts.merge(lead, user);
  events.moveContact(fromId, intoId);
  return ok(contactOnWire(user.contact, workspace.idCode));
}
