import {
  backoffMs,
  sendWithin,
  WaitWatch,
  type Clock,
  type HttpReply,
  type HttpSend,
  type Waiting,
} from '@intercom-destination/core';
import type { IngestionHalt } from '../run-directory/run-state';
import { CannotRun } from '../terminal/cannot-run';

/** How a batch fared. */
export type BatchSent =
  | { readonly outcome: 'handed_over'; readonly attempts: number }
  /** Something in it will not do. */
  | { readonly outcome: 'refused'; readonly status: number; readonly attempts: number }
  /** Nothing more is sent; the batch may be sent later. */
  | { readonly outcome: 'halted'; readonly state: IngestionHalt };

export interface BatchSenderOptions {
  readonly url: string;
  readonly writeKey: string;
  readonly http: HttpSend;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly requestTimeoutMs: number;
  readonly maxOutageMs: number;
}

/** Failures in a row after which it is the platform that is away. */
const FAILURES_OF_OUTAGE = 5;
const RETRY_AFTER_MAX_MS = 600_000;

/** Sends batches to one ingestion endpoint, again and again while it may help; any number may be under way. */
export class BatchSender {
  readonly #options: BatchSenderOptions;
  readonly #waits: WaitWatch;
  readonly #headers: Readonly<Record<string, string>>;
  #failuresInARow = 0;
  #failingSinceMs: number | undefined;
  #halted: Extract<BatchSent, { outcome: 'halted' }> | undefined;

  constructor(options: BatchSenderOptions) {
    this.#options = options;
    this.#waits = new WaitWatch(options.clock);
    this.#headers = {
      Authorization: `Basic ${Buffer.from(`${options.writeKey}:`).toString('base64')}`,
      'Content-Type': 'application/json',
    };
  }

  get isInOutage(): boolean {
    return this.#failuresInARow >= FAILURES_OF_OUTAGE;
  }

  /** Why nothing is sent just now; `undefined`: something is, or nobody wants to send. */
  get waiting(): Waiting | undefined {
    return this.#waits.waiting();
  }

  /** Rejects with the signal's reason when that is aborted, and with `CannotRun` where there is no such endpoint. */
  async send(body: string, signal: AbortSignal): Promise<BatchSent> {
    const { url, random } = this.#options;
    for (let attempts = 1; ; attempts += 1) {
      if (this.#halted !== undefined) return this.#halted;
      const reply = await this.#attempt(body, signal);
      const verdict = judge(reply);
      switch (verdict) {
        case 'taken':
          return { outcome: 'handed_over', attempts };
        case 'key_refused':
          this.#halted ??= { outcome: 'halted', state: 'write_key_refused' };
          return this.#halted;
        case 'no_endpoint':
          throw new CannotRun(`${url} answers ${reply?.status ?? 0}: it is not where batches are taken.`);
        case 'refused':
          return { outcome: 'refused', status: reply?.status ?? 0, attempts };
        case 'may_pass':
          break;
        default:
          verdict satisfies never;
      }
      if (this.#hasLastedTooLong()) this.#halted ??= { outcome: 'halted', state: 'ingestion_outage' };
      else {
        const waitMs = Math.max(backoffMs(attempts, random()), readRetryAfterMs(reply));
        const reason = { for: 'next_try', status: reply?.status } as const;
        await this.#waits.wait(reason, waitMs, signal);
      }
    }
  }

  #hasLastedTooLong(): boolean {
    const { clock, maxOutageMs } = this.#options;
    return this.#failingSinceMs !== undefined && clock.now() - this.#failingSinceMs >= maxOutageMs;
  }

  /** `undefined`: no whole answer came. */
  async #attempt(body: string, signal: AbortSignal): Promise<HttpReply | undefined> {
    const { url, http, clock, requestTimeoutMs } = this.#options;
    const request = { method: 'POST', url: `${url}/v1/batch`, headers: this.#headers, body } as const;
    let reply: HttpReply | undefined;
    this.#waits.sent();
    try {
      reply = await sendWithin(http, request, requestTimeoutMs, signal);
    } catch {
      signal.throwIfAborted();
    } finally {
      this.#waits.ended();
    }
    if (judge(reply) === 'may_pass') {
      this.#failuresInARow += 1;
      this.#failingSinceMs ??= clock.now();
    } else {
      this.#failuresInARow = 0;
      this.#failingSinceMs = undefined;
    }
    return reply;
  }
}

function judge(
  reply: HttpReply | undefined,
): 'taken' | 'may_pass' | 'key_refused' | 'no_endpoint' | 'refused' {
  if (reply === undefined) return 'may_pass';
  const { status, body } = reply;
  // A page of HTML, whatever its status, and a redirect come from something in between.
  const isPage = body.trimStart().startsWith('<');
  if (status >= 200 && status < 300 && !isPage) return 'taken';
  if (status === 401 || status === 403) return 'key_refused';
  if (status === 404 || status === 405) return 'no_endpoint';
  if (isPage || status < 400 || status === 408 || status === 429 || status >= 500) return 'may_pass';
  return 'refused';
}

function readRetryAfterMs(reply: HttpReply | undefined): number {
  const seconds = Number(reply?.headers['retry-after'] ?? 0);
  return seconds > 0 ? Math.min(seconds * 1_000, RETRY_AFTER_MAX_MS) : 0;
}
