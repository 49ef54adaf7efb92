import { failed, ok, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import { contactListOnWire } from '../contacts/contact-list';
import { readPageRequest } from '../contacts/contact-page';
import { invalidStartingAfter } from '../error-list';
import type { Workspace } from '../workspace';

/** GET /contacts: all but the archived ones (assumed), page by page. Doc, "List all contacts". */
export function listContacts({ query }: ApiRequest, workspace: Workspace): Answer {
  const pageRequest = readPageRequest({
    per_page: Number(query.get('per_page')),
    starting_after: query.get('starting_after'),
  });
  if (pageRequest === undefined) return failed(invalidStartingAfter);
  const listed = [...workspace.contacts.all()].filter(({ contact }) => !contact.archived);
  return ok(contactListOnWire(listed, pageRequest, workspace.idCode));
}
