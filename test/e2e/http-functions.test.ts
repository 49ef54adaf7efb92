import { REPLY_BYTES_MAX, sendByFetch, type HttpSend } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { createPoolHttp } from '../../packages/backfill/src/delivery/pool-http';
import { stopAtEnd } from '../lifetime/lifetime';
import { endSoon } from '../lifetime/time';
import { LARGE_REPLIES } from './large-replies';
import { startStandIn } from './stand-in';

const CLIENTS: readonly { readonly who: string; readonly open: (url: string) => HttpSend }[] = [
  { who: "core, and so RudderStack's module", open: () => sendByFetch },
  {
    who: 'the backfill',
    open: (url) => {
      const { http, close } = createPoolHttp(url, 1);
      stopAtEnd(close);
      return http;
    },
  },
];

describe.each(CLIENTS)('the HTTP function of $who', ({ open }) => {
  const send = (url: string) => {
    const headers = { Authorization: 'Bearer secret-token' };
    const request = { method: 'POST', url: `${url}/events`, headers, body: '{}' } as const;
    return endSoon(open(url)(request, new AbortController().signal), 'by itself');
  };

  it('follows no redirect: the token would go along', async () => {
    const elsewhere = await startStandIn((response) => {
      response.writeHead(202).end();
    });
    const { url } = await startStandIn((response) => {
      response.writeHead(307, { location: `${elsewhere.url}/events` }).end();
    });
    expect((await send(url)).status).toBe(307);
    expect(elsewhere.requests).toEqual([]);
  });

  it.each(LARGE_REPLIES)('reads only the beginning of $name', async ({ answer }) => {
    const { url } = await startStandIn(answer);
    const { body } = await send(url);
    expect(body.length).toBeGreaterThanOrEqual(REPLY_BYTES_MAX);
    // The last piece is read whole.
    expect(body.length).toBeLessThan(2 * REPLY_BYTES_MAX);
  });
});
