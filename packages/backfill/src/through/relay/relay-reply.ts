import type { HttpReply, IntercomError, Sent } from '@intercom-destination/core';

/** What an adapter gets; `undefined`: the connection ends without an answer, as Intercom's own did. */
export type RelayReply = Pick<HttpReply, 'status' | 'body'> | undefined;

/** Nobody is known by this identifier. */
export const NOT_FOUND: RelayReply = errorReply(404, { code: 'not_found', message: 'User Not Found' });

/** The run has stopped: whatever the adapter makes of it, the call is left for later. */
export const STOPPED: RelayReply = errorReply(503, { code: 'stopped', message: undefined });

export function jsonReply(status: number, content: object): RelayReply {
  return { status, body: JSON.stringify(content) };
}

/** An answer in the form of Intercom's own. */
export function errorReply(
  status: number,
  error: Pick<IntercomError, 'code' | 'message'> | undefined,
): RelayReply {
  const { code = 'unknown', message } = error ?? {};
  return jsonReply(status, { type: 'error.list', errors: [{ code, message }] });
}

/** Intercom's own answer, or the last one where it never came to a good one. */
export function toReply(sent: Exclude<Sent, { outcome: 'halted' }>): RelayReply {
  switch (sent.outcome) {
    case 'answered':
      return sent.reply;
    case 'exhausted':
      return sent.status === undefined ? undefined : errorReply(sent.status, sent.error);
    case 'needless':
      return undefined;
    default:
      return sent satisfies never;
  }
}
