import type { DataEvent } from '../data-event';
import type { Workspace } from '../workspace';
import type { HttpRequest } from './http';

/** The request that submits a data event: `POST /events`. Source: Intercom REST 2.14, "Submit a data event". */
export function toRequest(dataEvent: DataEvent, workspace: Workspace): HttpRequest {
  return {
    method: 'POST',
    url: `${workspace.baseUrl}/events`,
    headers: jsonHeaders(workspace),
    body: JSON.stringify(dataEvent),
  };
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
  return { ...plainHeaders(workspace), 'Content-Type': 'application/json' };
}
