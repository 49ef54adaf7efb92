import { failed, ok, type Answer } from '../answer';
import { type ApiRequest } from '../api-request';
import { contactOnWire } from '../contacts/contact-wire';
import { readPageRequest, takePage } from '../contacts/search-page';
import { findContacts, readSearchQuery } from '../contacts/search-query';
import { invalidParameter, invalidStartingAfter } from '../error-list';
import { isJsonObject } from '../json-value';
import { type Workspace } from '../workspace';

/** POST /contacts/search: neither archived contacts nor those too new for the index. Doc, "Search contacts". */
export function searchContacts(request: ApiRequest, workspace: Workspace): Answer {
  const body = request.body();
  if (!body.ok) return failed(body.error);
  const { query: sentQuery, pagination } = isJsonObject(body.value) ? body.value : {};
  const query = readSearchQuery(sentQuery);
  if (typeof query === 'string') return failed(invalidParameter(query));
  const pageRequest = readPageRequest(pagination);
  if (pageRequest === undefined) return failed(invalidStartingAfter);

  const nowMs = workspace.clock();
  const found = [...findContacts(query, workspace.contacts)].filter(
    ({ contact, searchableFromMs }) => !contact.archived && searchableFromMs <= nowMs,
  );
  const { records, next } = takePage(found, pageRequest);
  return ok({
    type: 'list',
    data: records.map(({ contact }) => contactOnWire(contact, workspace.idCode)),
    total_count: found.length,
    pages: {
      type: 'pages',
      ...(next && { next }),
      page: pageRequest.page,
      per_page: pageRequest.perPage,
      total_pages: Math.ceil(found.length / pageRequest.perPage),
    },
  });
}
