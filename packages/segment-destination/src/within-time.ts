import { pollSignal } from './polled-signal';
import { TIME_BUDGET_MS } from './time-budget';

/** The end of the time that a call of ours has. */
export interface CallEnd {
  readonly signal: AbortSignal;
  /** Rejects at the end. With nobody listening that is no error. */
  readonly over: Promise<never>;
}

/** Runs the work within the time that Segment waits for, or until its own signal aborts. The work decides what an end comes to. */
export async function withinTime<T>(
  hostSignal: AbortSignal | undefined,
  work: (end: CallEnd) => Promise<T>,
): Promise<T> {
  let isOver = hostSignal?.aborted === true;
  let tell: () => void = () => undefined;
  const over = new Promise<never>((_, reject) => {
    tell = () => {
      isOver = true;
      reject(new Error('No answer came in time.'));
    };
  });
  over.catch(() => undefined);
  const timer = setTimeout(tell, TIME_BUDGET_MS);
  hostSignal?.addEventListener('abort', tell, { once: true });
  try {
    return await work({ signal: pollSignal(() => isOver), over });
  } finally {
    clearTimeout(timer);
    hostSignal?.removeEventListener('abort', tell);
  }
}
