import {
  headersByName,
  REPLY_BYTES_MAX,
  type HttpReply,
  type HttpRequest,
  type HttpSend,
} from '@intercom-destination/core';
import type { RequestClient } from '@segment/actions-core';
import { TIME_BUDGET_MS } from './time-budget';
import type { CallEnd } from './within-time';

/**
 * Sends through Segment's request client. It takes no signal of ours, and its own time-out ends when the headers are
 * there, so the answer is raced with the end of the call.
 */
export function sendByHost(request: RequestClient, { signal, over }: CallEnd): HttpSend {
  return async (httpRequest) => {
    signal.throwIfAborted();
    return Promise.race([send(request, httpRequest), over]);
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
