/**
 * A signal that is looked at, and never calls: for a runtime without timers, and where a real one would cost more than all of the
 * mapping. Nothing on the way of a call asks for more, since each request has an end of its own.
 */
export function pollSignal(isOver: () => boolean): AbortSignal {
  const signal = {
    get aborted() {
      return isOver();
    },
    throwIfAborted() {
      if (isOver()) throw new Error('The time is over.');
    },
  };
  return signal as AbortSignal;
}
