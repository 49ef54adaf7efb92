import { systemClock, type HttpSend } from '@intercom-destination/core';
import type { ProxyRequest } from '@intercom-destination/rudder-destination';
import { destination } from '@intercom-destination/segment-destination';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createTestIntegration } from '@segment/actions-core';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createPoolHttp } from '../../packages/backfill/src/delivery/pool-http';
import { BatchSender } from '../../packages/backfill/src/into/batch-sender';
import { deliverByProxy } from '../../packages/rudder-destination/src/deliver-by-proxy';
import { stopAtEnd } from '../lifetime/lifetime';
import { endSoon } from '../lifetime/time';
import { startStandIn, type StandIn } from './stand-in';

const TIMED_OUT: readonly {
  readonly who: string;
  readonly ask: (url: string) => Promise<unknown>;
  readonly comesTo: unknown;
  readonly asks: 'once' | 'repeatedly';
}[] = [
  {
    who: "RudderStack's proxy: at the request's own limit, long before the event's",
    ask: (url) => deliverByProxy(proxyRequest(url), { requestTimeoutMs: 2_000, budgetMs: 60_000 }),
    comesTo: expect.objectContaining({ status: 500 }),
    asks: 'once',
  },
  {
    who: "Segment: at the end of the call's time",
    ask: (url) =>
      createTestIntegration(destination)
        .testAuthentication({ accessToken: 'simulator-token', region: 'US' as const, baseUrl: url })
        .catch((error: unknown) => (error as Error).message),
    comesTo: expect.stringContaining('could not be reached'),
    asks: 'once',
  },
  {
    who: '--into: at the limit of each request, until it counts as an outage',
    ask: sendInto,
    comesTo: { outcome: 'halted', state: 'ingestion_outage' },
    asks: 'repeatedly',
  },
];

/** On Node 20 a collected `AbortSignal.timeout` never fires (nodejs/node#57736); no request may rely on one. */
describe('a request that gets no answer ends in time while the garbage collector runs', () => {
  let waiting: readonly { readonly silent: StandIn; readonly asked: Promise<unknown> }[];

  // All wait at the same time.
  beforeAll(async () => {
    // What `node --expose-gc` does, in the process of the tests.
    setFlagsFromString('--expose-gc');
    const collecting = setInterval(runInNewContext('gc') as () => void, 100);
    stopAtEnd(() => {
      clearInterval(collecting);
    });
    waiting = await Promise.all(
      TIMED_OUT.map(async ({ ask }) => {
        const silent = await startStandIn(() => undefined);
        return { silent, asked: ask(silent.url) };
      }),
    );
  });

  it.each(TIMED_OUT.map((each, at) => ({ ...each, at })))('$who', async ({ at, comesTo, asks }) => {
    const { silent, asked } = waiting[at] as (typeof waiting)[number];
    expect(await endSoon(asked, 'at its limit')).toEqual(comesTo);
    expect(silent.requests.length === 1 ? 'once' : 'repeatedly').toBe(asks);
  });
});

function proxyRequest(url: string): ProxyRequest {
  return {
    version: '1',
    type: 'REST',
    method: 'POST',
    endpoint: `${url}/events`,
    userId: 'u1',
    headers: { Authorization: 'Bearer simulator-token', 'Intercom-Version': '2.14' },
    params: {},
    files: {},
    body: {
      JSON: { event_name: 'X', created_at: 1767225600, user_id: 'u1' },
      JSON_ARRAY: {},
      XML: {},
      FORM: {},
    },
    metadata: [{ jobId: 1, destinationId: 'd1', workspaceId: 'w1' }],
    destinationConfig: { apiKey: 'simulator-token', missingContact: 'give_up' },
  };
}

async function sendInto(url: string): Promise<unknown> {
  const { http, close } = createPoolHttp(url, 1);
  stopAtEnd(close);
  const plain: HttpSend = (request, signal) => http(request, signal);
  const sender = new BatchSender({
    url,
    writeKey: 'write-key',
    http: plain,
    clock: systemClock,
    random: () => 0,
    requestTimeoutMs: 1_500,
    maxOutageMs: 3_000,
  });
  return sender.send('{"batch":[]}', new AbortController().signal);
}
