import { failed, ok, type Answer } from '../answer';
import type { ApiRequest } from '../api-request';
import type { StoredContact } from '../contacts/contact';
import { invalidParameter, missingData } from '../error-list';
import { findEventContact } from '../events/event-contact';
import { takeEventPage } from '../events/event-page';
import type { EventIdentifier } from '../events/event-submission';
import { summarise } from '../events/event-summary';
import type { StoredEvent } from '../events/stored-event';
import { EVENTS_PER_PAGE_DEFAULT, EVENTS_PER_PAGE_MAX } from '../limits';
import type { Workspace } from '../workspace';

/** GET /events: the events of one contact, or with `summary=true` their counts. Doc, "List all data events". */
export function listEvents(request: ApiRequest, workspace: Workspace): Answer {
  const { query } = request;
  if (query.get('type') !== 'user') return failed(invalidParameter('type must be user'));
  const identifier = readIdentifier(query);
  if (identifier === undefined) return failed(missingData);
  const nowMs = workspace.clock();
  const found = findEventContact([identifier], workspace, nowMs);
  if (!found.ok) return failed(found.error);
  const { contact } = found.value.record;
  const { events } = workspace;
  const stored = events.ofContact(contact.id);
  const spellingOf = (name: string) => events.spellingOf(name);

  if (query.get('summary') === 'true') {
    return ok({
      type: 'event.summary',
      email: contact.email,
      intercom_user_id: contact.id,
      user_id: contact.external_id,
      events: summarise(stored, events.submittedFor(contact.id), spellingOf),
    });
  }
  const perPage = readPerPage(query);
  const page = takeEventPage(stored, { nowMs, perPage, before: query.get('before') ?? undefined });
  return ok({
    type: 'event.list',
    events: page.events.map((event) => eventOnWire(event, spellingOf(event.event_name), contact)),
    pages: { next: page.next === undefined ? null : nextUrl(request.baseUrl, query, perPage, page.next) },
  });
}

function readIdentifier(query: URLSearchParams): EventIdentifier | undefined {
  const keys = { intercom_user_id: 'id', user_id: 'user_id', email: 'email' } as const;
  for (const [key, by] of Object.entries(keys)) {
    const value = query.get(key);
    if (value) return { by, value };
  }
  return undefined;
}

function readPerPage(query: URLSearchParams): number {
  const asked = Number(query.get('per_page') ?? EVENTS_PER_PAGE_DEFAULT);
  return Number.isInteger(asked) && asked > 0
    ? Math.min(asked, EVENTS_PER_PAGE_MAX)
    : EVENTS_PER_PAGE_DEFAULT;
}

function nextUrl(baseUrl: string, query: URLSearchParams, perPage: number, before: string): string {
  const next = new URLSearchParams(query);
  next.set('per_page', String(perPage));
  next.set('before', before);
  return `${baseUrl}/events?${next.toString()}`;
}

function eventOnWire(event: StoredEvent, spelling: string, contact: StoredContact): object {
  return {
    type: 'event',
    id: event.id,
    event_name: spelling,
    created_at: event.created_at,
    user_id: contact.external_id,
    email: contact.email,
    intercom_user_id: contact.id,
    metadata: event.metadata,
  };
}
