import { failed, ok, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import type { ContactRecord } from '../contacts/contact';
import { missingData, userNotFound } from '../error-list';
import { isJsonObject, readText } from '../json-value';
import type { Workspace } from '../workspace';

/** DELETE /contacts/{id}: at once, without Intercom's days of grace. Doc, "Delete a contact". */
export function deleteContact(_request: ApiRequest, workspace: Workspace, id: string): Answer {
  const record = workspace.contacts.findById(id);
  if (record === undefined) return failed(userNotFound);
  forget(record, workspace);
  return ok({ type: 'contact', id, external_id: record.contact.external_id, deleted: true });
}

/** POST /user_delete_requests: a contact and its events, for good. The answer's `id` is the request's. Doc, "Permanently delete". */
export function requestUserDeletion(request: ApiRequest, workspace: Workspace): Answer {
  const body = request.body();
  if (!body.ok) return failed(body.error);
  const id = isJsonObject(body.value) ? readText(body.value['intercom_user_id']) : undefined;
  if (id === undefined) return failed(missingData);
  const record = workspace.contacts.findById(id);
  if (record === undefined) return failed(userNotFound);
  forget(record, workspace);
  return ok({ id: record.serial });
}

function forget(record: ContactRecord, { contacts, events }: Workspace): void {
  contacts.remove(record);
  events.removeContact(record.contact.id);
}
