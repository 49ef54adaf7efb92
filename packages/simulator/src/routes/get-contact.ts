import { failed, ok, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import type { ContactRecord } from '../contacts/contact';
import { contactOnWire } from '../contacts/contact-wire';
import { contactMerged, userNotFound } from '../error-list';
import { CONTACT_MERGED_SINCE } from '../limits';
import type { Workspace } from '../workspace';

/** GET /contacts/{id}. Doc, "Get a contact"; that an archived one is not found is assumed. */
export function getContact(request: ApiRequest, workspace: Workspace, id: string): Answer {
  const canonicalId = workspace.contacts.mergedInto(id);
  if (canonicalId !== undefined && namesMergedContacts(request.version)) {
    return failed(contactMerged, { Link: `<${request.baseUrl}/contacts/${canonicalId}>; rel="canonical"` });
  }
  return show(workspace.contacts.findById(id), workspace);
}

/** GET /contacts/find_by_external_id/{external_id}: users only. Doc, "Get a contact by External ID". */
export function getContactByExternalId(
  _request: ApiRequest,
  workspace: Workspace,
  externalId: string,
): Answer {
  return show(workspace.contacts.findUserByExternalId(externalId), workspace);
}

function show(record: ContactRecord | undefined, workspace: Workspace): Answer {
  if (record === undefined || record.contact.archived) return failed(userNotFound);
  return ok(contactOnWire(record.contact, workspace.idCode));
}

function namesMergedContacts(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const since = CONTACT_MERGED_SINCE;
  return major > since.major || (major === since.major && minor >= since.minor);
}
