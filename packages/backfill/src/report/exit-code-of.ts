import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import type { RunReport } from './run-report';
import { unplannedRefusals } from './unplanned-refusals';

/** What the command says to a script about a run. */
export function exitCodeOf(report: RunReport): ExitCode {
  const { state, outcomes, adds_up, skipped_files: skipped = [] } = report;
  if (!adds_up) return EXIT_CODES.cannotRun;
  switch (state) {
    case 'finished':
    case 'dry_run':
      return outcomes.dead_letter + unplannedRefusals(report) + skipped.length === 0
        ? EXIT_CODES.allAccepted
        : EXIT_CODES.finishedWithLosses;
    case 'max_errors':
    case 'unknown_people':
    case 'new_contact_limit':
      return EXIT_CODES.stoppedBySafety;
    case 'token_refused':
    case 'write_key_refused':
    case 'input_changed':
      return EXIT_CODES.cannotRun;
    case 'running':
    case 'paused':
    case 'until':
    case 'outage':
    case 'ingestion_outage':
      return EXIT_CODES.interrupted;
    default:
      return state satisfies never;
  }
}
