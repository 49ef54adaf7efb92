import { DEFAULT_API_VERSION } from '../limits';
import type { Workspace } from '../workspace';
import type { HttpRequest } from './http';
import { jsonHeaders, plainHeaders } from './request';

/** A contact as it is made. A lead takes no external id. */
export type NewContact =
  | { readonly role: 'user'; readonly external_id?: string; readonly email?: string }
  | { readonly role: 'lead'; readonly email: string };

/** Source: Intercom REST 2.14, "Search contacts". Its index may lag minutes behind. */
export function toSearchByEmailRequest(email: string, workspace: Workspace): HttpRequest {
  const query = { field: 'email', operator: '=', value: email };
  // Two are as good as more: the email is ambiguous then.
  return post('/contacts/search', { query, pagination: { per_page: 2 } }, workspace);
}

/** Source: Intercom REST 2.14, "Create contact". */
export function toCreateContactRequest(contact: NewContact, workspace: Workspace): HttpRequest {
  return post('/contacts', contact, workspace);
}

/** Source: Intercom REST 2.14, "Get a contact". */
export function toGetContactRequest(id: string, workspace: Workspace): HttpRequest {
  return get(`/contacts/${encodeURIComponent(id)}`, workspace);
}

/** Source: Intercom REST 2.14, "Get a contact by External ID": users only, without the lag of a search. */
export function toFindByExternalIdRequest(externalId: string, workspace: Workspace): HttpRequest {
  return get(`/contacts/find_by_external_id/${encodeURIComponent(externalId)}`, workspace);
}

/** Source: Intercom REST 2.14, "Create a permanent user delete request". `id` is Intercom's own. */
export function toDeleteUserRequest(id: string, workspace: Workspace): HttpRequest {
  return post('/user_delete_requests', { intercom_user_id: id }, workspace);
}

/** Contact calls are written for one version; the workspace's own concerns events only. */
function forContacts(workspace: Workspace): Workspace {
  return { ...workspace, apiVersion: DEFAULT_API_VERSION };
}

function get(path: string, workspace: Workspace): HttpRequest {
  return { method: 'GET', url: workspace.baseUrl + path, headers: plainHeaders(forContacts(workspace)) };
}

function post(path: string, body: object, workspace: Workspace): HttpRequest {
  const headers = jsonHeaders(forContacts(workspace));
  return { method: 'POST', url: workspace.baseUrl + path, headers, body: JSON.stringify(body) };
}
