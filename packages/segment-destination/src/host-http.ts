import { headersByName, type HttpReply, type HttpRequest, type HttpSend } from '@intercom-destination/core';
import type { RequestClient } from '@segment/actions-core';
import { TIME_BUDGET_MS } from './host-call';

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
  const response = await request(url, {
    method,
    headers: { ...headers },
    redirect: 'manual',
    throwHttpErrors: false,
    // A reply of more than some kilobytes is never read to its end where it is cloned.
    skipResponseCloning: true,
    timeout: TIME_BUDGET_MS,
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: headersByName(response.headers), body: response.content };
}

/** What comes after the end is heard by nobody. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(new Error('No answer came in time.'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
