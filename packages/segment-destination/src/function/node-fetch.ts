import { headersByName, REPLY_BYTES_MAX, type HttpReply, type HttpSend } from '@intercom-destination/core';
import { TIME_BUDGET_MS } from '../time-budget';

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
    const options = { method, headers, body, redirect: 'manual', timeout, size: REPLY_BYTES_MAX };
    return before(timeout, send(url, options));
  };
}

async function send(url: string, options: object): Promise<HttpReply> {
  const response = await fetch(url, options);
  return { status: response.status, headers: headersByName(response.headers), body: await response.text() };
}

/** Another `fetch` knows no time-out, so where there are timers the answer is raced with one. */
async function before<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  if (typeof setTimeout === 'undefined') return work;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('No answer in time.'));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}
