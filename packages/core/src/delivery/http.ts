/** A request as data. The header `Authorization` holds the token. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpReply {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request, follows no redirect, and rejects where no whole answer came. */
export interface HttpSend {
  (request: HttpRequest, signal: AbortSignal): Promise<HttpReply>;
  /**
   * The same, for a function that can reject by itself after a time: a signal for each request is a sixth of what a
   * delivery costs.
   */
  readonly within?: (request: HttpRequest, timeoutMs: number) => Promise<HttpReply>;
}

/** The headers of any `fetch`'s response, by lower-case name. */
export function headersByName(headers: {
  forEach(visit: (value: string, name: string) => void): void;
}): Record<string, string> {
  const byName: Record<string, string> = {};
  headers.forEach((value, name) => {
    byName[name.toLowerCase()] = value;
  });
  return byName;
}

/** Bytes of a reply that are read: Intercom's have a few hundred, and one without end must not fill the memory. */
export const REPLY_BYTES_MAX = 64 * 1024;
