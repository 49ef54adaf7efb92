import { withDeadline } from './deadline';
import type { HttpReply, HttpRequest, HttpSend } from './http';

/**
 * Sends one request and rejects when the time is over or `outer` aborts, even if the HTTP function ignores its signal.
 * `timeoutMs` is finite.
 */
export function sendWithin(
  http: HttpSend,
  request: HttpRequest,
  timeoutMs: number,
  outer?: AbortSignal,
): Promise<HttpReply> {
  if (http.within !== undefined && outer === undefined) return http.within(request, timeoutMs);
  return withDeadline(
    timeoutMs,
    outer,
    (signal) =>
      new Promise((resolve, reject) => {
        const giveUp = () => {
          reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        };
        if (signal.aborted) {
          giveUp();
          return;
        }
        signal.addEventListener('abort', giveUp, { once: true });
        http(request, signal).then(resolve, reject);
      }),
  );
}
