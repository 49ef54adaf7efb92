import { failed, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import { findEventContact, type EventContact } from '../events/event-contact';
import { comparedEventName, storedEventName } from '../events/event-name';
import { readEventSubmission } from '../events/event-submission';
import { checkMetadata, firstKeys } from '../events/metadata-rules';
import { findNameRefusal } from '../events/name-limit';
import type { Workspace } from '../workspace';

const acceptedEvent: Answer = { kind: 'empty', status: 202 };

/** POST /events: the checks in Intercom's order, so that a request with two faults gets the first one's answer. */
export function postEvent(request: ApiRequest, workspace: Workspace): Answer {
  const { switches, events } = workspace;
  const nowMs = workspace.clock();

  const body = request.body();
  if (!body.ok) return failed(body.error);
  const submission = readEventSubmission(body.value, switches, nowMs);
  if (!submission.ok) return failed(submission.error);
  const { eventName, createdAt, identifiers } = submission.value;
  const metadata = checkMetadata(submission.value.metadata, switches);
  if (!metadata.ok) return failed(metadata.error);
  const found = findEventContact(identifiers, workspace, nowMs);
  if (!found.ok) return failed(found.error);

  const name = comparedEventName(eventName);
  const refusal = findNameRefusal(name, workspace);
  if (refusal) return failed(refusal);
  events.store(
    {
      id: workspace.ids.eventId(),
      contact_id: found.value.record.contact.id,
      event_name: name,
      event_name_sent: eventName,
      created_at: createdAt,
      metadata: firstKeys(metadata.value, switches.metadataKeyLimit, request),
    },
    storedEventName(eventName),
    duplicateKey(found.value, name, createdAt, workspace),
  );
  return acceptedEvent;
}

/** What a duplicate is known by, within one workspace; undefined where duplicates are kept. Doc, "Submit a data event". */
function duplicateKey(
  { record: { contact }, identifier }: EventContact,
  name: string,
  createdAt: number,
  { switches }: Workspace,
): string | undefined {
  if (switches.duplicates === 'keep') return undefined;
  if (switches.duplicates === 'users_only' && contact.external_id === null) return undefined;
  const who = switches.duplicateContact === 'as_sent' ? `${identifier.by} ${identifier.value}` : contact.id;
  return `${createdAt} ${name} ${who}`;
}
