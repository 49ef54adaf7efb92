import type { ApiRequest } from '../api-request';
import { comparedEventName } from '../events/event-name';
import { decodePathPart } from '../http/decode-path-part';
import { isJsonObject } from '../json-value';
import type { FaultMatch } from './fault';

const contactKeys = ['id', 'user_id', 'email', 'external_id', 'intercom_user_id'];

/** Whether a fault is for this request. */
export function matchesRequest({ path, contact, eventName }: FaultMatch, request: ApiRequest): boolean {
  if (path !== undefined && !matchesPath(path, request.path)) return false;
  if (contact !== undefined && !namesContact(contact, request)) return false;
  if (eventName === undefined) return true;
  const sent = bodyField(request, 'event_name');
  return typeof sent === 'string' && comparedEventName(sent) === comparedEventName(eventName);
}

function matchesPath(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

function namesContact(contact: string, request: ApiRequest): boolean {
  return (
    contactKeys.some((key) => {
      const sent = bodyField(request, key);
      return sent === contact || (typeof sent === 'number' && String(sent) === contact);
    }) ||
    request.path.split('/').some((part) => decodePathPart(part) === contact) ||
    contactKeys.some((key) => request.query.get(key) === contact)
  );
}

function bodyField(request: ApiRequest, key: string): unknown {
  const body = request.body();
  return body.ok && isJsonObject(body.value) ? body.value[key] : undefined;
}
