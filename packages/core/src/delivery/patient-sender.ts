import { backoffMs } from './backoff';
import type { DeliverySettings } from './delivery-settings';
import type { DeliveryEnvironment } from './environment';
import { NO_ERROR, type IntercomError } from './error-list';
import type { HttpReply, HttpRequest } from './http';
import { OutageWatch } from './outage';
import { RateWindow, type Rate, type WindowUse } from './rate-window';
import { EVENTS_PATH, toIdentifyWorkspaceRequest } from './request';
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
import { judgeResponse, type Verdict } from './verdict';
import { WaitWatch, type Waiting } from './wait-watch';

/**
 * Sends requests to one workspace until each has an answer that waiting would not change. All share one rate window,
 * wait together through an outage, and stop together at a refused token. Any number may be under way.
 */
export class PatientSender implements Sender {
  readonly environment: DeliveryEnvironment;
  readonly #settings: DeliverySettings;
  readonly #window: RateWindow;
  readonly #outage: OutageWatch;
  readonly #waits: WaitWatch;
  #line: Promise<void> = Promise.resolve();
  #inLine = 0;
  /** Wakes the first in line where it waits for a reply. */
  #onReply: (() => void) | undefined;
  #halt: Halt | undefined;
  /** When the first of the 429 in a row came: one that never ends is an outage too. */
  #refusedSinceMs: number | undefined;
  /** Of the last request that failed; `undefined`: no answer came. */
  #failedStatus: number | undefined;

  constructor(environment: DeliveryEnvironment, settings: DeliverySettings) {
    this.environment = environment;
    this.#settings = settings;
    this.#waits = new WaitWatch(environment.clock);
    this.#window = new RateWindow(settings.rateShare, settings.concurrency);
    this.#outage = new OutageWatch(settings.maxOutageMs);
  }

  get lastWindow(): WindowUse | undefined {
    return this.#window.lastWindow;
  }

  get isInOutage(): boolean {
    return this.#outage.isOn;
  }

  /** Why nothing is sent just now; `undefined`: something is, or nobody wants to send. */
  get waiting(): Waiting | undefined {
    const { clock } = this.environment;
    return this.#waits.waiting(this.#outage.isOn ? this.#outage.untilProbe(clock.now()) : 0);
  }

  /** Replaces `rateShare`, also while requests are under way; what waits for its turn already may still wait for it. */
  changeRate(rate: Rate): void {
    this.#window.changeRate(rate);
  }

  /** Nothing more is sent. The first cause stays. */
  halt(cause: Halt['cause'], error: IntercomError): Halt {
    this.#halt ??= { cause, error };
    return this.#halt;
  }

  /** Rejects only when the signal is aborted, and then between two attempts. */
  async send(request: HttpRequest, tally: Tally, options: SendOptions): Promise<Sent> {
    for (let failures = 0; ;) {
      if (!this.#takeTurnAtOnce(options.signal)) await this.#awaitTurn(options.signal);
      if (this.#halt !== undefined) return { outcome: 'halted', halt: this.#halt };
      tally.attempts += 1;
      const reply = await this.#attempt(request);
      if (reply === undefined) tally.maybeStored = true;
      const verdict =
        reply === undefined ? undefined : judgeFor(reply, this.environment.workspace.token, options);

      if (verdict?.decision === 'wait_for_window') continue;
      if (reply !== undefined && verdict !== undefined && verdict.decision !== 'back_off') {
        if (verdict.decision === 'halt' && !isMissingPermission(reply, verdict.error, options)) {
          return { outcome: 'halted', halt: this.halt('token_refused', verdict.error) };
        }
        return { outcome: 'answered', reply, verdict };
      }

      failures = this.#outage.isOn ? 0 : failures + 1;
      if (failures >= this.#settings.maxAttempts && !(await this.#isOutage(failures, options.signal))) {
        return { outcome: 'exhausted', status: reply?.status, error: errorOf(verdict) };
      }
      const leastMs = backoffMs(Math.max(1, failures), this.environment.random());
      const waitMs = Math.max(leastMs, readRetryAfterMs(reply));
      await this.#waits.wait({ for: 'next_try', status: reply?.status }, waitMs, options.signal);
      if ((await options.beforeRepeat?.()) === true) return { outcome: 'needless' };
    }
  }

  /**
   * Whether a request that failed so often is the victim of an outage. Where others were answered meanwhile it is not;
   * else a question that no event can spoil decides.
   */
  async #isOutage(failures: number, signal: AbortSignal | undefined): Promise<boolean> {
    if (this.#outage.isOn) return true;
    if (this.#outage.failuresInARow < failures) return false;
    await this.#awaitTurn(signal);
    if (this.#halt !== undefined) return true;
    const reply = await this.#attempt(toIdentifyWorkspaceRequest(this.environment.workspace));
    if (!isFailure(reply)) return false;
    this.#outage.begin(this.environment.clock.now());
    return true;
  }

  /** Takes the right to send where nobody waits for it and it is there. */
  #takeTurnAtOnce(signal: AbortSignal | undefined): boolean {
    if (this.#inLine > 0 || this.#outage.isOn || signal?.aborted === true) return false;
    return this.#halt !== undefined || this.#window.take(this.environment.clock.now()) === 0;
  }

  /** Waits in line for the right to send: only the first in line asks, and the others wait for it. */
  async #awaitTurn(signal: AbortSignal | undefined): Promise<void> {
    this.#inLine += 1;
    const turn = this.#line.then(() => this.#takeTurn(signal));
    this.#line = turn.catch(() => undefined);
    try {
      await turn;
    } finally {
      this.#inLine -= 1;
    }
  }

  async #takeTurn(signal: AbortSignal | undefined): Promise<void> {
    const { clock } = this.environment;
    for (;;) {
      signal?.throwIfAborted();
      if (this.#halt !== undefined) return;
      const probeMs = this.#outage.isOn ? this.#outage.untilProbe(clock.now()) : 0;
      if (probeMs > 0) {
        await this.#waitOrReply(probeMs, signal);
        continue;
      }
      const waitMs = this.#window.take(clock.now());
      if (waitMs === 0) {
        // One probe at a time: the next in line waits for what becomes of this one.
        if (this.#outage.isOn) this.#outage.begin(clock.now());
        return;
      }
      if (waitMs === 'next_reply') await this.#nextReply();
      else
        await this.#waits.wait(
          { for: 'rate', isRefused: this.#refusedSinceMs !== undefined },
          waitMs,
          signal,
        );
    }
  }

  #nextReply(): Promise<void> {
    return new Promise((resolve) => {
      this.#onReply = resolve;
    });
  }

  /** A reply may tell that the outage is over, and then nobody need wait any longer. */
  async #waitOrReply(ms: number, signal: AbortSignal | undefined): Promise<void> {
    const waiting = new AbortController();
    const end = () => {
      waiting.abort();
    };
    this.#onReply = end;
    signal?.addEventListener('abort', end, { once: true });
    const reason = { for: 'next_try', status: this.#failedStatus } as const;
    await this.#waits.wait(reason, ms, waiting.signal).catch(() => undefined);
    signal?.removeEventListener('abort', end);
  }

  /** `undefined`: no whole answer came. */
  async #attempt(request: HttpRequest): Promise<HttpReply | undefined> {
    const { clock, http } = this.environment;
    const sentMs = clock.now();
    this.#waits.sent();
    let reply: HttpReply | undefined;
    try {
      reply = await sendWithin(http, request, this.#settings.requestTimeoutMs);
    } catch {
      // Whatever broke on the way, what was asked may be done or not: the same case for every cause.
      reply = undefined;
    }
    const nowMs = clock.now();
    this.#waits.ended();
    this.#window.ended(reply, sentMs, nowMs);
    if (isFailure(reply)) {
      this.#failedStatus = reply?.status;
      this.#outage.failed(nowMs);
    } else if (isEventRequest(request)) {
      // Contacts and GET /me may be answered while events are not.
      this.#outage.answered();
    }
    this.#refusedSinceMs = reply?.status === 429 ? (this.#refusedSinceMs ?? nowMs) : undefined;
    const isRefusedTooLong =
      this.#refusedSinceMs !== undefined && nowMs - this.#refusedSinceMs >= this.#settings.maxOutageMs;
    if (isRefusedTooLong || this.#outage.hasLastedTooLong(nowMs)) this.halt('outage', NO_ERROR);
    this.#onReply?.();
    return reply;
  }
}

function errorOf(verdict: Verdict | undefined): IntercomError | undefined {
  return verdict !== undefined && 'error' in verdict ? verdict.error : undefined;
}

function isFailure(reply: HttpReply | undefined): boolean {
  return reply === undefined || judgeResponse(reply).decision === 'back_off';
}

function isEventRequest({ method, url }: HttpRequest): boolean {
  return method === 'POST' && url.endsWith(EVENTS_PATH);
}

/** Nobody has seen Intercom send one; seconds, bounded. */
const RETRY_AFTER_MAX_MS = 600_000;

function readRetryAfterMs(reply: HttpReply | undefined): number {
  const seconds = Number(reply?.headers['retry-after'] ?? 0);
  return seconds > 0 ? Math.min(seconds * 1_000, RETRY_AFTER_MAX_MS) : 0;
}
