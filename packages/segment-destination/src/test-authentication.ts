import { checkWorkspace, REGIONS, type WorkspaceCheck } from '@intercom-destination/core';
import { toRetryableStatus, type Failure, type RetryableStatus } from './failure';
import type { Settings } from './generated-types';
import { openEnvironment, type HostCall } from './host-call';
import { toHostError } from './host-error';
import { readBaseUrl } from './settings/base-url';
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
    compileSettings(call.settings, {});
    const region = REGIONS.find((one) => one === call.settings.region);
    // One attempt: the person at the form can try again. The request ends when the call's time is over.
    return judge(await checkWorkspace(openEnvironment(call), region, 1), call);
  } catch (error) {
    return toFailure(error);
  }
}

function judge(check: WorkspaceCheck, { settings }: HostCall): Failure | undefined {
  switch (check.outcome) {
    // A token that may not ask may send events all the same; Segment has no place for a warning.
    case 'known':
    case 'not_permitted':
      return undefined;
    case 'other_region':
      return unauthorised(
        `The workspace is hosted in ${wordOf(check.identity.region)}, and the region chosen is ${settings.region}. Choose the workspace's own region.`,
      );
    case 'token_refused':
      return unauthorised(
        `Intercom refuses the access token in the region ${settings.region}. Check the token, and choose the region in which the workspace is hosted: ${others(settings.region)} would be the others.`,
      );
    case 'unreachable':
      return judgeUnreachable(check.status, settings);
    default:
      return check satisfies never;
  }
}

function judgeUnreachable(status: number | undefined, settings: Settings): Failure {
  if (status === undefined) return retryable(503, 'Intercom could not be reached. Try again in a moment.');
  if (status === 429) {
    return retryable(429, 'The rate limit of the Intercom workspace is used up. Try again in a moment.');
  }
  if (status === 408 || status >= 500) {
    return retryable(toRetryableStatus(status), `Intercom answered ${status}. Try again in a moment.`);
  }
  const advice =
    readBaseUrl(settings) === undefined
      ? ''
      : ' Check the base URL, or leave it empty and choose the region.';
  return {
    kind: 'refused',
    status: 400,
    code: 'NOT_INTERCOM',
    message: `What answers, with status ${status}, is not Intercom's API.${advice}`,
  };
}

/** The reply's word for a region, if it can be one: what answers may be anything. */
function wordOf(region: string | undefined): string {
  return region !== undefined && /^[\w -]{1,30}$/.test(region) ? region : 'another region';
}

function retryable(status: RetryableStatus, message: string): Failure {
  return { kind: 'retryable', status, message };
}

function unauthorised(message: string): Failure {
  return { kind: 'unauthorised', message };
}

function others(region: string): string {
  return ['US', 'EU', 'AU'].filter((other) => other !== region).join(' and ');
}
