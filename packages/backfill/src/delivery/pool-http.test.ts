import { REPLY_BYTES_MAX, type HttpReply, type HttpRequest } from '@intercom-destination/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stopAtEnd } from '../../../../test/lifetime/lifetime';
import { createPoolHttp, type TimedHttpSend } from './pool-http';

let server: Server;
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let asked: string[];
let connections: number;
let pool: ReturnType<typeof createPoolHttp>;
let origin: string;

beforeEach(async () => {
  asked = [];
  connections = 0;
  server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(response, request);
  });
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stopAtEnd(async () => {
    await pool.close();
    server.closeAllConnections();
    server.close();
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  pool = createPoolHttp(origin, 1);
});

const ways: readonly { way: string; send: (http: TimedHttpSend, path: string) => Promise<HttpReply> }[] = [
  { way: 'a signal', send: (http, path) => http(get(path), new AbortController().signal) },
  { way: 'a time limit', send: (http, path) => http.within(get(path), 10_000) },
];

describe.each(ways)('with $way', ({ send }) => {
  it('gives status, headers and body, over one connection', async () => {
    answer = (response) => {
      response.writeHead(404, { 'X-Request-Id': 'r1', 'Set-Cookie': ['a=1', 'b=2'] }).end('{"type":"error"}');
    };
    for (const path of ['/events', '/me?x=1']) {
      const reply = await send(pool.http, path);
      expect(reply).toMatchObject({ status: 404, body: '{"type":"error"}' });
      expect(reply.headers).toMatchObject({ 'x-request-id': 'r1', 'set-cookie': 'a=1, b=2' });
    }
    expect(asked).toEqual(['GET /events', 'GET /me?x=1']);
    expect(connections).toBe(1);
  });

  it('joins a character whose bytes come in two pieces', async () => {
    const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)];
    answer = (response) => {
      response.write(first);
      setTimeout(() => response.end(second), 50);
    };
    expect((await send(pool.http, '/events')).body).toBe('é');
  });

  it('leaves a byte order mark out, as fetch does', async () => {
    answer = (response) => response.end('\ufeff{}');
    expect((await send(pool.http, '/me')).body).toBe('{}');
  });

  it('reads no more than the bound of a body without end, and closes its connection', async () => {
    let closed: Promise<unknown> | undefined;
    answer = (response) => {
      closed = once(response, 'close');
      const timer = setInterval(() => response.write('x'.repeat(50_000)), 1);
      response.on('close', () => {
        clearInterval(timer);
      });
    };
    expect((await send(pool.http, '/events')).body).toBe('x'.repeat(REPLY_BYTES_MAX));
    await closed;
    answer = (response) => response.end('next');
    expect((await send(pool.http, '/events')).body).toBe('next');
  });

  it('rejects where the connection breaks within the body', async () => {
    answer = (response) => {
      response.writeHead(202, { 'Content-Length': '10' });
      response.write('half', () => response.destroy());
    };
    await expect(send(pool.http, '/events')).rejects.toThrow();
  });
});

const limits: readonly {
  limit: string;
  because: string;
  send: (http: TimedHttpSend, path: string) => Promise<HttpReply>;
}[] = [
  {
    limit: 'No answer in time.',
    because: 'the time is over',
    send: (http, path) => http.within(get(path), 100),
  },
  { limit: 'enough', because: 'the signal is aborted', send: (http, path) => http(get(path), abortSoon()) },
];

describe.each(limits)('once $because', ({ limit, send }) => {
  it('rejects, closes the connection, and goes on over another one', async () => {
    let closed: Promise<unknown> | undefined;
    answer = (response) => {
      closed = once(response, 'close');
    };
    await expect(send(pool.http, '/events')).rejects.toThrow(limit);
    await closed;
    answer = (response) => response.end('next');
    expect((await pool.http.within(get('/me'), 10_000)).body).toBe('next');
    expect(connections).toBe(2);
  });

  it('rejects within the body too', async () => {
    answer = (response) => response.writeHead(202).write('half');
    await expect(send(pool.http, '/events')).rejects.toThrow(limit);
  });

  it('never sends what waits for a connection', async () => {
    let respond: () => void = () => undefined;
    answer = (response) => {
      respond = () => response.end('first');
    };
    const first = pool.http.within(get('/first'), 10_000);
    await expect(send(pool.http, '/second')).rejects.toThrow(limit);
    respond();
    await first;
    answer = (response) => response.end('third');
    await pool.http.within(get('/third'), 10_000);
    expect(asked).toEqual(['GET /first', 'GET /third']);
  });
});

it('sends nothing under a signal that is aborted already', async () => {
  await expect(pool.http(get('/events'), AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(asked).toEqual([]);
});

it('rejects once it is closed', async () => {
  await pool.close();
  await expect(pool.http.within(get('/events'), 10_000)).rejects.toThrow();
});

function get(path: string): HttpRequest {
  return { method: 'GET', url: origin + path, headers: {} };
}

function abortSoon(): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => {
    controller.abort(new Error('enough'));
  }, 100);
  return controller.signal;
}
