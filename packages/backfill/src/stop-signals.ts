import { setMaxListeners } from 'node:events';
import type { StopRequest } from './deliver-calls';

/** Ctrl-C once drains, twice stops. Gives the request and the way to stop listening. */
export function listenForStop(): { stopRequest: StopRequest; stopListening: () => void } {
  const stopRequest: StopRequest = { isDraining: false, abort: new AbortController() };
  // Each lane listens.
  setMaxListeners(0, stopRequest.abort.signal);
  const onSignal = () => {
    if (stopRequest.isDraining) {
      stopRequest.abort.abort(new Error('stopped'));
      return;
    }
    stopRequest.isDraining = true;
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
