import type { ApiError } from './error-list';

/** What an endpoint answers, before it is put on the wire. */
export type Answer =
  | { readonly kind: 'empty'; readonly status: number }
  | { readonly kind: 'json'; readonly status: number; readonly json: object }
  | { readonly kind: 'error'; readonly error: ApiError; readonly headers?: Readonly<Record<string, string>> };

export function ok(json: object): Answer {
  return { kind: 'json', status: 200, json };
}

export function failed(error: ApiError, headers?: Readonly<Record<string, string>>): Answer {
  return headers === undefined ? { kind: 'error', error } : { kind: 'error', error, headers };
}
