import { destination, type Settings } from '@intercom-destination/segment-destination';
import type { Simulator, SimulatorOptions } from '@intercom-destination/simulator';
import { createTestIntegration, type JSONObject, type SegmentEvent } from '@segment/actions-core';
import { withAllTrackCalls } from '../../contract/all-track-calls';
import { startSimulator } from '../../lifetime/simulator';
import { holdTime, type HeldTime } from '../../lifetime/time';
import { until } from '../../lifetime/until';
import { roundTrips } from '../round-trips';

/**
 * Segment's own runtime with our destination, and a simulator that it reaches over HTTP. The time that a call has is held,
 * so that it never ends by itself.
 */
export interface Scene {
  readonly time: HeldTime;
  readonly simulator: Simulator;
  readonly settings: Settings;
  /** What the data of a single event's result is. Rejects as Segment's runtime does. */
  sendOne(event: object, settings?: Partial<Settings>, mapping?: JSONObject): Promise<unknown>;
  /** The status of each event, with what is told of it. */
  sendBatch(
    events: readonly object[],
    options?: { settings?: Partial<Settings>; mapping?: JSONObject; signal?: AbortSignal },
  ): Promise<readonly Told[]>;
  /** Waits until so many requests have come, and what they cause at once has happened. */
  arrived(requests: number): Promise<void>;
}

export interface Told {
  readonly status: number;
  readonly errormessage?: string;
  readonly errortype?: string;
  readonly sent?: unknown;
  readonly body?: unknown;
}

export async function openScene(options: SimulatorOptions = {}): Promise<Scene> {
  const simulator = await startSimulator(options);
  simulator.seedContacts([
    { role: 'user', external_id: 'u1', email: 'one@example.com' },
    { role: 'user', external_id: 'u2', email: 'two@example.com' },
  ]);
  const own: Settings = { accessToken: simulator.token, region: 'US', baseUrl: simulator.url };
  const subscribed = (given: Partial<Settings> = {}, mapping: JSONObject = {}) =>
    withAllTrackCalls({ ...own, ...given }, mapping);
  return {
    time: holdTime(),
    simulator,
    settings: own,
    async sendOne(event, given, mapping) {
      const results = await createTestIntegration(destination).onEvent(
        track(event),
        subscribed(given, mapping),
      );
      return results.find(({ data }) => data !== undefined)?.data;
    },
    async sendBatch(events, { settings: given, mapping, signal } = {}) {
      const integration = createTestIntegration(destination);
      const batch = events.map(track);
      const [result] = await integration.onBatch(
        batch,
        subscribed(given, mapping),
        signal === undefined ? {} : { signal },
      );
      return result?.multistatus ?? [];
    },
    async arrived(requests) {
      await until(`${requests} requests have come`, () => simulator.statistics().requests >= requests);
      await roundTrips(simulator.url);
    },
  };
}

/** Segment waits four to five seconds for a call. Source: a Segment engineer, 2022. */
export const HOST_WAITS_MS = 4_000;

/** Longer than any test takes. */
export const NEVER_MS = 600_000;

/** A call that arrived a moment ago, with what the test says otherwise. */
export function track(call: object): SegmentEvent {
  return {
    type: 'track',
    event: 'Order Completed',
    messageId: 'm-1',
    timestamp: '2026-01-01T10:00:00Z',
    receivedAt: new Date().toISOString(),
    ...call,
  } as unknown as SegmentEvent;
}
