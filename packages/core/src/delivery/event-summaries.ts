import type { Identifier } from '../call/identity';
import type { UnixSeconds } from '../data-event';
import { asObject, ownValue } from '../json-object';
import { DEFAULT_API_VERSION } from '../limits';
import type { Workspace } from '../workspace';
import { newTally } from './find-contact';
import type { HttpRequest } from './http';
import { parseBody } from './parse-body';
import { plainHeaders } from './request';
import type { Halt, Sender } from './sender';

/** How often a contact has an event, and when first and last, the old events included that Intercom does not list. */
export interface EventSummary {
  readonly name: string;
  readonly count: number;
  readonly first: UnixSeconds;
  readonly last: UnixSeconds;
}

export type EventSummaries =
  | { readonly outcome: 'found'; readonly summaries: readonly EventSummary[] }
  | { readonly outcome: 'no_contact' }
  /** The token may not read events. */
  | { readonly outcome: 'not_permitted' }
  /** No answer, or none that could be read. */
  | { readonly outcome: 'failed' }
  | { readonly outcome: 'halted'; readonly halt: Halt };

/** Asks for what Intercom has counted of a contact's events. Rejects only when the signal is aborted. */
export async function readEventSummaries(
  sender: Sender,
  identifier: Identifier,
  signal?: AbortSignal,
): Promise<EventSummaries> {
  const request = toEventSummariesRequest(identifier, sender.environment.workspace);
  const options = { signal, secrets: [identifier.value], mayBeForbidden: true };
  const sent = await sender.send(request, newTally(), options);
  if (sent.outcome === 'halted') return sent;
  if (sent.outcome !== 'answered') return { outcome: 'failed' };
  switch (sent.verdict.decision) {
    case 'accept': {
      const summaries = parseSummaries(sent.reply.body);
      return summaries === undefined ? { outcome: 'failed' } : { outcome: 'found', summaries };
    }
    case 'next_identifier':
      return { outcome: 'no_contact' };
    case 'halt':
      return { outcome: 'not_permitted' };
    case 'dead_letter':
      return { outcome: 'failed' };
    default:
      return sent.verdict satisfies never;
  }
}

const QUERY_KEYS = { id: 'intercom_user_id', user_id: 'user_id', email: 'email' } as const;

/** Source: Intercom REST 2.14, "List all data events", with `summary`. */
function toEventSummariesRequest({ by, value }: Identifier, workspace: Workspace): HttpRequest {
  const query = new URLSearchParams({ type: 'user', [QUERY_KEYS[by]]: value, summary: 'true' });
  return {
    method: 'GET',
    url: `${workspace.baseUrl}/events?${query.toString()}`,
    headers: plainHeaders({ ...workspace, apiVersion: DEFAULT_API_VERSION }),
  };
}

/** `undefined`: it is no such list, or was cut since it is too long. */
function parseSummaries(body: string): readonly EventSummary[] | undefined {
  const events = ownValue(asObject(parseBody(body)), 'events');
  if (!Array.isArray(events)) return undefined;
  const summaries = events.map(toSummary);
  return summaries.every((summary) => summary !== undefined) ? summaries : undefined;
}

function toSummary(entry: unknown): EventSummary | undefined {
  const object = asObject(entry);
  const name = ownValue(object, 'name');
  const count = ownValue(object, 'count');
  const first = toSeconds(ownValue(object, 'first'));
  const last = toSeconds(ownValue(object, 'last'));
  if (typeof name !== 'string' || typeof count !== 'number') return undefined;
  return first === undefined || last === undefined ? undefined : { name, count, first, last };
}

function toSeconds(time: unknown): UnixSeconds | undefined {
  const ms = typeof time === 'string' ? Date.parse(time) : NaN;
  return Number.isNaN(ms) ? undefined : (Math.floor(ms / 1000) as UnixSeconds);
}
