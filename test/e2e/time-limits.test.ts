import { systemClock, type HttpSend } from '@intercom-destination/core';
import type { ProxyRequest } from '@intercom-destination/rudder-destination';
import { destination } from '@intercom-destination/segment-destination';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestIntegration } from '@segment/actions-core';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BatchSender } from '../../packages/backfill/src/into/batch-sender';
import { createPoolHttp } from '../../packages/backfill/src/pool-http';
import { deliverByProxy } from '../../packages/rudder-destination/src/deliver-by-proxy';
import { startStandIn, type StandIn } from './stand-in';

let silent: StandIn;
let collecting: NodeJS.Timeout;

beforeEach(async () => {
  silent = await startStandIn(() => undefined);
  // What `node --expose-gc` does, in the process of the tests.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collecting = setInterval(collect, 100);
});
afterEach(async () => {
  clearInterval(collecting);
  await silent.close();
});

/** `still waiting` if it has not ended long after it should have. */
async function endWithin<T>(work: Promise<T>, seconds: number): Promise<T | 'still waiting'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'still waiting'>((resolve) => {
    timer = setTimeout(resolve, seconds * 1_000, 'still waiting');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** On Node 20 a collected `AbortSignal.timeout` never fires (nodejs/node#57736); no request may rely on one. */
describe('a request that gets no answer ends in time while the garbage collector runs', () => {
  it("RudderStack's proxy: at the request's own limit, long before the event's", async () => {
    const request: ProxyRequest = {
      version: '1',
      type: 'REST',
      method: 'POST',
      endpoint: `${silent.url}/events`,
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
    const limits = { requestTimeoutMs: 500, budgetMs: 45_000 };
    expect(await endWithin(deliverByProxy(request, limits), 30)).toMatchObject({ status: 500 });
    expect(silent.requests).toHaveLength(1);
  });

  it("Segment: at the end of the call's time", async () => {
    const settings = { accessToken: 'simulator-token', region: 'US' as const, baseUrl: silent.url };
    const asked = createTestIntegration(destination).testAuthentication(settings);
    const ended = await endWithin(
      asked.then(
        () => 'accepted',
        (error: unknown) => (error as Error).message,
      ),
      30,
    );
    expect(ended).toContain('could not be reached');
    expect(silent.requests).toHaveLength(1);
  });

  it('--into: at the limit of each request, until it counts as an outage', async () => {
    const { http, close } = createPoolHttp(silent.url, 1);
    const plain: HttpSend = (request, signal) => http(request, signal);
    const sender = new BatchSender({
      url: silent.url,
      writeKey: 'write-key',
      http: plain,
      clock: systemClock,
      random: () => 0,
      requestTimeoutMs: 500,
      maxOutageMs: 1_000,
    });
    try {
      const sent = endWithin(sender.send('{"batch":[]}', new AbortController().signal), 30);
      expect(await sent).toEqual({ outcome: 'halted', state: 'ingestion_outage' });
      expect(silent.requests.length).toBeGreaterThan(1);
    } finally {
      await close();
    }
  });
});
