/** A signal that aborts with the first of these. `AbortSignal.any` came with Node 20; Segment's catalogue allows 18. */
export function firstToAbort(signals: readonly AbortSignal[]): AbortSignal {
  return 'any' in AbortSignal ? AbortSignal.any([...signals]) : relay(signals);
}

function relay(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    const abort = () => {
      controller.abort(signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true, signal: controller.signal });
  }
  return controller.signal;
}
