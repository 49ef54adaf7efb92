import type { DestinationDefinition } from '@segment/actions-core';
import type { Settings } from './generated-types';
import { toHostError } from './host-error';
import { sendByHost } from './host-http';
import { NAME } from './name';
import { presets } from './presets';
import { requestDeletion } from './request-deletion';
import { connectionFields } from './settings/connection-fields';
import { testAuthentication } from './test-authentication';
import trackEvent from './track-event';
import { withinTime } from './within-time';

/**
 * The destination as `new Destination(…)` of actions-core and Segment's catalogue take it.
 *
 * @example
 * ```cts
 * import { destination } from '@intercom-destination/segment-destination';
 * import { startSimulator } from '@intercom-destination/simulator';
 * import { defaultValues, Destination } from '@segment/actions-core';
 *
 * void startSimulator().then(async (simulator) => {
 *   simulator.seedContacts([{ external_id: 'u1' }]);
 *   const answers = await new Destination(destination).executeBatch('trackEvent', {
 *     events: [{ type: 'track', event: 'Plan Upgraded', userId: 'u1', timestamp: '2026-01-01T00:00:00Z' }],
 *     mapping: defaultValues(destination.actions.trackEvent.fields),
 *     settings: { accessToken: simulator.token, region: 'US', baseUrl: simulator.url },
 *   });
 *   console.log(answers.map(({ status }) => status)); // [ 202 ]
 *   await simulator.close();
 * });
 * ```
 */
export const destination: DestinationDefinition<Settings> = {
  name: NAME,
  slug: 'actions-intercom-events',
  mode: 'cloud',
  description: "Record track calls as events of Intercom's contacts, one by one and in batches.",
  authentication: {
    scheme: 'custom',
    fields: connectionFields,
    testAuthentication: (request, { settings }) =>
      withinTime(undefined, (end) =>
        testAuthentication({ http: sendByHost(request, end), settings, signal: end.signal }),
      ),
  },
  onDelete: async (request, { payload, settings, signal: hostSignal }) => {
    const answer = await withinTime(hostSignal, (end) =>
      requestDeletion(payload, { http: sendByHost(request, end), settings, signal: end.signal }),
    );
    if ('failure' in answer) throw toHostError(answer.failure);
    return answer;
  },
  presets,
  actions: { trackEvent },
};
