import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stopAtEnd } from './lifetime';

/** Starts a server on a free port of loopback. It is closed, with its connections, when the test ends. */
export async function startServer(
  listener: RequestListener,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    }));
  stopAtEnd(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
