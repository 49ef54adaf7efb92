import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { startServer } from '../lifetime/server';

/** A server of our own where Intercom should be, for answers that Intercom itself would not give. */
export interface StandIn {
  readonly url: string;
  /** What came, in that order. */
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Starts it; every request is answered by the function, once the whole of it has come. */
export async function startStandIn(
  answer: (response: ServerResponse, request: ReceivedRequest) => void,
): Promise<StandIn> {
  const requests: ReceivedRequest[] = [];
  const { url, close } = await startServer((incoming, response) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming;
      const received = { method, path, headers, body };
      requests.push(received);
      answer(response, received);
    });
  });
  return { url, requests, close };
}
