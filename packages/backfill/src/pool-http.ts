import { REPLY_BYTES_MAX, type HttpSend } from '@intercom-destination/core';
import { Pool } from 'undici';

/** An HTTP function over a pool of kept connections to one origin, and the way to close them. */
export function createPoolHttp(
  baseUrl: string,
  connections: number,
): { http: HttpSend; close: () => Promise<void> } {
  const { origin } = new URL(baseUrl);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const http: HttpSend = async ({ method, url, headers, body }, signal) => {
    const path = url.startsWith(`${origin}/`) ? url.slice(origin.length) : pathOf(url);
    const reply = await pool.request({ method, path, headers, body: body ?? null, signal });
    const flat = flatten(reply.headers);
    const isShort = Number(flat['content-length'] ?? Infinity) <= REPLY_BYTES_MAX;
    // What says that it is short needs no bound, and is read in one go.
    const text = await (isShort ? reply.body.text() : readStart(reply.body));
    return { status: reply.statusCode, headers: flat, body: text };
  };
  return { http, close: () => pool.destroy() };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Leaving the loop closes the connection.
    if (bytes >= REPLY_BYTES_MAX) break;
  }
  return Buffer.concat(chunks).subarray(0, REPLY_BYTES_MAX).toString();
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
