import type { PatientSender, WindowUse } from '@intercom-destination/core';
import type { RunMeter } from '../run-directory/measurements';

const LOOK_EVERY_MS = 1_000;

/** Measures each rate window once it is over. */
export function watchWindow(
  sender: Pick<PatientSender, 'lastWindow'>,
  meter: RunMeter,
): { readonly stop: () => void } {
  let known: WindowUse | undefined;
  const timer = setInterval(() => {
    const { lastWindow } = sender;
    // Each window is an object of its own.
    if (lastWindow === undefined || lastWindow === known) return;
    known = lastWindow;
    meter.windowEnded(lastWindow);
  }, LOOK_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
