import type { RunReport } from './run-report';

type Refusals = Pick<RunReport, 'refused' | 'planned_refusals'>;

/** The refused calls that the plan has not found and taken. Without a plan all are. */
export function unplannedRefusals({ refused, planned_refusals: planned = {} }: Refusals): number {
  return Object.entries(refused).reduce(
    (sum, [code, count]) => sum + Math.max(0, count - (planned[code] ?? 0)),
    0,
  );
}

export function refusedTitle(report: Refusals): string {
  return unplannedRefusals(report) === 0 ? 'Refused, as planned' : 'Refused';
}
