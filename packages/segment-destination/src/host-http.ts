import {
  headersByName,
  REPLY_BYTES_MAX,
  type HttpReply,
  type HttpRequest,
  type HttpSend,
} from '@intercom-destination/core';
import type { RequestClient } from '@segment/actions-core';
import { TIME_BUDGET_MS } from './time-budget';

/**
 * Sends through Segment's request client. It takes no signal of ours, and its own time-out ends when the headers are
 * there, so the answer is raced with the signal.
 */
export function sendByHost(request: RequestClient): HttpSend {
  // One listener a signal, however many requests are under way. A weak map from signals to this kept each call's objects
  // until the next full collection, which was a fifth of `perform`'s time.
  let heard: { readonly signal: AbortSignal; readonly abortion: Promise<never> } | undefined;
  return async (httpRequest, signal) => {
    signal.throwIfAborted();
    if (heard?.signal !== signal) heard = { signal, abortion: abortionOf(signal) };
    return Promise.race([send(request, httpRequest), heard.abortion]);
  };
}

async function send(request: RequestClient, { method, url, headers, body }: HttpRequest): Promise<HttpReply> {
  const options: HostRequestOptions = {
    method,
    headers: { ...headers },
    redirect: 'manual',
    throwHttpErrors: false,
    // A reply of more than some kilobytes is never read to its end where it is cloned.
    skipResponseCloning: true,
    timeout: TIME_BUDGET_MS,
    size: REPLY_BYTES_MAX,
  };
  if (body !== undefined) options.body = body;
  const response = await request(url, options);
  return { status: response.status, headers: headersByName(response.headers), body: response.content };
}

/**
 * `size` is node-fetch's: a reply of more bytes rejects, and is no answer, whatever its status. Intercom's own are
 * short, its yes has no body at all, and an event that is sent again has the same time.
 */
type HostRequestOptions = NonNullable<Parameters<RequestClient>[1]> & { readonly size: number };

/** Rejects when the signal aborts, and with nobody listening that is no error. */
function abortionOf(signal: AbortSignal): Promise<never> {
  const abortion = new Promise<never>((_, reject) => {
    const onAbort = () => {
      reject(new Error('No answer came in time.'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  abortion.catch(() => undefined);
  return abortion;
}
