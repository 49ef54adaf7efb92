import type { Identifier } from '../call/identity';
import { canParseUrl } from '../can-parse-url';
import type { UnixSeconds } from '../data-event';
import { asObject, ownValue } from '../json-object';
import { DEFAULT_API_VERSION } from '../limits';
import type { Workspace } from '../workspace';
import { newTally } from './find-contact';
import type { HttpRequest } from './http';
import { parseBody } from './parse-body';
import { plainHeaders } from './request';
import type { Halt, Sender } from './sender';

/** An event as Intercom lists it: the name in Intercom's spelling. */
export interface ListedEvent {
  readonly name: string;
  readonly second: UnixSeconds;
}

export type EventList =
  | {
      readonly outcome: 'found';
      readonly events: readonly ListedEvent[];
      /** The list has every event from this second on that is not older than `EVENTS_LISTED_DAYS`. */
      readonly completeFrom: number;
    }
  | { readonly outcome: 'no_contact' }
  /** The token may not read events. */
  | { readonly outcome: 'not_permitted' }
  /** No answer, or none that could be read. */
  | { readonly outcome: 'failed' }
  | { readonly outcome: 'halted'; readonly halt: Halt };

/** Intercom's own default. More would not fit into the part of a reply that is read, where the events have much metadata. */
const EVENTS_PER_PAGE = 15;
/** Ours: one contact must not take all requests of a rate window. */
const PAGES_MAX = 100;

/** Asks for a contact's events from a second on, the newest first. Rejects only when the signal is aborted. */
export async function listEvents(
  sender: Sender,
  identifier: Identifier,
  from: number,
  signal?: AbortSignal,
): Promise<EventList> {
  const { workspace } = sender.environment;
  const options = { signal, secrets: [identifier.value], mayBeForbidden: true };
  const events: ListedEvent[] = [];
  let request = toListRequest(identifier, workspace);
  for (let pages = 1; ; pages += 1) {
    const sent = await sender.send(request, newTally(), options);
    if (sent.outcome === 'halted') return sent;
    if (sent.outcome !== 'answered') return { outcome: 'failed' };
    if (sent.verdict.decision === 'next_identifier') return { outcome: 'no_contact' };
    if (sent.verdict.decision === 'halt') return { outcome: 'not_permitted' };
    const page = sent.verdict.decision === 'accept' ? parsePage(sent.reply.body) : undefined;
    if (page === undefined) return { outcome: 'failed' };
    events.push(...page.events);
    const oldest = page.events.at(-1)?.second ?? from;
    if (page.next === undefined || oldest < from) return { outcome: 'found', events, completeFrom: from };
    const url = atWorkspace(page.next, workspace);
    // A second may go on behind the page.
    if (pages === PAGES_MAX || url === undefined) {
      return { outcome: 'found', events, completeFrom: oldest + 1 };
    }
    request = { ...request, url };
  }
}

const QUERY_KEYS = { id: 'intercom_user_id', user_id: 'user_id', email: 'email' } as const;

/** Source: Intercom REST 2.14, "List all data events". */
function toListRequest({ by, value }: Identifier, workspace: Workspace): HttpRequest {
  const query = new URLSearchParams({
    type: 'user',
    [QUERY_KEYS[by]]: value,
    per_page: String(EVENTS_PER_PAGE),
  });
  return {
    method: 'GET',
    url: `${workspace.baseUrl}/events?${query.toString()}`,
    headers: plainHeaders({ ...workspace, apiVersion: DEFAULT_API_VERSION }),
  };
}

/** Behind a proxy Intercom still names its own address, and the token goes to the workspace's alone. `undefined`: no address. */
function atWorkspace(page: string, { baseUrl }: Workspace): string | undefined {
  return canParseUrl(page) ? `${baseUrl}/events${new URL(page).search}` : undefined;
}

interface Page {
  readonly events: readonly ListedEvent[];
  /** `undefined`: it is the last one. */
  readonly next: string | undefined;
}

/** `undefined`: it is no such list, or was cut since it is too long. */
function parsePage(body: string): Page | undefined {
  const list = asObject(parseBody(body));
  const entries = ownValue(list, 'events');
  if (!Array.isArray(entries)) return undefined;
  const events = entries.map(toListed);
  if (!events.every((event) => event !== undefined)) return undefined;
  const next = ownValue(asObject(ownValue(list, 'pages')), 'next');
  return { events, next: typeof next === 'string' ? next : undefined };
}

function toListed(entry: unknown): ListedEvent | undefined {
  const object = asObject(entry);
  const name = ownValue(object, 'event_name');
  const second = ownValue(object, 'created_at');
  if (typeof name !== 'string' || typeof second !== 'number') return undefined;
  return { name, second: second as UnixSeconds };
}
