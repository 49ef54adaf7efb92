import { REPLY_BYTES_MAX, type HttpReply } from '@intercom-destination/core';
import type { Dispatcher } from 'undici';

/**
 * Takes one reply off a connection as it comes, up to a bound. Beside undici's `request`, which makes a stream of each
 * body, a round trip takes a tenth less time.
 */
export class ReplyCollector implements Dispatcher.DispatchHandler {
  /** Rejects where no whole reply came. */
  readonly reply: Promise<HttpReply>;
  #resolve!: (reply: HttpReply) => void;
  #reject!: (fault: Error) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #given: Error | undefined;
  #status = 0;
  #headers: ReplyHeaders = {};
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor() {
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Waits no longer, and closes the connection. */
  giveUp(fault: Error): void {
    this.#given = fault;
    this.#reject(fault);
    this.#controller?.abort(fault);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while it waited for a connection.
    if (this.#given !== undefined) controller.abort(this.#given);
  }

  /** Called anew after an answer that only informs (1xx). */
  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ReplyHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes < REPLY_BYTES_MAX) return;
    this.onResponseEnd();
    this.giveUp(new Error('The rest of the reply is not read.'));
  }

  onResponseEnd(): void {
    this.#resolve({ status: this.#status, headers: flatten(this.#headers), body: this.#text() });
  }

  onResponseError(_: Dispatcher.DispatchController, fault: Error): void {
    this.#reject(fault);
  }

  #text(): string {
    const [first] = this.#chunks;
    if (first === undefined) return '';
    const whole = this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    const text = whole.toString('utf8', 0, REPLY_BYTES_MAX);
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  }
}

const BYTE_ORDER_MARK = '\ufeff';

type ReplyHeaders = Readonly<Record<string, string | string[] | undefined>>;

function flatten(headers: ReplyHeaders): Readonly<Record<string, string>> {
  if (areTexts(headers)) return headers;
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

function areTexts(headers: ReplyHeaders): headers is Readonly<Record<string, string>> {
  for (const name in headers) if (typeof headers[name] !== 'string') return false;
  return true;
}
