import type { SampleFigures } from './concern-figures';
import type { ConcernCode } from './concern-rules';

/** What has to be settled or accepted before a run, beside what is weighed by its share of calls. */
export const OTHER_CODES = [
  'columns_recognised',
  'nothing_to_deliver',
  'too_many_names',
  'people_missing',
  'secrets',
  'units_unclear',
  'refused_files',
  'unreadable_files',
  'like_cents',
  'mixed_money',
  'one_identifier',
  'mixed_ids',
  'crowded_day',
  'repeated_messages',
] as const;

/** What is only good to know. */
type KnownCode =
  'not_probed' | 'in_future' | 'personal_data' | 'overlaps' | 'old_events' | 'unmatched_settings';

export type SettleCode = ConcernCode | (typeof OTHER_CODES)[number];

/**
 * Something to know before a run. `settle`: a live workspace gets nothing before it is settled or accepted. `accepted`: somebody
 * has accepted it.
 */
export interface PlanFinding {
  readonly weight: 'settle' | 'accepted' | 'know';
  readonly code: SettleCode | KnownCode;
  readonly sentence: string;
  /** What settles it, as the end of a sentence; absent: nothing but another dump. */
  readonly settled_by?: string;
  /** Of the calls that it could be said of, the part that it is said of, from 0 to 1; absent: it has none. */
  readonly share?: number;
  /** The share that is accepted, and too small; absent: none is. */
  readonly accepted_up_to?: number;
  /** Calls to look at; absent: none are known. */
  readonly samples?: readonly SampleFigures[];
}

export function isToSettle({ weight }: PlanFinding): boolean {
  return weight === 'settle';
}
