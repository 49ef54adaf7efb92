import { failed, ok, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import { userNotFound } from '../error-list';
import type { Workspace } from '../workspace';

/** POST /contacts/{id}/archive. Doc, "Archive contact". */
export function archiveContact(_request: ApiRequest, workspace: Workspace, id: string): Answer {
  return setArchived(workspace, id, true);
}

/** POST /contacts/{id}/unarchive. Doc, "Unarchive contact". */
export function unarchiveContact(_request: ApiRequest, workspace: Workspace, id: string): Answer {
  return setArchived(workspace, id, false);
}

function setArchived(workspace: Workspace, id: string, archived: boolean): Answer {
  const { contacts, clock, switches } = workspace;
  const record = contacts.findById(id);
  if (record === undefined) return failed(userNotFound);
  contacts.update(record, { archived }, { nowMs: clock(), searchLagMs: switches.searchLagMs });
  return ok({ type: 'contact', id, external_id: record.contact.external_id, archived });
}
