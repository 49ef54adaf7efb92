import type { DeliveryEnvironment } from './environment';
import type { IntercomError } from './error-list';
import type { HttpReply, HttpRequest } from './http';
import { sendWithin } from './send-within';
import {
  isMissingPermission,
  judgeFor,
  type Halt,
  type Sender,
  type SendOptions,
  type Sent,
  type Tally,
} from './sender';

/** Runs the work when there is room for it. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Sends each request once, for a host that tries again by itself and gives a call a few seconds only. After a 429
 * nothing more is sent: what follows is answered as that was.
 */
export class ImpatientSender implements Sender {
  readonly environment: DeliveryEnvironment;
  readonly #requestTimeoutMs: number;
  readonly #limit: Limit;
  #halt: Halt | undefined;
  #rateLimited: Extract<Sent, { outcome: 'exhausted' }> | undefined;

  /**
   * `requestTimeoutMs: Infinity`: the signals that calls bring bound the requests, at a fraction of the cost. `limit`
   * says when each request may begin; absent: at once.
   */
  constructor(
    environment: DeliveryEnvironment,
    settings: { readonly requestTimeoutMs: number; readonly limit?: Limit | undefined },
  ) {
    this.environment = environment;
    this.#requestTimeoutMs = settings.requestTimeoutMs;
    this.#limit = settings.limit ?? ((work) => work());
  }

  halt(cause: Halt['cause'], error: IntercomError): Halt {
    this.#halt ??= { cause, error };
    return this.#halt;
  }

  /** What has waited for its turn meets a 429 or a halt that came meanwhile. */
  send(request: HttpRequest, tally: Tally, options: SendOptions): Promise<Sent> {
    return this.#limit(() => this.#sendNow(request, tally, options));
  }

  async #sendNow(request: HttpRequest, tally: Tally, options: SendOptions): Promise<Sent> {
    options.signal?.throwIfAborted();
    if (this.#halt !== undefined) return { outcome: 'halted', halt: this.#halt };
    if (this.#rateLimited !== undefined) return this.#rateLimited;
    tally.attempts += 1;
    const reply = await this.#attempt(request, options.signal);
    if (reply === undefined) {
      tally.maybeStored = true;
      return { outcome: 'exhausted', status: undefined, error: undefined };
    }
    const verdict = judgeFor(reply, this.environment.workspace.token, options);
    switch (verdict.decision) {
      case 'wait_for_window':
        this.#rateLimited = { outcome: 'exhausted', status: reply.status, error: verdict.error };
        return this.#rateLimited;
      case 'back_off':
        return { outcome: 'exhausted', status: reply.status, error: verdict.error };
      case 'halt':
        if (isMissingPermission(reply, verdict.error, options))
          return { outcome: 'answered', reply, verdict };
        return { outcome: 'halted', halt: this.halt('token_refused', verdict.error) };
      case 'accept':
      case 'next_identifier':
      case 'dead_letter':
        return { outcome: 'answered', reply, verdict };
      default:
        return verdict satisfies never;
    }
  }

  /** `undefined`: no whole answer came in time. */
  async #attempt(request: HttpRequest, signal: AbortSignal | undefined): Promise<HttpReply | undefined> {
    const { http } = this.environment;
    try {
      if (this.#requestTimeoutMs === Infinity) {
        return await http(request, signal ?? new AbortController().signal);
      }
      return await sendWithin(http, request, this.#requestTimeoutMs, signal);
    } catch {
      return undefined;
    }
  }
}
