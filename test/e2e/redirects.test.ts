import { sendByFetch, type HttpSend } from '@intercom-destination/core';
import { expect, it } from '@jest/globals';
import { createPoolHttp } from '../../packages/backfill/src/delivery/pool-http';
import { stopAtEnd } from '../lifetime/lifetime';
import { startStandIn } from './stand-in';

const CLIENTS: readonly { readonly who: string; readonly open: (url: string) => HttpSend }[] = [
  { who: "core's HTTP function, which RudderStack's module uses too,", open: () => sendByFetch },
  {
    who: "the backfill's HTTP function",
    open: (url) => {
      const { http, close } = createPoolHttp(url, 1);
      stopAtEnd(close);
      return http;
    },
  },
];

it.each(CLIENTS)('$who follows no redirect: the token would go along', async ({ open }) => {
  const elsewhere = await startStandIn((response) => {
    response.writeHead(202).end();
  });
  const { url } = await startStandIn((response) => {
    response.writeHead(307, { location: `${elsewhere.url}/events` }).end();
  });
  const headers = { Authorization: 'Bearer secret-token' };
  const reply = await open(url)(
    { method: 'POST', url: `${url}/events`, headers, body: '{}' },
    new AbortController().signal,
  );
  expect(reply.status).toBe(307);
  expect(elsewhere.requests).toEqual([]);
});
