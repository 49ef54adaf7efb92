import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { failed, type Answer } from './answer';
import { ApiRequest } from './api-request';
import {
  badTokenErrors,
  errorListBody,
  noSuchResource,
  notAcceptable,
  rateLimitExceeded,
  scopeRequired,
  serverError,
  tokenUnauthorized,
  usualError,
} from './error-list';
import type { DropFault, StatusFault } from './faults/fault';
import type { FaultPlan, FaultSet } from './faults/fault-set';
import { acceptsJson } from './http/accept';
import { readBearerToken } from './http/bearer-token';
import { httpDateWriter } from './http/http-date';
import { readBody, type ReceivedBody } from './http/read-body';
import { writeReply } from './http/write-reply';
import { API_BODY_MAX_BYTES } from './limits';
import type { Permission } from './permissions';
import type { RateTicket, RateWindow } from './rate-window';
import { routes } from './routes';
import { createRouter, type RouteMatch } from './routes/router';
import type { RequestCounter } from './statistics';
import type { Workspace } from './workspace';

/** What the API needs. */
export interface ApiSettings {
  readonly workspace: Workspace;
  readonly token: string;
  /** The Intercom-Version of a request that names none: in Intercom, the one set in the app. */
  readonly apiVersion: string;
  readonly rateWindow: RateWindow;
  readonly faults: FaultSet;
  /** What the token is not allowed to do. */
  readonly denied: ReadonlySet<Permission>;
  readonly counter: RequestCounter;
}

/** One request on its way to its answer. */
interface Exchange {
  readonly request: ApiRequest;
  readonly accept: string | undefined;
  readonly match: RouteMatch | undefined;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Undefined as long as no place in the rate window was taken: then the reply has no rate headers. */
  ticket: RateTicket | undefined;
}

/** The simulated API: the token, then the rate window, then the faults, then what the token may do, then the endpoint. */
export class Api {
  readonly #findRoute = createRouter(routes);
  readonly #httpDate = httpDateWriter();
  readonly #settings: ApiSettings;

  constructor(settings: ApiSettings) {
    this.#settings = settings;
  }

  handle(incoming: IncomingMessage, response: ServerResponse): void {
    readBody(incoming, API_BODY_MAX_BYTES, (received) => {
      const exchange = this.#open(incoming, response, received);
      try {
        this.#admit(exchange, incoming.headers.authorization);
      } catch (error) {
        this.#giveUp(exchange, error);
      }
    });
  }

  #open(incoming: IncomingMessage, response: ServerResponse, received: ReceivedBody): Exchange {
    const { headers, method = '', url = '' } = incoming;
    const sentVersion = headers['intercom-version'];
    const version = typeof sentVersion === 'string' ? sentVersion : this.#settings.apiVersion;
    const request = new ApiRequest(method, url, version, `http://${headers.host ?? ''}`, received);
    const match = this.#findRoute(method, request.path);
    this.#settings.counter.countRequest(match?.label ?? 'other');
    const requestId = this.#settings.workspace.ids.requestId();
    return { request, accept: headers.accept, match, response, requestId, ticket: undefined };
  }

  #admit(exchange: Exchange, authorization: string | undefined): void {
    const { workspace, token, rateWindow, faults } = this.#settings;
    if (readBearerToken(authorization) !== token) {
      this.#send(exchange, failed(badTokenErrors[workspace.switches.badTokenCode]));
      return;
    }
    const ticket = rateWindow.take(workspace.clock());
    exchange.ticket = ticket;
    if (!ticket.allowed) {
      this.#send(exchange, failed(rateLimitExceeded(ticket.limit)));
      return;
    }
    const plan = faults.strike(exchange.request);
    if (plan === undefined) this.#send(exchange, this.#carryOut(exchange));
    else {
      this.#misbehave(exchange, plan).catch((error: unknown) => {
        this.#giveUp(exchange, error);
      });
    }
  }

  #carryOut({ request, accept, match }: Exchange): Answer {
    const { workspace, denied } = this.#settings;
    if (match !== undefined && denied.has(match.route.needs)) {
      const isScope = workspace.switches.missingPermission === 'forbidden';
      return failed(isScope ? scopeRequired(match.route.needs) : tokenUnauthorized);
    }
    if (!acceptsJson(accept)) return failed(notAcceptable);
    if (match === undefined) return failed(noSuchResource);
    try {
      return match.route.handle(request, workspace, match.parameter);
    } catch (error) {
      warnOfDefect(error);
      return failed(serverError);
    }
  }

  async #misbehave(exchange: Exchange, { latencyMs, slowBodyMs, outcome }: FaultPlan): Promise<void> {
    if (latencyMs > 0) await wait(latencyMs, undefined, { ref: false });
    if (outcome !== undefined && outcome.when !== 'after_storing') {
      this.#strike(exchange, outcome, slowBodyMs);
      return;
    }
    const answer = this.#carryOut(exchange);
    if (outcome === undefined) this.#send(exchange, answer, slowBodyMs);
    else this.#strike(exchange, outcome, slowBodyMs);
  }

  #strike(exchange: Exchange, outcome: StatusFault | DropFault, slowBodyMs: number): void {
    if (outcome.kind === 'drop') {
      this.#settings.counter.countDrop();
      exchange.response.destroy();
      return;
    }
    const { status, headers } = outcome;
    const usual = usualError(status, exchange.ticket?.limit ?? 0);
    const error = { status, code: outcome.code ?? usual.code, message: outcome.message ?? usual.message };
    this.#send(exchange, failed(error, headers), slowBodyMs);
  }

  /** For what should never happen: even then, only this request fails. */
  #giveUp({ response }: Exchange, error: unknown): void {
    warnOfDefect(error);
    response.destroy();
  }

  #send({ request, response, requestId, ticket }: Exchange, answer: Answer, slowBodyMs = 0): void {
    const { workspace, counter } = this.#settings;
    const headers = ['Date', this.#httpDate(workspace.clock())];
    headers.push('X-Request-Id', requestId, 'Intercom-Version', request.version);
    const status = answer.kind === 'error' ? answer.error.status : answer.status;
    // A reply to bad credentials has no rate headers, whether or not the call was counted.
    if (ticket !== undefined && status !== 401) {
      headers.push('X-RateLimit-Limit', String(ticket.limit));
      headers.push('X-RateLimit-Remaining', String(ticket.remaining));
      headers.push('X-RateLimit-Reset', String(ticket.reset));
    }
    if (answer.kind !== 'empty') headers.push('Content-Type', 'application/json; charset=utf-8');
    if (answer.kind === 'error' && answer.headers) headers.push(...Object.entries(answer.headers).flat());
    counter.countStatus(status);
    writeReply(response, { status, headers, body: writeBody(answer, requestId) }, slowBodyMs);
  }
}

/** A defect of the simulator: the client gets an answer, and whoever runs it hears of it. */
function warnOfDefect(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

function writeBody(answer: Answer, requestId: string): string {
  switch (answer.kind) {
    case 'empty':
      return '';
    case 'json':
      return JSON.stringify(answer.json);
    case 'error':
      return errorListBody(answer.error, requestId);
    default:
      return answer satisfies never;
  }
}
