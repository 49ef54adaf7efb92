import {
  checkWorkspace,
  type DeliveryEnvironment,
  type Region,
  type WorkspaceIdentity,
} from '@intercom-destination/core';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';

/**
 * Whose token it is (`whenUnreachable`: the exit code where nobody answers), or a `CannotRun` that says why nothing may be sent. `undefined`: the token may not ask. Rejects
 * with the signal's reason when that is aborted.
 */
export async function requireWorkspace(
  environment: DeliveryEnvironment,
  name: string,
  region: Region | undefined,
  signal: AbortSignal,
  whenUnreachable: ExitCode = EXIT_CODES.cannotRun,
  onNotPermitted = () => {
    console.error('The token may not ask whose it is (GET /me), so its region is unverified.');
  },
): Promise<WorkspaceIdentity | undefined> {
  const check = await checkWorkspace(environment, region, undefined, signal);
  signal.throwIfAborted();
  switch (check.outcome) {
    case 'known':
      return check.identity;
    case 'not_permitted':
      onNotPermitted();
      return undefined;
    case 'other_region':
      throw new CannotRun(
        `The token belongs to a workspace in ${check.identity.region ?? 'another region'}, not in ${region ?? 'the region chosen'}.`,
      );
    case 'token_refused': {
      const code = check.error.code ?? 'no code given';
      throw new CannotRun(`${name} refuses the access token (${code}).`);
    }
    case 'unreachable': {
      const { status } = check;
      const what = status === undefined ? 'does not answer' : `answers GET /me with status ${status}`;
      throw new CannotRun(`${name} ${what}.`, { exitCode: whenUnreachable });
    }
    default:
      return check satisfies never;
  }
}
