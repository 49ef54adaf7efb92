import type { Counts } from '../run-directory/counts';
import type { RunReport } from './run-report';

export interface OutcomeRow {
  readonly name: string;
  readonly count: number;
  /** The outcome in words; empty: its name says it all. */
  readonly meaning: string;
}

/** How the calls of a report ended, and how many were not reached. The counts add up to the calls. */
export function reportRows({ state, outcomes }: Pick<RunReport, 'state' | 'outcomes'>): OutcomeRow[] {
  const rest = state === 'dry_run' ? 'would be sent' : 'not reached';
  return [...outcomeRows(outcomes), { name: rest, count: outcomes.not_reached, meaning: '' }];
}

/** How calls ended. Outcomes that few runs have are left out where their count is zero. */
export function outcomeRows(outcomes: Counts['outcomes']): OutcomeRow[] {
  // A run hands its calls over or sends them itself, never both.
  const accepted = outcomes.handed_over > 0 ? rowIfAny : row;
  const rows = {
    accepted: accepted('accepted', outcomes.accepted),
    same_second: rowIfAny(
      'same second',
      outcomes.same_second,
      'accepted, and probably one with another call to Intercom (--on-collision)',
    ),
    handed_over: rowIfAny(
      'handed over',
      outcomes.handed_over,
      'the platform has taken them; its own view of the destination tells whether Intercom has',
    ),
    duplicate: rowIfAny('duplicates', outcomes.duplicate, 'the same data event again, sent once'),
    skipped: row('skipped', outcomes.skipped, 'left out as asked'),
    refused: row('refused', outcomes.refused, 'there is nothing to send'),
    dead_letter: row('dead letters', outcomes.dead_letter, 'given up on, and kept with the reason'),
  } satisfies Record<keyof Counts['outcomes'], readonly OutcomeRow[]>;
  return Object.values(rows).flat();
}

function row(name: string, count: number, meaning = ''): readonly OutcomeRow[] {
  return [{ name, count, meaning }];
}

function rowIfAny(...given: Parameters<typeof row>): readonly OutcomeRow[] {
  const [, count] = given;
  return count > 0 ? row(...given) : [];
}
