import { SettingsError } from '@intercom-destination/core';
import type { Failure } from './failure';

/** What was thrown, as a failure. The message of what nobody foresaw may quote the call, so it is not shown. */
export function toFailure(error: unknown, signal?: AbortSignal): Failure {
  if (error instanceof SettingsError) {
    return { kind: 'refused', status: 400, code: 'INVALID_SETTINGS', message: error.message };
  }
  if (signal?.aborted === true) return NOT_IN_TIME;
  const name = error instanceof Error ? error.name : typeof error;
  return { kind: 'retryable', status: 500, message: `Sending failed unexpectedly (${name}).` };
}

const NOT_IN_TIME: Failure = {
  kind: 'retryable',
  status: 504,
  message: 'There was no time left to ask Intercom, so nothing was stored in this try.',
};
