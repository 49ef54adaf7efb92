import type { DeadLetterReason, IdentifierKind } from '@intercom-destination/core';
import type { BackfillRefusal, Fate } from '../map-source-call';

export type SkipCode = Extract<Fate, { kind: 'skipped' }>['code'];

/** How a call ended; every call read ends in exactly one of these ways, or was not reached. */
export type EndedCall =
  | { readonly outcome: 'accepted'; readonly by: IdentifierKind; readonly attempts: number }
  | { readonly outcome: 'skipped'; readonly code: SkipCode }
  | { readonly outcome: 'refused'; readonly code: BackfillRefusal['code'] }
  | { readonly outcome: 'dead_letter'; readonly code: DeadLetterReason; readonly attempts: number };

export const OUTCOMES = ['accepted', 'skipped', 'refused', 'dead_letter'] as const;
