import {
  firstToAbort,
  systemClock,
  type DeliveryEnvironment,
  type HttpSend,
} from '@intercom-destination/core';
import type { Settings } from './generated-types';
import { readWorkspace } from './settings/read-workspace';

/** What one call of ours by Segment has: a way to send, the settings and, sometimes, a signal. */
export interface HostCall {
  readonly http: HttpSend;
  readonly settings: Settings;
  readonly signal?: AbortSignal | undefined;
}

/** Segment waits four to five seconds for a call. Source: a Segment engineer, 2022; what is left is for the answer. */
export const TIME_BUDGET_MS = 3_500;

/** What core's delivery needs, and the signal that ends it in time. Throws `SettingsError` on a bad setting. */
export function openEnvironment({ http, settings, signal }: HostCall): {
  readonly environment: DeliveryEnvironment;
  readonly signal: AbortSignal;
} {
  const outOfTime = AbortSignal.timeout(TIME_BUDGET_MS);
  const ended = signal === undefined ? outOfTime : firstToAbort([outOfTime, signal]);
  return {
    environment: {
      workspace: readWorkspace(settings),
      http: (httpRequest, requestSignal) => http(httpRequest, firstToAbort([ended, requestSignal])),
      clock: { now: () => systemClock.now(), wait: (ms) => systemClock.wait(ms, ended) },
      random: Math.random,
    },
    signal: ended,
  };
}
