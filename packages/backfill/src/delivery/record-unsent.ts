import type { DeadLetterReason } from '@intercom-destination/core';
import type { SettledFate } from '../overlaps/settle-fate';
import type { RunJournal } from '../run-directory/run-journal';
import type { SourceCall } from '../sources/read-calls';
import type { CallToDeliver } from './deliver-call';

/** Journals the end of a call that is not to be sent. `was` is why it was a dead letter until now; `undefined`: it was none. */
export function recordUnsent(
  source: SourceCall,
  fate: Exclude<SettledFate, CallToDeliver>,
  journal: RunJournal,
  was?: DeadLetterReason,
): void {
  switch (fate.kind) {
    case 'skipped':
      journal.recordEnd(source, { outcome: 'skipped', code: fate.code }, undefined, was);
      return;
    case 'refused':
      journal.recordEnd(source, { outcome: 'refused', code: fate.refusal.code }, fate.refusal, was);
      return;
    case 'duplicate':
      journal.recordEnd(source, { outcome: 'duplicate' }, undefined, was);
      return;
    default:
      fate satisfies never;
  }
}
