import type { ApiError } from './error-list';

/** What a check found, or why the request is refused. */
export type Checked<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: ApiError };

export function accepted<Value>(value: Value): Checked<Value> {
  return { ok: true, value };
}

export function refused(error: ApiError): { readonly ok: false; readonly error: ApiError } {
  return { ok: false, error };
}
