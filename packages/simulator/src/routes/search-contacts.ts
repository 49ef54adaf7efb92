import { failed, ok, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import { contactListOnWire } from '../contacts/contact-list';
import { readPageRequest } from '../contacts/contact-page';
import { findContacts } from '../contacts/find-contacts';
import { readSearchQuery } from '../contacts/search-query';
import { invalidParameter, invalidStartingAfter } from '../error-list';
import { isJsonObject } from '../json-value';
import type { Workspace } from '../workspace';

/** POST /contacts/search: neither archived contacts nor those too new for the index. Doc, "Search contacts". */
export function searchContacts(request: ApiRequest, workspace: Workspace): Answer {
  const body = request.body();
  if (!body.ok) return failed(body.error);
  const { query: sentQuery, pagination } = isJsonObject(body.value) ? body.value : {};
  const query = readSearchQuery(sentQuery);
  if (typeof query === 'string') return failed(invalidParameter(query));
  const pageRequest = readPageRequest(pagination);
  if (pageRequest === undefined) return failed(invalidStartingAfter);
  const found = findContacts(query, workspace.contacts, workspace.clock());
  return ok(contactListOnWire(found, pageRequest, workspace.idCode));
}
