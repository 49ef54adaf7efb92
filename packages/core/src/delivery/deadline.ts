/**
 * Runs the work under a signal that aborts when the time is over, or as soon as `outer` aborts. The work decides what an
 * abort comes to. `timeoutMs` is finite; 0 or less is over already.
 *
 * The timer is a plain one. On Node 20 the garbage collector takes an `AbortSignal.timeout` to which only
 * `AbortSignal.any` refers, and its time never ends (nodejs/node#57736); making both for each request also takes ten
 * times as long as mapping an event.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const end = () => {
    controller.abort(outer?.aborted === true ? outer.reason : new Error('The time is over.'));
  };
  const timer = setTimeout(end, timeoutMs);
  outer?.addEventListener('abort', end, { once: true });
  if (outer?.aborted === true || timeoutMs <= 0) end();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', end);
  }
}
