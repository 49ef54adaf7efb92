import type { PatientSender } from '@intercom-destination/core';
import type { StopRequest } from '../terminal/stop-signals';

const LOOK_EVERY_MS = 500;

/**
 * Drains the run when the time has come, also while no call ends. While Intercom is away there is nothing to finish,
 * so what waits is left at once, as if stopped twice.
 */
export function watchForPause(
  sender: Pick<PatientSender, 'isInOutage'>,
  { drain, abort }: StopRequest,
  until: Date | undefined,
): { readonly state: () => 'paused' | 'until'; readonly stop: () => void } {
  let isTime = false;
  const look = () => {
    if (!drain.signal.aborted && until !== undefined && Date.now() >= until.getTime()) {
      isTime = true;
      drain.abort(new Error('the time has come'));
    }
    if (drain.signal.aborted && sender.isInOutage) abort.abort(new Error('left while Intercom is away'));
  };
  // At once too: nothing is to be sent where the time has passed already.
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    state: () => (isTime ? 'until' : 'paused'),
    stop: () => {
      clearInterval(timer);
    },
  };
}
