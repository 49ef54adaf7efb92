import { REPLY_BYTES_MAX, type HttpReply, type HttpRequest, type HttpSend } from '@intercom-destination/core';
import { DESTINATION_NAME } from './dashboard/identity';
import type { AxiosOutcome } from './network-handler';

/** The transformer's own HTTP client. Source: rudder-transformer 1.145.0, `src/adapters/network.js`. */
export interface Network {
  /** Sends by axios with the transformer's agents, and counts the request. It never rejects. */
  readonly httpSend: (options: object, statTags: object) => Promise<AxiosOutcome>;
}

/** Sends by the transformer's client: its agents, proxies, statistics and name. The time is ours. */
export function sendByNetwork({ httpSend }: Network): HttpSend {
  return async (request, signal) => {
    const { success, response } = await httpSend(
      { ...OPTIONS, ...toOptions(request), signal },
      tagsOf(request),
    );
    const answer = success ? response : response?.response;
    if (answer?.status === undefined) throw new Error('No answer came.');
    return { status: answer.status, headers: toHeaders(answer.headers), body: toText(answer.data) };
  };
}

/** Its own would follow five redirects, and make an object of what may be no JSON. */
const OPTIONS = { maxRedirects: 0, responseType: 'text', transformResponse: [(body: unknown) => body] };

function toOptions({ method, url, headers, body }: HttpRequest): object {
  return { method, url, headers: { ...headers, 'User-Agent': 'RudderLabs' }, data: body };
}

/** What the request is counted by. A path with somebody's id in it would be a label of its own. */
function tagsOf({ method, url }: HttpRequest): object {
  return {
    destType: DESTINATION_NAME,
    feature: 'dataDelivery',
    module: 'destination',
    requestMethod: method,
    endpointPath: /\/(?:events|contacts\/search|contacts|user_delete_requests)\b/.exec(url)?.[0] ?? '',
  };
}

function toHeaders(headers: unknown): HttpReply['headers'] {
  const entries = Object.entries((headers ?? {}) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** Their mocks answer with objects. */
function toText(data: unknown): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data ?? '');
  return text.slice(0, REPLY_BYTES_MAX);
}
