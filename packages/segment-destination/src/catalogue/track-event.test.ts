import { createTestEvent, createTestIntegration } from '@segment/actions-core';
import { afterEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { destination } from '../definition';
import type { Settings } from '../generated-types';

// Goes into Segment's repository as trackEvent/__tests__/index.test.ts.
const settings: Settings = { accessToken: 'token', region: 'EU' };
const event = createTestEvent({
  type: 'track',
  event: 'Order Completed',
  userId: 'u1',
  timestamp: '2026-01-01T10:00:00Z',
  properties: { total: 19.99, currency: 'EUR', shippedAt: '2026-01-02', tags: ['gift', 'express'] },
});

const send = () =>
  createTestIntegration(destination).testAction('trackEvent', { event, settings, useDefaultMappings: true });

afterEach(() => {
  nock.cleanAll();
});

describe('trackEvent', () => {
  it('sends one data event to the region chosen', async () => {
    nock('https://api.eu.intercom.io', { reqheaders: { authorization: 'Bearer token' } })
      .post('/events', {
        event_name: 'Order Completed',
        created_at: 1767261600,
        user_id: 'u1',
        metadata: {
          total: { amount: 1999, currency: 'eur' },
          shipped_date: 1767312000,
          tags: 'gift, express',
        },
      })
      .reply(202);
    const responses = await send();
    expect(responses.map(({ status }) => status)).toEqual([202]);
  });

  it.each([
    { reply: 429, status: 429, because: 'the window reopens' },
    { reply: 503, status: 503, because: 'Intercom may be back' },
    { reply: 401, status: 401, because: 'the token will not do' },
    { reply: 400, status: 400, because: 'Intercom refuses the event' },
  ])('answers $status to $reply: $because', async ({ reply, status }) => {
    nock('https://api.eu.intercom.io').post('/events').reply(reply, { type: 'error.list', errors: [] });
    await expect(send()).rejects.toMatchObject({ status });
  });

  it('reports each event of a batch', async () => {
    nock('https://api.eu.intercom.io').post('/events').reply(202).post('/events').reply(429);
    const integration = createTestIntegration(destination);
    const nobody = { ...event, userId: null, anonymousId: null };
    const events = [event, nobody, event];
    await integration.testBatchAction('trackEvent', { events, settings, useDefaultMappings: true });
    const told = integration.results[0]?.multistatus?.map(({ status }) => status);
    expect(told).toEqual([202, 400, 429]);
  });
});
