import { afterEach, describe, expect, it } from '@jest/globals';
import { createTestEvent, createTestIntegration } from '@segment/actions-core';
import nock from 'nock';
import { destination } from '../definition';
import type { Settings } from '../generated-types';

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

const INTERCOM = 'https://api.eu.intercom.io';

describe('trackEvent', () => {
  it('sends one data event to the region chosen', async () => {
    nock(INTERCOM, { reqheaders: { authorization: 'Bearer token' } })
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
    nock(INTERCOM).post('/events').reply(reply, { type: 'error.list', errors: [] });
    await expect(send()).rejects.toMatchObject({ status });
  });

  it('reports each event of a batch', async () => {
    nock(INTERCOM).post('/events').reply(202).post('/events').reply(429);
    const integration = createTestIntegration(destination);
    const nobody = { ...event, userId: null, anonymousId: null };
    const events = [event, nobody, event];
    await integration.testBatchAction('trackEvent', { events, settings, useDefaultMappings: true });
    const told = integration.results[0]?.multistatus?.map(({ status }) => status);
    expect(told).toEqual([202, 400, 429]);
  });
});

describe('testAuthentication', () => {
  const check = () => createTestIntegration(destination).testAuthentication(settings);
  const answer = (region: string) => ({ type: 'admin', app: { type: 'app', id_code: 'abc', region } });

  it('is content with a token of the region chosen', async () => {
    nock(INTERCOM).get('/me').reply(200, answer('Europe'));
    await expect(check()).resolves.toBeUndefined();
  });

  it('says which region to choose', async () => {
    nock(INTERCOM).get('/me').reply(200, answer('US'));
    await expect(check()).rejects.toThrow('hosted in US, and the region chosen is EU');
  });

  it('says that the token is refused', async () => {
    nock(INTERCOM)
      .get('/me')
      .reply(401, { type: 'error.list', errors: [{ code: 'unauthorized' }] });
    await expect(check()).rejects.toThrow('refuses the access token');
  });
});

describe('onDelete', () => {
  const remove = () =>
    createTestIntegration(destination).onDelete?.(createTestEvent({ userId: 'u 1' }), { ...settings });

  it("deletes by Intercom's own id", async () => {
    const scope = nock(INTERCOM)
      .get('/contacts/find_by_external_id/u%201')
      .reply(200, { type: 'contact', id: 'c1', external_id: 'u 1' })
      .post('/user_delete_requests', { intercom_user_id: 'c1' })
      .reply(200, { id: 'c1' });
    await expect(remove()).resolves.toEqual({
      output: 'Intercom was asked to delete the contact for good.',
    });
    expect(scope.isDone()).toBe(true);
  });

  it('is done where Intercom knows nobody', async () => {
    nock(INTERCOM).get('/contacts/find_by_external_id/u%201').reply(404);
    await expect(remove()).resolves.toEqual({ output: expect.stringContaining('nothing to delete') });
  });
});
