import {
  ImpatientSender,
  systemClock,
  type DeliveryEnvironment,
  type HttpSend,
  type Limit,
} from '@intercom-destination/core';
import type { Settings } from './generated-types';
import { readWorkspace } from './settings/read-workspace';

/** What one call of ours by Segment has: a way to send, the settings, and the end of its time. */
export interface HostCall {
  readonly http: HttpSend;
  readonly settings: Settings;
  readonly signal: AbortSignal;
}

/** What core's delivery needs. Throws `SettingsError` on a bad setting. */
export function openEnvironment({ http, settings }: HostCall): DeliveryEnvironment {
  return {
    workspace: readWorkspace(settings),
    http,
    clock: { now: () => systemClock.now(), wait: (ms) => systemClock.wait(ms) },
    random: Math.random,
  };
}

/**
 * Core's sender for hosts: the end of the call's time bounds each request, and Segment tries again by itself. `limit` says
 * when each request may begin; absent: at once. Throws `SettingsError` on a bad setting.
 */
export function openSender(call: HostCall, limit?: Limit): ImpatientSender {
  return new ImpatientSender(openEnvironment(call), { requestTimeoutMs: Infinity, limit });
}
