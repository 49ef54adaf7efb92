/** What the command's exit code says. */
export const EXIT_CODES = {
  allAccepted: 0,
  /** Finished, with dead letters, or with refusals that no plan has accepted. */
  finishedWithLosses: 1,
  /** Stopped by a safety limit. */
  stoppedBySafety: 2,
  /** Settings, token, input or disk: nothing can be done before somebody mends it. */
  cannotRun: 3,
  /** Interrupted or paused; the same command goes on. */
  interrupted: 4,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];
