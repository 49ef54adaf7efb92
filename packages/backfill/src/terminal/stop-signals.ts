import { setMaxListeners } from 'node:events';

/** How the person at the terminal stops a run. */
export interface StopRequest {
  /** Aborted: no further call is begun; what is under way is finished. */
  readonly drain: AbortController;
  /** Aborted: nothing more is sent, and what is under way is left. */
  readonly abort: AbortController;
}

/** Ctrl-C once drains, twice stops. Gives the request and the way to stop listening. */
export function listenForStop(): { stopRequest: StopRequest; stopListening: () => void } {
  const stopRequest: StopRequest = { drain: new AbortController(), abort: new AbortController() };
  // Each lane listens.
  setMaxListeners(0, stopRequest.abort.signal);
  const onSignal = () => {
    if (stopRequest.drain.signal.aborted) {
      stopRequest.abort.abort(new Error('stopped'));
      return;
    }
    stopRequest.drain.abort(new Error('draining'));
    console.error('Finishing what is under way; press Ctrl-C again to stop at once.');
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    stopRequest,
    stopListening: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
