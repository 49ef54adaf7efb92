import { destination } from '@intercom-destination/segment-destination';
import { expect, it } from '@jest/globals';
import { createTestIntegration, type ActionDefinition, type SegmentEvent } from '@segment/actions-core';
import { withAllTrackCalls } from '../../contract/all-track-calls';

/** As analytics.js sends it. */
const CALL = {
  type: 'track',
  event: 'Plan Upgraded',
  messageId: 'ajs-next-1793439000123-5b1f0c2e',
  userId: 'u_4711',
  anonymousId: '0f8b3a52-6c1d-4d0e-9a57-3f1f4b1c7d10',
  timestamp: '2026-10-31T09:30:00.123Z',
  originalTimestamp: '2026-10-31T09:30:00.123Z',
  sentAt: '2026-10-31T09:30:00.640Z',
  receivedAt: '2026-10-31T09:30:00.812Z',
  integrations: {},
  context: {
    ip: '203.0.113.7',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
    library: { name: 'analytics.js', version: 'next-1.70.0' },
    traits: { email: 'ada@example.com', phone: '+49 30 1234567' },
    page: { path: '/pricing', url: 'https://example.com/pricing' },
  },
  properties: { plan: 'pro', seats: 12, email: 'invitee@example.com' },
};

it('a payload has nothing of the call but what the form says', async () => {
  let payload: unknown;
  const perform: ActionDefinition<unknown>['perform'] = (_request, data) => {
    payload = data.payload;
  };
  const { trackEvent } = destination.actions;
  const observed = {
    ...destination,
    actions: { trackEvent: { ...trackEvent, perform } },
  } as typeof destination;
  const settings = withAllTrackCalls({ accessToken: 'token', region: 'US' });
  await createTestIntegration(observed).onEvent(CALL as unknown as SegmentEvent, settings);
  expect(payload).toEqual({
    event: 'Plan Upgraded',
    timestamp: '2026-10-31T09:30:00.123Z',
    userId: 'u_4711',
    email: 'ada@example.com',
    eventEmail: 'invitee@example.com',
    metadata: CALL.properties,
    receivedAt: '2026-10-31T09:30:00.812Z',
    enable_batching: true,
    batch_size: 50,
  });
});
