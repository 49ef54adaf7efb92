import type { DeadLetterReason } from '@intercom-destination/core';

const REASONS = {
  contact_not_found: { isRetried: true },
  ambiguous_contact: { isRetried: false },
  contact_conflict: { isRetried: false },
  contact_archived: { isRetried: false },
  event_name_limit: { isRetried: true },
  refused: { isRetried: false },
  exhausted: { isRetried: true },
} as const satisfies Record<DeadLetterReason, { readonly isRetried: boolean }>;

/** Why a call may be a dead letter. */
export const DEAD_LETTER_REASONS = Object.keys(REASONS) as readonly DeadLetterReason[];

/** What a second try may mend by itself: the person came, the fault passed, a name was made free. */
export const RETRIED_REASONS = DEAD_LETTER_REASONS.filter((reason) => REASONS[reason].isRetried);
