import { destination } from '@intercom-destination/segment-destination';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createTestIntegration, type JSONObject } from '@segment/actions-core';
import nock from 'nock';
import { withAllTrackCalls } from '../../contract/all-track-calls';
import { stopAtEnd } from '../../lifetime/lifetime';
import { holdTime } from '../../lifetime/time';
import { track } from './scene';

beforeEach(() => {
  holdTime();
  stopAtEnd(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });
  nock.disableNetConnect();
});

const TIME = '2026-01-01T10:00:00Z';
const CREATED_AT = 1767261600;

describe('what goes on the wire, word for word', () => {
  it.each([
    {
      because: "an order has money in its currency's smallest unit and its products counted and named",
      call: {
        userId: 'u1',
        event: 'Order Completed',
        properties: {
          order_id: 'o-1',
          revenue: 19.99,
          currency: 'EUR',
          products: [
            { product_id: 'p-1', name: 'Tea', price: 10 },
            { product_id: 'p-2', name: 'Cup', price: 9.99 },
          ],
        },
      },
      body: {
        event_name: 'Order Completed',
        created_at: CREATED_AT,
        user_id: 'u1',
        metadata: {
          revenue: { amount: 1999, currency: 'eur' },
          order_id: 'o-1',
          products_count: 2,
          products: 'Tea, Cup',
        },
      },
    },
    {
      because: 'ISO dates are Unix seconds under a key that Intercom knows for a date',
      call: {
        userId: 'u1',
        event: 'Trial Started',
        properties: { trialEndsAt: '2026-01-15T00:00:00Z', birthday: '1990-05-01' },
      },
      body: {
        event_name: 'Trial Started',
        created_at: CREATED_AT,
        user_id: 'u1',
        metadata: { trialEnds_date: 1768435200, birthday_date: 641520000 },
      },
    },
    {
      because: 'nested properties are flattened',
      call: {
        userId: 'u1',
        event: 'Address Changed',
        properties: { address: { city: 'Bonn', geo: { lat: 50.7 } }, gift: true, note: null },
      },
      body: {
        event_name: 'Address Changed',
        created_at: CREATED_AT,
        user_id: 'u1',
        metadata: { gift: 'true', address_city: 'Bonn', address_geo_lat: 50.7 },
      },
    },
    {
      because: 'of fourteen properties the ten that keepKeys and the ranking choose are sent',
      mapping: { keepKeys: ['p14', 'p13'] },
      call: {
        userId: 'u1',
        event: 'Form Sent',
        properties: Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`p${at + 1}`, at + 1])),
      },
      body: {
        event_name: 'Form Sent',
        created_at: CREATED_AT,
        user_id: 'u1',
        metadata: { p14: 14, p13: 13, p1: 1, p2: 2, p3: 3, p4: 4, p5: 5, p6: 6, p7: 7, p8: 8 },
      },
    },
    {
      because: "a lead is reached by Intercom's contact id",
      call: {
        anonymousId: 'a1',
        event: 'Chat Opened',
        integrations: { Intercom: { id: '6762f0b4' } },
      },
      body: { event_name: 'Chat Opened', created_at: CREATED_AT, id: '6762f0b4' },
    },
    {
      because: 'an email alone will do',
      call: { event: 'Invited', context: { traits: { email: 'Ada@Example.com' } } },
      body: { event_name: 'Invited', created_at: CREATED_AT, email: 'ada@example.com' },
    },
    {
      because: 'a workspace in Europe has a host of its own',
      settings: { region: 'EU' },
      host: 'https://api.eu.intercom.io',
      call: { userId: 'u1', event: 'Opened' },
      body: { event_name: 'Opened', created_at: CREATED_AT, user_id: 'u1' },
    },
    {
      because: 'and one in Australia; blanks around a token or version are none of it',
      settings: { region: 'AU', apiVersion: ' 2.13 ', accessToken: ' secret-token ' },
      host: 'https://api.au.intercom.io',
      version: '2.13',
      call: { userId: 'u1', event: 'Opened' },
      body: { event_name: 'Opened', created_at: CREATED_AT, user_id: 'u1' },
    },
  ])(
    '$because',
    async ({
      call,
      body,
      settings = {},
      mapping = {},
      host = 'https://api.intercom.io',
      version = '2.14',
    }) => {
      let sent: unknown;
      const scope = nock(host, {
        reqheaders: {
          authorization: 'Bearer secret-token',
          'intercom-version': version,
          accept: 'application/json',
          'content-type': 'application/json',
        },
      })
        .post('/events', (given: unknown) => {
          sent = given;
          return true;
        })
        .reply(202);
      const own = { accessToken: 'secret-token', region: 'US', ...settings } as JSONObject;
      await createTestIntegration(destination).onEvent(
        track({ timestamp: TIME, ...call }),
        withAllTrackCalls(own, mapping),
      );
      expect(scope.isDone()).toBe(true);
      // As text, so that the order of the keys counts too.
      expect(JSON.stringify(sent)).toBe(JSON.stringify(body));
    },
  );
});

it('a redirection is not followed: the token would go along', async () => {
  nock('https://api.intercom.io')
    .post('/events')
    .reply(307, '', { location: 'https://elsewhere.example/events' });
  const elsewhere = nock('https://elsewhere.example').post('/events').reply(202);
  const settings = withAllTrackCalls({ accessToken: 'secret-token', region: 'US' });
  const sent = createTestIntegration(destination).onEvent(track({ userId: 'u1' }), settings);
  // It comes from something between us and Intercom, and may pass.
  await expect(sent).rejects.toMatchObject({ name: 'RetryableError', status: 500 });
  expect(elsewhere.isDone()).toBe(false);
});
