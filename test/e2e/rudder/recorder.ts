import type { Simulator } from '@intercom-destination/simulator';
import type { ServerResponse } from 'node:http';
import { startStandIn, type ReceivedRequest } from '../stand-in';

/** Stands before a simulator, hands on what comes and keeps it: the simulator, like Intercom, takes what we do not send. */
export interface Recorder {
  readonly url: string;
  /** The bodies that came to `/events`, in that order. */
  sent(): readonly unknown[];
}

export async function startRecorder({ url: simulatorUrl }: Simulator): Promise<Recorder> {
  const standIn = await startStandIn((response, request) => {
    handOn(simulatorUrl, request, response).catch(() => response.destroy());
  });
  return {
    url: standIn.url,
    sent: () =>
      standIn.requests.filter(({ path }) => path === '/events').map(({ body }): unknown => JSON.parse(body)),
  };
}

async function handOn(
  simulatorUrl: string,
  { method, path, headers, body }: ReceivedRequest,
  response: ServerResponse,
): Promise<void> {
  const kept = ['authorization', 'content-type', 'intercom-version'].flatMap((name): [string, string][] => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  const answer = await fetch(simulatorUrl + path, {
    method,
    headers: Object.fromEntries(kept),
    ...(body === '' ? {} : { body }),
  });
  response.writeHead(answer.status).end(await answer.text());
}
