import type { HttpRequest } from '@intercom-destination/core';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RelayAddress } from '../host-adapter';
import type { RelayReply } from './relay-reply';
import type { Ticket } from './ticket';

/** A request as it came, its path without what stands for the call. */
export interface RelayRequest {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers for Intercom; rejects where there is to be no answer. */
export type Answerer = (request: RelayRequest, ticket: Ticket) => Promise<RelayReply>;

/**
 * Stands in for Intercom on a loopback address, so that an adapter sends with its host's own HTTP client and yet at the
 * pace of the run. Each call has an address of its own, and a token that is good for nothing else opens all of them.
 */
export class Relay {
  readonly #server: Server;
  readonly #answer: Answerer;
  readonly #token = randomBytes(32).toString('hex');
  readonly #tickets = new Map<number, Ticket>();
  /** Numbers to be used again: an adapter keeps its settings ready for each address. */
  readonly #free: number[] = [];
  #lastNumber = 0;

  private constructor(answer: Answerer) {
    this.#answer = answer;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => {
        response.destroy();
      });
    });
  }

  static async open(answer: Answerer): Promise<Relay> {
    const relay = new Relay(answer);
    await new Promise<void>((resolve, reject) => {
      relay.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return relay;
  }

  /** An address for the requests of one call, to be given back after its end. */
  lend(ticket: Ticket): {
    readonly address: RelayAddress;
    readonly giveBack: (isReusable: boolean) => void;
  } {
    const number = this.#free.pop() ?? (this.#lastNumber += 1);
    this.#tickets.set(number, ticket);
    const { port } = this.#server.address() as AddressInfo;
    return {
      address: { baseUrl: `http://127.0.0.1:${port}/${number}`, token: this.#token },
      giveBack: (isReusable) => {
        this.#tickets.delete(number);
        if (isReusable) this.#free.push(number);
      },
    };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, number = '', path = ''] = /^\/(\d+)(\/.*)$/.exec(request.url ?? '') ?? [];
    const ticket = this.#tickets.get(Number(number));
    const isOurs = request.headers.authorization === `Bearer ${this.#token}`;
    const { method } = request;
    if (!isOurs || ticket === undefined || (method !== 'GET' && method !== 'POST')) {
      response.writeHead(403).end();
      return;
    }
    const body = await readBody(request);
    const answered = await ticket.answerOnce(`${method} ${path} ${body}`, () =>
      this.#answer({ method, path, headers: headersOf(request), body }, ticket),
    );
    if (answered === undefined) response.destroy();
    else response.writeHead(answered.status, { 'Content-Type': 'application/json' }).end(answered.body);
  }
}

/** What says something of the request itself; the others are between the adapter and this relay. */
const FORWARDED = {
  accept: 'Accept',
  'content-type': 'Content-Type',
  'intercom-version': 'Intercom-Version',
};

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const forwarded: Record<string, string> = {};
  for (const [name, sent] of Object.entries(FORWARDED)) {
    const value = headers[name];
    if (typeof value === 'string') forwarded[sent] = value;
  }
  return forwarded;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
