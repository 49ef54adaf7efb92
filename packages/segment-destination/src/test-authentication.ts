import { checkWorkspace, type WorkspaceCheck } from '@intercom-destination/core';
import type { Failure } from './failure';
import { openEnvironment, type HostCall } from './host-call';
import { toHostError } from './host-error';
import { compileSettings } from './settings/compile-settings';
import { toFailure } from './to-failure';

/** Asks Intercom whose the token is, and looks through the other settings. Throws what is wrong with them. */
export async function testAuthentication(call: HostCall): Promise<void> {
  const failure = await findFault(call);
  if (failure !== undefined) throw toHostError(failure);
}

/** `undefined`: there is none. */
async function findFault(call: HostCall): Promise<Failure | undefined> {
  try {
    compileSettings(call.settings);
    const check = await checkWorkspace(openEnvironment(call), call.settings.region).catch(
      (error: unknown) => {
        if (call.signal.aborted) return UNREACHABLE;
        throw error;
      },
    );
    return judge(check, call);
  } catch (error) {
    return toFailure(error);
  }
}

/** No time was left for another try. */
const UNREACHABLE: WorkspaceCheck = { outcome: 'unreachable', status: undefined };

function judge(check: WorkspaceCheck, { settings }: HostCall): Failure | undefined {
  switch (check.outcome) {
    case 'known':
    // The token may send events all the same; Segment has no place for a warning.
    case 'not_permitted':
      return undefined;
    case 'other_region':
      return unauthorised(
        `The workspace is hosted in ${check.identity.region ?? 'another region'}, and the region chosen is ${settings.region}. Choose the workspace's own region.`,
      );
    case 'token_refused':
      return unauthorised(
        `Intercom refuses the access token in the region ${settings.region}. Check the token, and choose the region in which the workspace is hosted: ${others(settings.region)} would be the others.`,
      );
    case 'unreachable':
      return {
        kind: 'retryable',
        status: 503,
        message:
          check.status === undefined
            ? 'Intercom could not be reached. Try again in a moment.'
            : `Intercom answered ${check.status}. Try again in a moment.`,
      };
    default:
      return check satisfies never;
  }
}

function unauthorised(message: string): Failure {
  return { kind: 'unauthorised', message };
}

function others(region: string): string {
  return ['US', 'EU', 'AU'].filter((other) => other !== region).join(' and ');
}
