import type { HttpReply, HttpRequest, HttpSend } from './http';

/** Rejects after the time, also where the function handed in does not heed its signal. */
export async function withTimeout(
  http: HttpSend,
  request: HttpRequest,
  timeoutMs: number,
): Promise<HttpReply> {
  const timeout = AbortSignal.timeout(timeoutMs);
  let onTimeout: () => void = () => undefined;
  const expired = new Promise<never>((_, reject) => {
    onTimeout = () => {
      reject(new Error('No answer in time.'));
    };
    timeout.addEventListener('abort', onTimeout, { once: true });
  });
  try {
    return await Promise.race([http(request, timeout), expired]);
  } finally {
    timeout.removeEventListener('abort', onTimeout);
  }
}
