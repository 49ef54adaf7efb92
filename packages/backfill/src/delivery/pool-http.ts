import type { HttpReply, HttpRequest, HttpSend } from '@intercom-destination/core';
import { Pool } from 'undici';
import { ReplyCollector } from './reply-collector';

/** An HTTP function that keeps a time limit by itself. */
export type TimedHttpSend = HttpSend & Required<Pick<HttpSend, 'within'>>;

/** An HTTP function over a pool of kept connections to one origin, and the way to close them. */
export function createPoolHttp(
  baseUrl: string,
  connections: number,
): { http: TimedHttpSend; close: () => Promise<void> } {
  const { origin } = new URL(baseUrl);
  const pool = new Pool(origin, { connections, pipelining: 1 });

  function begin({ method, url, headers, body }: HttpRequest): ReplyCollector {
    const path = url.startsWith(`${origin}/`) ? url.slice(origin.length) : pathOf(url);
    const collector = new ReplyCollector();
    pool.dispatch({ method, path, headers, body: body ?? null }, collector);
    return collector;
  }

  async function send(request: HttpRequest, signal: AbortSignal): Promise<HttpReply> {
    signal.throwIfAborted();
    const collector = begin(request);
    const onAbort = () => {
      collector.giveUp(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await collector.reply;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async function within(request: HttpRequest, timeoutMs: number): Promise<HttpReply> {
    const collector = begin(request);
    const timer = setTimeout(() => {
      collector.giveUp(new Error('No answer in time.'));
    }, timeoutMs);
    try {
      return await collector.reply;
    } finally {
      clearTimeout(timer);
    }
  }

  return { http: Object.assign(send, { within }), close: () => pool.destroy() };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
