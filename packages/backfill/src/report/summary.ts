import type { Counts } from '../run-directory/counts';
import type { RunReport } from './run-report';

const NOTES_SHOWN = 8;

/** The report as a page of text. */
export function summarise(report: RunReport, reportPath: string): string {
  const { outcomes, calls } = report;
  const rows = [
    ['accepted', outcomes.accepted],
    ['skipped', outcomes.skipped],
    ['refused', outcomes.refused],
    ['dead letters', outcomes.dead_letter],
    ['not reached', outcomes.not_reached],
  ] as const;
  const sections = [
    `${HEADLINES[report.state]} ${formatCount(calls)} calls read for ${report.target} (mapping version ${report.mapping_version}).`,
    table(rows, calls),
    section('Accepted by identifier', report.accepted_by),
    section('Skipped, as asked', report.skipped),
    section('Refused, nothing to send', report.refused),
    section('Dead letters, kept to retry', report.dead_letters),
    section('Most frequent notes', top(report.notes, NOTES_SHOWN)),
    addsUp(report),
    `Report: ${reportPath}`,
  ];
  return `${sections.filter((part) => part !== '').join('\n\n')}\n`;
}

/** The counts alone, for a run under way. */
export function summariseCounts(counts: Counts, calls: number): string {
  return table(
    [
      ['accepted', counts.outcomes.accepted],
      ['skipped', counts.outcomes.skipped],
      ['refused', counts.outcomes.refused],
      ['dead letters', counts.outcomes.dead_letter],
    ],
    calls,
  );
}

const HEADLINES = {
  finished: 'Finished.',
  paused: 'Paused; the same command goes on.',
  token_refused: 'Stopped: Intercom refuses the token. With a good one, the same command goes on.',
} as const;

function addsUp({ outcomes, calls, adds_up, resent }: RunReport): string {
  const sum = Object.values(outcomes)
    .map((count) => formatCount(count))
    .join(' + ');
  const verdict = adds_up
    ? `${sum} = ${formatCount(calls)}: every call counted once.`
    : `${sum} is not ${calls}: a fault of this program; please report it.`;
  return resent === 0 ? verdict : `${verdict} ${formatCount(resent)} took more than one request.`;
}

function section(title: string, counts: Readonly<Record<string, number>>): string {
  const rows = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return rows.length === 0 ? '' : `${title}\n${table(rows)}`;
}

function top(counts: Readonly<Record<string, number>>, most: number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .slice(0, most),
  );
}

function table(rows: readonly (readonly [string, number])[], total?: number): string {
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const countWidth = Math.max(...rows.map(([, count]) => formatCount(count).length));
  return rows
    .map(([name, count]) => {
      const share =
        total === undefined || total === 0 ? '' : `  ${((count / total) * 100).toFixed(1).padStart(5)} %`;
      return `  ${name.padEnd(nameWidth)}  ${formatCount(count).padStart(countWidth)}${share}`;
    })
    .join('\n');
}

function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
