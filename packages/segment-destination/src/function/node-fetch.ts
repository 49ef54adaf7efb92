import { headersByName, REPLY_BYTES_MAX, type HttpSend } from '@intercom-destination/core';
import { TIME_BUDGET_MS } from '../deadline';

/** The global `fetch` of Segment's runtime is node-fetch 2, which bounds time and size by itself, the body included. */
declare const fetch: (url: string, options: object) => Promise<NodeFetchResponse>;

interface NodeFetchResponse {
  readonly status: number;
  readonly headers: { forEach(visit: (value: string, name: string) => void): void };
  text(): Promise<string>;
}

/** Sends by node-fetch, each request within what is left of the time for all of them together. */
export function sendByNodeFetch(): HttpSend {
  const endMs = Date.now() + TIME_BUDGET_MS;
  return async ({ method, url, headers, body }, signal) => {
    signal.throwIfAborted();
    // 0 would be no time-out at all.
    const timeout = Math.max(1, endMs - Date.now());
    const bounds = { timeout, size: REPLY_BYTES_MAX };
    const response = await fetch(url, { method, headers, body, redirect: 'manual', ...bounds });
    return { status: response.status, headers: headersByName(response.headers), body: await response.text() };
  };
}
