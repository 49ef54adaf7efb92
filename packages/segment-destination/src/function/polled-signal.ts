/** The end of a call's time for a runtime without timers: it is looked at, and never calls. */
export function pollSignal(afterMs: number): AbortSignal {
  const endMs = Date.now() + afterMs;
  const signal = {
    get aborted() {
      return Date.now() >= endMs;
    },
    throwIfAborted() {
      if (signal.aborted) throw new Error('The time is over.');
    },
  };
  // Nothing on a function's way asks for more: each request has node-fetch's own time-out.
  return signal as AbortSignal;
}
