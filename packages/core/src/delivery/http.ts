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

/** Sends one request, follows no redirect, and throws where no whole answer came. */
export type HttpSend = (request: HttpRequest, signal: AbortSignal) => Promise<HttpReply>;

/** Sends by the global `fetch`. */
export const sendByFetch: HttpSend = async (request, signal) => {
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers,
    redirect: 'manual',
    signal,
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return {
    status: response.status,
    headers: headersByName(response.headers),
    body: await readStart(response.body),
  };
};

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

async function readStart(body: ReadableStream<Uint8Array> | null): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  for (let bytes = 0; bytes < REPLY_BYTES_MAX;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}

/** Rejects after the time, also where the function handed in does not heed its signal. */
export async function withTimeout(
  http: HttpSend,
  request: HttpRequest,
  timeoutMs: number,
): Promise<HttpReply> {
  const timeout = AbortSignal.timeout(timeoutMs);
  let onTimeout: () => void = () => undefined;
  const expired = new Promise<never>((_, reject) => {
    onTimeout = () => {
      reject(new Error('No answer in time.'));
    };
    timeout.addEventListener('abort', onTimeout, { once: true });
  });
  try {
    return await Promise.race([http(request, timeout), expired]);
  } finally {
    timeout.removeEventListener('abort', onTimeout);
  }
}
