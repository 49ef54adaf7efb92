import type { DataEvent } from '../data-event';
import type { Identifier, Identity } from '../identity';
import type { Workspace } from '../workspace';
import { backoffMs } from './backoff';
import type { Clock } from './clock';
import type { IntercomError } from './error-list';
import type { HttpReply, HttpSend } from './http';
import { RateWindow } from './rate-window';
import { redact } from './redact';
import { toRequest } from './request';
import { judgeResponse, type DeadLetterReason, type Verdict } from './verdict';

export interface DeliverySettings {
  /** The share of the workspace's rate limit to use, above 0 and at most 1. */
  readonly rateShare: number;
  /** Attempts with one identifier before the data event is given up. */
  readonly maxAttempts: number;
  readonly requestTimeoutMs: number;
}

export const DEFAULT_DELIVERY_SETTINGS: DeliverySettings = {
  rateShare: 0.8,
  maxAttempts: 8,
  requestTimeoutMs: 30_000,
};

/** What delivery needs from outside. */
export interface DeliveryEnvironment {
  readonly workspace: Workspace;
  readonly http: HttpSend;
  readonly clock: Clock;
  /** From 0 up to 1, as `Math.random`. */
  readonly random: () => number;
}

/** How delivery of one data event ended. Messages of Intercom's are redacted. */
export type Delivery =
  | { readonly outcome: 'accepted'; readonly by: Identifier['by']; readonly attempts: number }
  | {
      readonly outcome: 'dead_letter';
      readonly reason: DeadLetterReason;
      readonly attempts: number;
      /** An attempt got no answer, so Intercom may hold the data event all the same. */
      readonly maybeStored: boolean;
      readonly error: IntercomError | undefined;
    }
  /** The token is refused: nothing more is sent, and this data event may be delivered later. */
  | { readonly outcome: 'halted'; readonly error: IntercomError };

/** A data event with the identity it was made for. */
export interface Deliverable {
  readonly dataEvent: DataEvent;
  readonly identity: Identity;
}

/** How one identifier fared. */
type IdentifierResult = Delivery | { readonly outcome: 'not_found'; readonly error: IntercomError };

/** How many identifiers found missing are remembered, so that later events of the same person cost no call. */
const REMEMBERED_MISSING_MAX = 200_000;

/**
 * Delivers data events to one workspace; any number may be in flight. All share one rate window and one memory of
 * who is missing, and a refused token stops them all.
 */
export class Deliverer {
  readonly #environment: DeliveryEnvironment;
  readonly #settings: DeliverySettings;
  readonly #window: RateWindow;
  readonly #missing = new Set<string>();
  #line: Promise<void> = Promise.resolve();
  /** Wakes the first in line where it waits for a reply. */
  #onReply: (() => void) | undefined;
  #halted: IntercomError | undefined;

  constructor(environment: DeliveryEnvironment, settings: Partial<DeliverySettings> = {}) {
    this.#environment = environment;
    this.#settings = { ...DEFAULT_DELIVERY_SETTINGS, ...settings };
    this.#window = new RateWindow(this.#settings.rateShare);
  }

  /** Tries the identifiers in turn. Rejects only when the signal is aborted, and then between two attempts. */
  async deliver({ dataEvent, identity }: Deliverable, signal?: AbortSignal): Promise<Delivery> {
    const identifiers = [identity, ...identity.fallbacks];
    const history: History = { attempts: 0, maybeStored: false };
    let lastError: IntercomError | undefined;
    for (const identifier of identifiers) {
      const key = `${identifier.by}:${identifier.value}`;
      if (this.#missing.has(key)) continue;
      const result = await this.#deliverBy(identifier, dataEvent, identifiers, history, signal);
      if (result.outcome !== 'not_found') return result;
      this.#rememberMissing(key);
      lastError = result.error;
    }
    return this.#deadLetter('contact_not_found', history, lastError);
  }

  async #deliverBy(
    identifier: Identifier,
    dataEvent: DataEvent,
    identifiers: readonly Identifier[],
    history: History,
    signal: AbortSignal | undefined,
  ): Promise<IdentifierResult> {
    const request = toRequest(identifyBy(dataEvent, identifier), this.#environment.workspace);
    for (let failures = 0; ;) {
      await this.#awaitTurn(signal);
      if (this.#halted !== undefined) return { outcome: 'halted', error: this.#halted };
      history.attempts += 1;
      const reply = await this.#attempt(request);
      if (reply === undefined) history.maybeStored = true;
      const verdict: Verdict | undefined = reply === undefined ? undefined : judgeResponse(reply);
      const error =
        verdict !== undefined && 'error' in verdict ? this.#redact(verdict.error, identifiers) : undefined;

      switch (verdict?.decision) {
        case 'accept':
          return { outcome: 'accepted', by: identifier.by, attempts: history.attempts };
        case 'next_identifier':
          return { outcome: 'not_found', error: error ?? NO_ERROR };
        case 'halt':
          this.#halted = error ?? NO_ERROR;
          return { outcome: 'halted', error: this.#halted };
        case 'dead_letter':
          return this.#deadLetter(verdict.reason, history, error);
        case 'wait_for_window':
          break;
        case 'back_off':
        case undefined:
          failures += 1;
          if (failures >= this.#settings.maxAttempts) return this.#deadLetter('exhausted', history, error);
          await this.#environment.clock.wait(backoffMs(failures, this.#environment.random()), signal);
          break;
        default:
          verdict satisfies never;
      }
    }
  }

  /** Waits in line for the right to send: only the first in line asks the window, and the others wait for it. */
  async #awaitTurn(signal: AbortSignal | undefined): Promise<void> {
    const turn = this.#line.then(() => this.#takeFromWindow(signal));
    this.#line = turn.catch(() => undefined);
    await turn;
  }

  async #takeFromWindow(signal: AbortSignal | undefined): Promise<void> {
    const { clock } = this.#environment;
    for (;;) {
      signal?.throwIfAborted();
      if (this.#halted !== undefined) return;
      const waitMs = this.#window.take(clock.now());
      if (waitMs === 0) return;
      if (waitMs === 'next_reply') await this.#nextReply();
      else await clock.wait(waitMs, signal);
    }
  }

  #nextReply(): Promise<void> {
    return new Promise((resolve) => {
      this.#onReply = resolve;
    });
  }

  /** `undefined`: no whole answer came. */
  async #attempt(request: ReturnType<typeof toRequest>): Promise<HttpReply | undefined> {
    const { clock, http } = this.#environment;
    const sentMs = clock.now();
    let reply: HttpReply | undefined;
    try {
      reply = await http(request, AbortSignal.timeout(this.#settings.requestTimeoutMs));
    } catch {
      // Whatever broke on the way, the data event may be stored or not: the same case for every cause.
      reply = undefined;
    }
    this.#window.ended(reply, sentMs, clock.now());
    this.#onReply?.();
    return reply;
  }

  /** Neither the person nor the token: whatever answers may quote both. */
  #redact(error: IntercomError, identifiers: readonly Identifier[]): IntercomError {
    if (error.message === undefined) return error;
    const secrets = [this.#environment.workspace.token, ...identifiers.map(({ value }) => value)];
    return { ...error, message: redact(error.message, secrets) };
  }

  #rememberMissing(key: string): void {
    if (this.#missing.size >= REMEMBERED_MISSING_MAX) this.#missing.clear();
    this.#missing.add(key);
  }

  #deadLetter(reason: DeadLetterReason, history: History, error: IntercomError | undefined): Delivery {
    return {
      outcome: 'dead_letter',
      reason,
      attempts: history.attempts,
      maybeStored: history.maybeStored,
      error,
    };
  }
}

interface History {
  attempts: number;
  maybeStored: boolean;
}

const NO_ERROR: IntercomError = { code: undefined, message: undefined, requestId: undefined };

function identifyBy(dataEvent: DataEvent, { by, value }: Identifier): DataEvent {
  const { event_name, created_at, metadata } = dataEvent;
  return { event_name, created_at, [by]: value, ...(metadata === undefined ? {} : { metadata }) };
}
