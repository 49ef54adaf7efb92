import type { Counts } from '../run-directory/counts';
import type { RunState } from '../run-directory/run-state';
import { describePassedOver } from '../sources/inputs/passed-over';
import { EMBEDDED_SIMULATOR } from '../target/target';
import { formatCount, formatPercent, plural } from '../terminal/format';
import { printable } from '../terminal/printable';
import { meaningOf } from './meanings';
import { outcomeRows, reportRows, type OutcomeRow } from './outcome-rows';
import type { RunReport } from './run-report';
import { refusedTitle } from './unplanned-refusals';

const NOTES_SHOWN = 8;

/** The report as a page of text. `reportPath` is where it is kept; `undefined`: nowhere. */
export function summarise(report: RunReport, reportPath: string | undefined): string {
  const { calls } = report;
  const rows = reportRows(report);
  const sections = [
    `${headlineOf(report)} ${plural(calls, 'call')} read for ${printable(report.target)} (mapping version ${report.mapping_version}).`,
    `${table(rows, calls)}\n  ${addsUp(rows, report)}`,
    listSkipped(report),
    section('Accepted, by the identifier that found the contact', report.accepted_by),
    section('Skipped', report.skipped),
    section(refusedTitle(report), report.refused),
    section('Dead letters', report.dead_letters),
    adviceOnContacts(report),
    report.state !== 'dry_run' || report.colliding === 0
      ? ''
      : `Of what would be sent, Intercom probably takes for one with another call: ${formatCount(report.colliding)} (--on-collision)`,
    report.shifted === 0
      ? ''
      : `${report.state === 'dry_run' ? 'Would be moved' : 'Moved'} to a free second, since Intercom would take them for one with another: ${formatCount(report.shifted)}`,
    report.contacts_created === 0
      ? ''
      : `Contacts made: ${formatCount(report.contacts_created)} (created-contacts.ndjson)`,
    section(
      `The ${NOTES_SHOWN} most frequent notes over the whole dump, one a property`,
      top(report.notes, NOTES_SHOWN),
    ),
    printable(describePassedOver(report.passed_over ?? []) ?? ''),
    reportPath === undefined ? '' : `Report: ${reportPath}`,
  ];
  return `${sections.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The counts alone, for a run under way. */
export function summariseCounts(counts: Counts, calls: number): string {
  return table(outcomeRows(counts.outcomes), calls);
}

/** What a run's state says, and how it goes on. */
export function headlineOf({ state, target }: Pick<RunReport, 'state' | 'target'>): string {
  return state === 'unknown_people' && target === EMBEDDED_SIMULATOR
    ? 'Stopped: the embedded simulator knows none of the first 200 people. It has the contacts of --simulator-contacts alone.'
    : HEADLINES[state];
}

const HEADLINES: Readonly<Record<RunState, string>> = {
  finished: 'Finished.',
  dry_run: 'Dry run: nothing was sent.',
  running: 'Stopped before its end; the same command goes on.',
  paused: 'Paused; the same command goes on.',
  until: 'Paused at the time given with --until; the same command with a later one goes on.',
  input_changed:
    'Stopped: an input file is not what it was when the run first read it. Once it is restored, the same command goes on.',
  token_refused: 'Stopped: Intercom refuses the token. With a good one, the same command goes on.',
  outage: 'Stopped: Intercom did not answer for longer than --max-outage. The same command goes on.',
  write_key_refused: 'Stopped: the write key is refused. With a good one, the same command goes on.',
  ingestion_outage:
    'Stopped: the platform did not answer for longer than --max-outage. The same command goes on.',
  max_errors:
    'Stopped: more dead letters than --max-errors allows. With a higher one, the same command goes on.',
  unknown_people:
    'Stopped: the workspace knows none of the first 200 people. These ids do not match this workspace.',
  new_contact_limit:
    'Stopped: more contacts would have to be made than --max-new-contacts allows. With a higher one, the same command goes on.',
};

function addsUp(
  rows: readonly OutcomeRow[],
  { calls, adds_up, resent, retried, recovered }: RunReport,
): string {
  const sum = rows.map(({ count }) => formatCount(count)).join(' + ');
  const verdict = adds_up
    ? `${sum} = ${formatCount(calls)}: every call counted once.`
    : `${sum} is not ${formatCount(calls)}: something else has changed the run directory, or this program has a fault; please report it.`;
  const again = resent === 0 ? '' : ` ${formatCount(resent)} took more than one request.`;
  const retries =
    retried === 0
      ? ''
      : ` Dead letters were tried again ${formatCount(retried)} times, and ${formatCount(recovered)} were accepted then.`;
  return `${verdict}${again}${retries}`;
}

function listSkipped({ skipped_files: skipped = [] }: RunReport): string {
  return [
    'Files that cannot be read, and were left out',
    ...skipped.map(({ fault }) => `  ${printable(fault)}`),
  ]
    .slice(skipped.length === 0 ? 1 : 0)
    .join('\n');
}

/** Nearly always the wrong workspace, or one that was not seeded. */
function adviceOnContacts({ dead_letters, outcomes, target }: RunReport): string {
  const missing = dead_letters['contact_not_found'] ?? 0;
  if (missing <= outcomes.accepted) return '';
  const advice =
    target === EMBEDDED_SIMULATOR
      ? 'give it contacts with --simulator-contacts'
      : 'is it the right one, and are the ids its own?';
  return `Most of the people are no contacts of the workspace: ${advice}`;
}

function section(title: string, counts: Readonly<Record<string, number>>): string {
  const rows = Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => ({ name, count, meaning: meaningOf(name) ?? '' }));
  return rows.length === 0 ? '' : `${title}\n${table(rows)}`;
}

function top(counts: Readonly<Record<string, number>>, most: number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .slice(0, most),
  );
}

function table(rows: readonly OutcomeRow[], total?: number): string {
  const nameWidth = Math.max(...rows.map(({ name }) => name.length));
  const countWidth = Math.max(...rows.map(({ count }) => formatCount(count).length));
  return rows
    .map(({ name, count, meaning }) => {
      const share = total === undefined || total === 0 ? '' : formatPercent(count, total).padStart(7);
      const columns = [name.padEnd(nameWidth), formatCount(count).padStart(countWidth), share, meaning];
      return `  ${columns
        .filter((column) => column !== '')
        .join('  ')
        .trimEnd()}`;
    })
    .join('\n');
}
