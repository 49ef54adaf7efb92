import type { ServerResponse } from 'node:http';

/** Everything that goes on the wire. */
export interface Reply {
  readonly status: number;
  /** Name, value, name, value: the form in which node:http writes them fastest. */
  readonly headers: readonly string[];
  /** '' for no body. */
  readonly body: string;
}

/** Sends a reply; with `slowBodyMs`, the status and headers at once and the body after that. */
export function writeReply(response: ServerResponse, reply: Reply, slowBodyMs = 0): void {
  if (slowBodyMs === 0) {
    response.writeHead(reply.status, [
      ...reply.headers,
      'Content-Length',
      String(Buffer.byteLength(reply.body)),
    ]);
    response.end(reply.body);
    return;
  }
  response.writeHead(reply.status, [...reply.headers]);
  response.flushHeaders();
  setTimeout(() => response.end(reply.body), slowBodyMs).unref();
}
