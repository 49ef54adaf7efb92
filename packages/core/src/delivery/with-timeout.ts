import type { HttpReply, HttpRequest, HttpSend } from './http';

/** Rejects after the time, also where the function handed in does not heed its signal. */
export function withTimeout(http: HttpSend, request: HttpRequest, timeoutMs: number): Promise<HttpReply> {
  if (http.within !== undefined) return http.within(request, timeoutMs);
  // `AbortSignal.timeout` costs more: each has a weak reference for the garbage collector.
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const fault = new Error('No answer in time.');
      reject(fault);
      controller.abort(fault);
    }, timeoutMs);
    const onReply = (reply: HttpReply) => {
      clearTimeout(timer);
      resolve(reply);
    };
    const onFault = (fault: unknown) => {
      clearTimeout(timer);
      reject(fault instanceof Error ? fault : new Error('No answer came.', { cause: fault }));
    };
    try {
      http(request, controller.signal).then(onReply, onFault);
    } catch (error) {
      onFault(error);
    }
  });
}
