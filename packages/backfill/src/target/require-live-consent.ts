import type { WorkspaceIdentity } from '@intercom-destination/core';
import { CannotRun } from '../terminal/cannot-run';
import { isOnThisMachine } from './target';

/** What must be said before anything goes to a live workspace. */
export interface LiveConsent {
  /** `undefined`: not said. */
  readonly plan?: string | undefined;
  readonly confirmLive?: string | undefined;
  readonly names?: unknown;
}

const WORKSPACE = 'workspace is meant, with --confirm-live and its id code, which check shows';

/**
 * Throws, before anything is opened, where something was not said. A target on this machine needs none of it.
 * `confirmation` tells what `--confirm-live` has to say.
 */
export function requireLiveConsent(
  target: string,
  { plan, confirmLive, names }: LiveConsent,
  confirmation = WORKSPACE,
): void {
  if (isOnThisMachine(target)) return;
  const host = new URL(target).host;
  if (plan === undefined) {
    throw new CannotRun(`${host} is live: first make a plan, and give it to the run with --plan.`);
  }
  if (confirmLive === undefined) {
    throw new CannotRun(`${host} is live: say which ${confirmation}.`);
  }
  if (names === undefined) {
    throw new CannotRun(
      `${host} is live: old events may set off live messages, and use up event names. Say --names same, or --names prefix:<text>.`,
    );
  }
}

/** Throws where the token is not of the workspace that was meant. `identity` is `undefined` where the token may not say. */
export function requireConfirmed(identity: WorkspaceIdentity | undefined, confirmed: string): void {
  const idCode = identity?.idCode;
  if (idCode === confirmed) return;
  throw new CannotRun(
    idCode === undefined
      ? 'The token does not say whose it is (GET /me), so a live workspace cannot be confirmed.'
      : `The token is of the workspace ${idCode}, and --confirm-live says ${confirmed}.`,
  );
}
