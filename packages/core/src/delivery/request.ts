import type { DataEvent } from '../data-event';
import type { Workspace } from '../workspace';
import type { HttpRequest } from './http';

/** Source: Intercom REST 2.14, "Submit a data event". */
export const EVENTS_PATH = '/events';

/** The request that submits a data event: `POST /events`. */
export function toRequest(dataEvent: DataEvent, workspace: Workspace): HttpRequest {
  const { url, headers } = toUnsentRequest(workspace);
  return { method: 'POST', url, headers, body: JSON.stringify(dataEvent) };
}

/** Where a data event is submitted and with which headers, for a host that makes the body's text itself. */
export function toUnsentRequest(workspace: Workspace): Pick<HttpRequest, 'url' | 'headers'> {
  return { url: workspace.baseUrl + EVENTS_PATH, headers: jsonHeaders(workspace) };
}

/** The request that tells whose token it is: `GET /me`. */
export function toIdentifyWorkspaceRequest(workspace: Workspace): HttpRequest {
  return { method: 'GET', url: `${workspace.baseUrl}/me`, headers: plainHeaders(workspace) };
}

/** Headers of a request without a body. */
export function plainHeaders({ token, apiVersion }: Workspace): Record<string, string> {
  return { Authorization: `Bearer ${token}`, Accept: 'application/json', 'Intercom-Version': apiVersion };
}

export function jsonHeaders(workspace: Workspace): Record<string, string> {
  const headers = plainHeaders(workspace);
  headers['Content-Type'] = 'application/json';
  return headers;
}
