import {
  headersByName,
  REPLY_BYTES_MAX,
  type HttpReply,
  type HttpRequest,
  type HttpSend,
} from '@intercom-destination/core';
import type { RequestClient } from '@segment/actions-core';
import { TIME_BUDGET_MS } from './deadline';

/**
 * Sends through Segment's request client. It takes no signal of ours, and its own time-out ends when the headers are
 * there, so the answer is raced with the signal.
 */
export function sendByHost(request: RequestClient): HttpSend {
  return async (httpRequest, signal) => {
    signal.throwIfAborted();
    return untilAborted(send(request, httpRequest), signal);
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
    ...(body === undefined ? {} : { body }),
  };
  const response = await request(url, options);
  return { status: response.status, headers: headersByName(response.headers), body: response.content };
}

/**
 * `size` is node-fetch's: a reply of more bytes rejects, and is no answer, whatever its status. Intercom's own are
 * short, its yes has no body at all, and an event that is sent again has the same time.
 */
type HostRequestOptions = NonNullable<Parameters<RequestClient>[1]> & { readonly size: number };

/** What comes after the end is heard by nobody. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([work, abortionOf(signal)]);
}

/** One listener a signal, however many requests are under way. */
function abortionOf(signal: AbortSignal): Promise<never> {
  const known = abortions.get(signal);
  if (known !== undefined) return known;
  const abortion = new Promise<never>((_, reject) => {
    const onAbort = () => {
      reject(new Error('No answer came in time.'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  abortion.catch(() => undefined);
  abortions.set(signal, abortion);
  return abortion;
}

const abortions = new WeakMap<AbortSignal, Promise<never>>();
