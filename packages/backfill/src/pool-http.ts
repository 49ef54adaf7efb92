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
    const reply = await pool.request({
      method,
      path: pathOf(url),
      headers,
      body: body ?? null,
      signal,
    });
    return { status: reply.statusCode, headers: flatten(reply.headers), body: await readStart(reply.body) };
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
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
