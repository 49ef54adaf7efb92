import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Api } from './api';
import { CONTROL_PREFIX, handleControl, type Controlled } from './control/control';
import { startPage } from './control/start-page';
import { errorListBody, foreignHost } from './error-list';
import { isLoopbackHost } from './http/loopback';

/** Longer than a client keeps an idle connection, so that it is never closed under a request just sent. */
const KEEP_ALIVE_MS = 65_000;

/** A server that listens. */
export interface RunningServer {
  readonly url: string;
  /** Ends every connection. A second call waits for the same end. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. Rejects with Node's error, such as EADDRINUSE, if it cannot. */
export async function startServer(
  port: number,
  token: string,
  api: Api,
  controlled: Controlled,
): Promise<RunningServer> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    dispatch(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let closing: Promise<void> | undefined;
  return { url, close: () => (closing ??= closeServer(server)) };

  function dispatch(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    if (!isLoopbackHost(request.headers.host)) {
      sendText(response, foreignHost.status, 'application/json', errorListBody(foreignHost, null));
    } else if (path.startsWith(CONTROL_PREFIX)) {
      handleControl(controlled, request, response);
    } else if (path === '/' && request.method === 'GET') {
      sendText(response, 200, 'text/plain', startPage(url, token));
    } else {
      api.handle(request, response);
    }
  }
}

function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
