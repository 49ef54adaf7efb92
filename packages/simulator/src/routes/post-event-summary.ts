import { failed, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import { findEventContact } from '../events/event-contact';
import { comparedEventName, storedEventName } from '../events/event-name';
import { findNameRefusal } from '../events/name-limit';
import { readSummarySubmission } from '../events/submitted-summary';
import type { Workspace } from '../workspace';

/** POST /events/summaries. Doc, "Create event summaries"; that the body of the 200 is empty is assumed. */
export function postEventSummary(request: ApiRequest, workspace: Workspace): Answer {
  const body = request.body();
  if (!body.ok) return failed(body.error);
  const submission = readSummarySubmission(body.value);
  if (!submission.ok) return failed(submission.error);
  const { userId, eventName, summary } = submission.value;
  const found = findEventContact([{ by: 'user_id', value: userId }], workspace, workspace.clock());
  if (!found.ok) return failed(found.error);
  const name = comparedEventName(eventName);
  const refusal = findNameRefusal(name, workspace);
  if (refusal) return failed(refusal);
  const { events, switches } = workspace;
  const named = { name, spelling: storedEventName(eventName) };
  events.submitSummary(found.value.record.contact.id, named, summary, switches.eventSummaries);
  return { kind: 'empty', status: 200 };
}
