import { accepted, refused, type Checked } from './checked';
import { bodyTooLarge, notJson } from './error-list';
import type { ReceivedBody } from './http/read-body';
import { readJson } from './http/read-json';

/** A request to the simulated API, with its body parsed at most once and only when an endpoint asks. */
export class ApiRequest {
  readonly method: string;
  readonly path: string;
  /** The Intercom-Version that applies: the header's or the workspace's. */
  readonly version: string;
  /** Where this simulator was reached, such as http://127.0.0.1:4010. */
  readonly baseUrl: string;
  readonly #received: ReceivedBody;
  readonly #queryText: string;
  #body: Checked<unknown> | undefined;

  constructor(method: string, url: string, version: string, baseUrl: string, received: ReceivedBody) {
    this.method = method;
    this.version = version;
    this.baseUrl = baseUrl;
    this.#received = received;
    const mark = url.indexOf('?');
    this.path = mark < 0 ? url : url.slice(0, mark);
    this.#queryText = mark < 0 ? '' : url.slice(mark + 1);
  }

  get query(): URLSearchParams {
    return new URLSearchParams(this.#queryText);
  }

  /** The JSON value of the body, or why it has none. */
  body(): Checked<unknown> {
    return (this.#body ??= this.#parse());
  }

  get bodyText(): string {
    return this.#received.kind === 'bytes' ? this.#received.bytes.toString() : '';
  }

  #parse(): Checked<unknown> {
    if (this.#received.kind === 'too_large') return refused(bodyTooLarge);
    const read = readJson(this.#received.bytes);
    return read.ok ? accepted(read.value) : refused(notJson);
  }
}
