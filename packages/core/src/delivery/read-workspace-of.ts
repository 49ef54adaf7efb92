import { createWorkspace, type Workspace } from '../workspace';
import type { HttpRequest } from './http';
import { EVENTS_PATH } from './request';

/** The workspace that a request goes to; `undefined`: it is not one that submits a data event. */
export function readWorkspaceOf({
  url,
  headers,
}: Pick<HttpRequest, 'url' | 'headers'>): Workspace | undefined {
  const token = /^Bearer (.+)$/i.exec(headerOf(headers, 'authorization') ?? '')?.[1];
  if (token === undefined || !url.endsWith(EVENTS_PATH)) return undefined;
  const apiVersion = headerOf(headers, 'intercom-version');
  try {
    return createWorkspace({
      token,
      at: { baseUrl: url.slice(0, -EVENTS_PATH.length) },
      apiVersion,
    });
  } catch {
    return undefined;
  }
}

function headerOf(headers: HttpRequest['headers'], name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}
