import type { DeadLetterReason, IdentifierKind } from '@intercom-destination/core';
import type { BackfillRefusal } from '../filters/fate';
import type { SettledFate } from '../overlaps/settle-fate';

export type SkipCode = Extract<SettledFate, { kind: 'skipped' }>['code'];

/** How a call ended; every call read ends in exactly one of these ways, or was not reached. */
export type EndedCall =
  | { readonly outcome: 'accepted'; readonly by: IdentifierKind; readonly attempts: number }
  /** Accepted, though Intercom probably takes it for one with an earlier call. */
  | { readonly outcome: 'same_second'; readonly by: IdentifierKind; readonly attempts: number }
  /** A platform has taken it, whose destination is to bring it to Intercom. */
  | { readonly outcome: 'handed_over'; readonly attempts: number }
  /** The same data event as an earlier call's: not sent again. */
  | { readonly outcome: 'duplicate' }
  | { readonly outcome: 'skipped'; readonly code: SkipCode }
  | { readonly outcome: 'refused'; readonly code: BackfillRefusal['code'] }
  | { readonly outcome: 'dead_letter'; readonly code: DeadLetterReason; readonly attempts: number };

export const OUTCOMES = [
  'accepted',
  'same_second',
  'handed_over',
  'duplicate',
  'skipped',
  'refused',
  'dead_letter',
] as const;
