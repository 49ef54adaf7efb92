import { MAPPING_VERSION } from '@intercom-destination/core';
import { totalEnded, type Counts } from '../run-directory/counts';
import type { Measurements } from '../run-directory/measurements';
import type { RunState } from '../run-directory/run-state';
import type { PassedOver } from '../sources/inputs/passed-over';
import type { SkippedFile } from '../sources/unreadable-file';
import type { InputFigures } from './input-figures';

/** What `report.json` holds. It names no person: only files, lines, event names and codes. */
export interface RunReport {
  readonly format: 1;
  readonly state: RunState;
  readonly target: string;
  readonly mapping_version: number;
  readonly begun_at: string;
  readonly ended_at: string;
  /** Seconds of the last start alone. */
  readonly seconds: number;
  readonly calls: number;
  readonly outcomes: Counts['outcomes'] & { readonly not_reached: number };
  /** Whether the outcomes add up to the calls. */
  readonly adds_up: boolean;
  /** Calls to deliver whose time was moved to a free second, over the whole input. */
  readonly shifted: number;
  /** Calls to deliver that Intercom probably takes for one with another, over the whole input. */
  readonly colliding: number;
  readonly accepted_by: Counts['acceptedBy'];
  readonly skipped: Counts['skipped'];
  readonly refused: Counts['refused'];
  /** How many of each code the plan found and took; absent: there was no plan. */
  readonly planned_refusals?: Readonly<Record<string, number>>;
  readonly dead_letters: Counts['deadLetters'];
  /** Calls for which more than one request was made. */
  readonly resent: number;
  /** Times that a dead letter was tried again, and of these the times that it was accepted. */
  readonly retried: number;
  readonly recovered: number;
  readonly contacts_created: number;
  /** Over all calls to deliver, also those not reached. */
  readonly notes: InputFigures['notes'];
  readonly noted_keys: InputFigures['notedKeys'];
  readonly events: InputFigures['events'];
  readonly other_events: number;
  readonly files: InputFigures['files'];
  /** Columns of tables that were never read, once for each file. */
  readonly unread_columns: InputFigures['unreadColumns'];
  /** Files that cannot be read and were left out; absent: there are none. */
  readonly skipped_files?: readonly SkippedFile[];
  /** What lies beside the inputs and is not read; folders have a slash behind them. Reports of earlier versions do not say it. */
  readonly passed_over?: readonly PassedOver[];
  readonly measurements: Measurements;
}

export function buildReport(options: {
  readonly state: RunState;
  readonly target: string;
  readonly begunAt: string;
  readonly skippedFiles?: readonly SkippedFile[] | undefined;
  readonly plannedRefusals?: Readonly<Record<string, number>> | undefined;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly input: InputFigures;
  readonly passedOver: readonly PassedOver[];
  readonly counts: Counts;
  readonly contactsCreated: number;
  readonly measurements: Measurements;
}): RunReport {
  const { input, counts } = options;
  return {
    format: 1,
    state: options.state,
    target: options.target,
    mapping_version: MAPPING_VERSION,
    begun_at: options.begunAt,
    ended_at: new Date(options.endedMs).toISOString(),
    seconds: Math.round((options.endedMs - options.startedMs) / 100) / 10,
    calls: input.calls,
    shifted: input.overlaps.counts.shifted,
    colliding: input.overlaps.counts.same_second,
    ...reportCounts(counts, input.calls, options.state),
    ...(options.plannedRefusals === undefined ? {} : { planned_refusals: options.plannedRefusals }),
    contacts_created: options.contactsCreated,
    notes: input.notes,
    noted_keys: input.notedKeys,
    events: input.events,
    other_events: input.otherEvents,
    files: input.files,
    unread_columns: input.unreadColumns,
    ...(options.skippedFiles === undefined ? {} : { skipped_files: options.skippedFiles }),
    passed_over: options.passedOver,
    measurements: options.measurements,
  };
}

/** The report after a retry: the run is what it was, and its dead letters are fewer. */
export function updateReport(
  report: RunReport,
  counts: Counts,
  contactsCreated: number,
  measurements: Measurements,
  now: Date,
): RunReport {
  return {
    ...report,
    ended_at: now.toISOString(),
    ...reportCounts(counts, report.calls, report.state),
    contacts_created: contactsCreated,
    measurements,
  };
}

function reportCounts(counts: Counts, calls: number, state: RunState) {
  const notReached = calls - totalEnded(counts);
  return {
    outcomes: { ...counts.outcomes, not_reached: Math.max(0, notReached) },
    adds_up: notReached >= 0 && (state !== 'finished' || notReached === 0),
    accepted_by: counts.acceptedBy,
    skipped: counts.skipped,
    refused: counts.refused,
    dead_letters: counts.deadLetters,
    resent: counts.resent,
    retried: counts.retried,
    recovered: counts.recovered,
  };
}
