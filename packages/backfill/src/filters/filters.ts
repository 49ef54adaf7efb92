/** What is not sent though it could be mapped. Fixed for a run. */
export interface Filters {
  /** Whether calls are sent though their `integrations` turn Intercom off. */
  readonly ignoreIntegrations: boolean;
  /** Categories of consent; a call must allow each of them. */
  readonly consent: readonly string[];
  /** People never to send, in files; `undefined`: nobody. */
  readonly suppress?: { readonly sha256: string; readonly entries: number };
  /** Names or patterns of events. Empty: all. */
  readonly only: readonly string[];
  readonly exclude: readonly string[];
  /** Seconds since 1970, the first that is sent. */
  readonly from?: number;
  /** Seconds since 1970, the first that is not sent. */
  readonly before?: number;
  /** Calls to deliver at most, in the order read. */
  readonly limit?: number;
  /** Part of the people, above 0 up to 1, chosen by hash: the same ones each time. */
  readonly sample?: number;
}

/** The name of a filter that differs; `undefined`: they are the same. */
export function findChangedFilter(begun: Filters, asked: Filters): string | undefined {
  const names = Object.keys({ ...begun, ...asked }) as (keyof Filters)[];
  return names.find((name) => JSON.stringify(begun[name]) !== JSON.stringify(asked[name]));
}

/** Why a call is left out by a filter. */
export type FilterCode =
  | 'opted_out'
  | 'no_consent'
  | 'suppressed'
  | 'not_in_only'
  | 'excluded'
  | 'too_early'
  | 'too_late'
  | 'not_in_sample'
  | 'beyond_limit';
