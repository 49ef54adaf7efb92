import { destination } from '@intercom-destination/segment-destination';
import type { Simulator } from '@intercom-destination/simulator';
import { createTestIntegration, type SegmentEvent } from '@segment/actions-core';
import { withAllTrackCalls } from '../../contract/all-track-calls';
import { frozenDestination } from '../../contract/rudder-inputs';
import { RudderServer } from '../rudder/server';
import type { Call, Kind } from './rules';

/** Sends on what the destination of a platform has received, as the platform would, in the order of arrival. */
export function sendOn(kind: Kind, calls: readonly Call[], simulator: Simulator): Promise<void> {
  return kind === 'segment' ? sendOnBySegment(calls, simulator) : sendOnByRudderStack(calls, simulator);
}

const BATCH = 50;

async function sendOnBySegment(calls: readonly Call[], simulator: Simulator): Promise<void> {
  const integration = createTestIntegration(destination);
  const settings = withAllTrackCalls({
    ...{ accessToken: simulator.token, region: 'US', baseUrl: simulator.url, missingContact: 'give_up' },
  });
  for (let start = 0; start < calls.length; start += BATCH) {
    const batch = calls.slice(start, start + BATCH) as unknown as SegmentEvent[];
    await integration.onBatch(batch, settings);
    integration.responses.splice(0);
  }
}

async function sendOnByRudderStack(calls: readonly Call[], simulator: Simulator): Promise<void> {
  const way = { transformBy: 'router', deliverBy: 'proxy' } as const;
  const Config = {
    ...{ apiKey: simulator.token, apiServer: 'standard', baseUrl: simulator.url, missingContact: 'give_up' },
  };
  await new RudderServer(way, frozenDestination(Config), calls).run(3);
}
