import type { IncomingMessage } from 'node:http';

/** A body that came to its end. */
export type ReceivedBody =
  { readonly kind: 'bytes'; readonly bytes: Buffer } | { readonly kind: 'too_large' };

/**
 * Reads the whole body and calls back once; never, if the client goes away first.
 * A body over the limit is read to its end but not kept, so that the client still gets its answer.
 */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  done: (body: ReceivedBody) => void,
): void {
  let chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else chunks = [];
  });
  request.on('end', () => {
    const [first] = chunks;
    const bytes = first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
    done(size > maxBytes ? { kind: 'too_large' } : { kind: 'bytes', bytes });
  });
  // A client that goes away is no fault of ours.
  request.on('error', () => undefined);
}
