import { describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { sendByNetwork, type Network } from '../../../packages/rudder-destination/src/send-by-network';
import { startStandIn } from '../stand-in';

/** RudderStack's library and its transformer use it. */
const axios = createRequire(require.resolve('@rudderstack/integrations-lib/build/errors'))('axios') as (
  options: object,
) => Promise<object>;

/** As the transformer's client wraps it. */
function wrapAxios(): { readonly network: Network; readonly counted: object[] } {
  const counted: object[] = [];
  const httpSend: Network['httpSend'] = async (options, statTags) => {
    counted.push(statTags);
    try {
      return { success: true, response: await axios({ timeout: 60_000, maxRedirects: 5, ...options }) };
    } catch (response) {
      return { success: false, response: response as object };
    }
  };
  return { network: { httpSend }, counted };
}

const never = new AbortController().signal;

describe("a request by the transformer's client", () => {
  it('is whole, has its name, and is counted without anybody in its path', async () => {
    const { network, counted } = wrapAxios();
    const asked = await startStandIn((response) =>
      response.writeHead(200, { 'X-Kind': 'a' }).end('{"id": 1}'),
    );
    const url = `${asked.url}/contacts/find_by_external_id/u1`;
    const reply = await sendByNetwork(network)(
      { method: 'POST', url, headers: { A: 'b' }, body: '{"c":1.0}' },
      never,
    );
    expect(reply).toMatchObject({ status: 200, headers: { 'x-kind': 'a' }, body: '{"id": 1}' });
    expect(asked.requests).toMatchObject([
      { method: 'POST', headers: { a: 'b', 'user-agent': 'RudderLabs' }, body: '{"c":1.0}' },
    ]);
    expect(counted).toEqual([
      {
        destType: 'INTERCOM_EVENTS',
        feature: 'dataDelivery',
        module: 'destination',
        requestMethod: 'POST',
        endpointPath: '/contacts',
      },
    ]);
  });

  it.each([404, 302, 500])('gives an answer of %s as it came', async (status) => {
    const asked = await startStandIn((response, { path }) =>
      response.writeHead(path === '/events' ? status : 200, { Location: '/elsewhere' }).end('said'),
    );
    const request = { method: 'GET', url: `${asked.url}/events`, headers: {} } as const;
    const reply = await sendByNetwork(wrapAxios().network)(request, never);
    expect(reply).toMatchObject({ status, headers: { location: '/elsewhere' }, body: 'said' });
    expect(asked.requests).toHaveLength(1);
  });

  it('rejects where no answer comes: the connection ends, or our time is over', async () => {
    const broken = await startStandIn((response) => response.destroy());
    const silent = await startStandIn(() => undefined);
    const time = new AbortController();
    const send = sendByNetwork(wrapAxios().network);
    const request = (url: string) => ({ method: 'GET', url, headers: {} }) as const;
    await expect(send(request(broken.url), never)).rejects.toThrow('No answer came.');
    const waiting = send(request(silent.url), time.signal);
    time.abort();
    await expect(waiting).rejects.toThrow('No answer came.');
  });
});
