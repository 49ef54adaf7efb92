import { chooseFiles, describeFiles } from '../report/files-text';
import { describeUnreadColumns } from '../report/unread-columns';
import { describePlace } from '../sources/describe-place';
import { describePassedOver } from '../sources/inputs/passed-over';
import { formatCount, formatPercent, formatSeconds, plural } from '../terminal/format';
import { printable } from '../terminal/printable';
import type { Counted } from './distinct-count';
import type { KeyFigures, PlanFigures } from './figures';
import { isToSettle, type PlanFinding } from './finding';
import type { PlanFile } from './plan-file';
import type { PlanRequest } from './plan-request';
import type { ProbeFigures } from './probe';

const NAMES_SHOWN = 15;
const KEYS_SHOWN = 12;
const FILES_SHOWN = 20;

/** The plan as a page of text, which names no person. `written` are the files that were written beside it. */
export function describePlan(
  plan: Omit<PlanFile, 'inputs' | 'mapping'>,
  written: Pick<PlanRequest, 'out' | 'writeMapping'>,
): string {
  const { figures } = plan;
  const sections = [
    describeOutcomes(figures),
    describeFileTable(figures),
    section(
      'Files that cannot be read, and that the run leaves out',
      (plan.skipped_files ?? []).map(({ fault }) => printable(fault)),
    ),
    describeNames(figures),
    describeKeys(figures),
    section('Columns that are not read', describeUnreadColumns(figures.unread_columns)),
    section('Values sent, by kind', table(Object.entries(figures.kinds))),
    section('Sensitive properties', figures.keys.properties.flatMap(describeSensitive)),
    section(
      'Amounts that are whole in some calls and fractional in others',
      figures.keys.properties.flatMap(describeAmounts),
    ),
    describePeople(figures, plan.probe),
    describeOverlaps(figures),
    describeTime(figures),
    describeRequests(figures),
    printable(describePassedOver(plan.passed_over) ?? ''),
    describeVerdict(plan),
    describeWritten(written),
    `Run it, with the workspace's id code (intercom-destination check says it):\n\n  ${plan.command.replaceAll('\n', '\n  ')}`,
  ];
  return `${sections.filter((part) => part !== '').join('\n\n')}\n`;
}

function describeOutcomes({ calls, to_deliver, skipped, refused }: PlanFigures): string {
  const all: (readonly [string, number])[] = [
    ['to deliver', to_deliver],
    ...Object.entries(skipped).map(([code, count]) => [`skipped: ${code}`, count] as const),
    ...Object.entries(refused).map(([code, count]) => [`refused: ${code}`, count] as const),
  ];
  return section(`${plural(calls, 'call')} read`, table(all, calls));
}

function describeFileTable({ files }: PlanFigures): string {
  const more = files.length - FILES_SHOWN;
  return section('Files', [
    ...describeFiles(chooseFiles(files, FILES_SHOWN)),
    ...(more > 0 ? [`and ${formatCount(more)} more (--json has all)`] : []),
  ]);
}

function describeNames({ event_names }: PlanFigures): string {
  const { distinct, limit, calls_by_name, other_calls, patterns } = event_names;
  const shown = Object.entries(calls_by_name).slice(0, NAMES_SHOWN);
  const more = Object.keys(calls_by_name).length - shown.length;
  return section(
    `Event names: ${distinct}${other_calls > 0 ? ' or more' : ''} of the ${limit} that a workspace may have. Its own names are not known: Intercom lists none`,
    [
      ...table(shown),
      ...(more > 0 ? [`and ${formatCount(more)} more (--json has all)`] : []),
      ...patterns.map(
        ({ match, names, calls }) => `${match}: ${plural(names, 'name')} in ${plural(calls, 'call')}`,
      ),
    ],
  );
}

function describeKeys({ keys }: PlanFigures): string {
  const lost = keys.properties.filter((key) => key.lost > 0).sort((a, b) => b.lost - a.lost);
  const more = lost.length - KEYS_SHOWN;
  return section(
    `Keys: ${plural(keys.calls_that_lose_keys, 'call has', 'calls have')} more than ${keys.limit}${lost.length === 0 ? '' : '; lost are'}`,
    [
      ...table(lost.slice(0, KEYS_SHOWN).map(({ path, lost: count }) => [path, count] as const)),
      ...(more > 0 ? [`and ${more} more`] : []),
      ...(keys.other_filled > 0
        ? [`${formatCount(keys.other_filled)} properties under further keys were not counted one by one`]
        : []),
    ],
  );
}

function describeSensitive({ path, sensitive }: KeyFigures): string[] {
  if (sensitive === undefined) return [];
  const what = sensitive.what === 'secret' ? 'a secret' : 'personal data';
  return [`${path}: looks like ${what} by its ${sensitive.by}`];
}

function describeAmounts({ path, amounts }: KeyFigures): string[] {
  if (amounts === undefined) return [];
  const doubt = amounts.units_unclear ? '; the whole ones are far larger, as if in cents' : '';
  return [
    `${path}: ${formatCount(amounts.whole)} whole, ${formatCount(amounts.fractional)} fractional${doubt}`,
  ];
}

function describePeople({ identity, to_deliver }: PlanFigures, probe: ProbeFigures | undefined): string {
  return section(`People: ${formatCounted(identity.people)}`, [
    ...table(
      Object.entries(identity.by).map(([by, count]) => [`by ${by}`, count] as const),
      to_deliver,
    ),
    `${plural(identity.with_fallback, 'call has', 'calls have')} another identifier to try after a 404`,
    ...(identity.anonymous_only > 0
      ? [`${plural(identity.anonymous_only, 'call has', 'calls have')} an anonymous id alone`]
      : []),
    ...(probe === undefined
      ? []
      : [
          `looked up ${probe.looked_up}: ${probe.found} are contacts (${formatPercent(probe.found, probe.looked_up - probe.unknown)}), ${probe.missing} are not, ${probe.ambiguous} are several, ${probe.unknown} not known`,
        ]),
  ]);
}

function describeOverlaps({ overlaps }: PlanFigures): string {
  const { duplicates, same_second, looked_at } = overlaps;
  const estimate = looked_at < 1 ? `, estimated from 1 in ${Math.round(1 / looked_at)}` : '';
  return section(`Same person, name and second${estimate}`, [
    `${formatCount(duplicates)} repeat a call: the same data event and messageId`,
    `${formatCount(same_second)} are other events, which Intercom probably merges`,
  ]);
}

function describeTime({ time, to_deliver }: PlanFigures): string {
  if (time.first === undefined || time.last === undefined) return '';
  const older = time.older_than_90_days;
  return section(`Time: ${time.first} to ${time.last}`, [
    `${formatCount(older)} (${formatPercent(older, to_deliver)}) are older than 90 days: they alter count, first and last only`,
    ...(time.in_future > 0 ? [`${formatCount(time.in_future)} lie in the future`] : []),
  ]);
}

function describeRequests({ requests }: PlanFigures): string {
  const { needed, rate, calls_per_window, seconds } = requests;
  const at = `--rate ${rate}, of ${formatCount(calls_per_window)} calls in 10 s`;
  return section('Requests', [
    `${formatCount(needed)} at least, one an event: ${formatSeconds(seconds)} at ${at}; searches and new contacts come on top`,
  ]);
}

function describeVerdict({ verdict, findings }: Pick<PlanFile, 'verdict' | 'findings'>): string {
  const list = (title: string, chosen: readonly PlanFinding[], describe: (one: PlanFinding) => string[]) =>
    chosen.length === 0 ? [] : [title, ...chosen.flatMap(describe).map((line) => printable(line))];
  const of = (weight: PlanFinding['weight']) => findings.filter((finding) => finding.weight === weight);
  return [
    verdict === 'go' ? 'Verdict: go.' : 'Verdict: settle or accept this first.',
    ...findings.filter(isToSettle).flatMap(describeToSettle),
    ...list('Accepted:', of('accepted'), ({ code, sentence }) => [`  + ${code}: ${sentence}`]),
    ...list('Good to know:', of('know'), ({ code, sentence }) => [`  - ${code}: ${sentence}`]),
  ].join('\n');
}

function describeWritten({ out, writeMapping }: Pick<PlanRequest, 'out' | 'writeMapping'>): string {
  return [
    ...(out === undefined ? [] : [`Plan: ${printable(out)}`]),
    ...(writeMapping === undefined
      ? []
      : [`Proposed mapping: ${printable(writeMapping)}. Read it before you pass it as --mapping.`]),
  ].join('\n');
}

function describeToSettle(finding: PlanFinding): string[] {
  const { code, sentence, settled_by: settledBy, share = 0, accepted_up_to: most, samples = [] } = finding;
  const ways = [...(settledBy === undefined ? [] : [settledBy]), `--accept ${code} accepts it`];
  return [
    `  ! ${code}: ${sentence}`,
    ...samples.map(
      ({ key = '', ...place }) => `      ${describePlace(place)}${key === '' ? '' : `: ${key}`}`,
    ),
    `      ${ways.join('; ')}.`,
    ...(most === undefined
      ? []
      : [`      Accepted are only ${formatPercent(most, 1)}, and it is ${formatPercent(share, 1)}.`]),
  ].map((line) => printable(line));
}

function formatCounted({ count, approximate }: Counted): string {
  return `${approximate ? 'about ' : ''}${formatCount(count)}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${printable(line)}`)].join('\n');
}

function table(counts: readonly (readonly [string, number])[], whole?: number): string[] {
  const nameWidth = Math.max(0, ...counts.map(([name]) => name.length));
  const countWidth = Math.max(0, ...counts.map(([, count]) => formatCount(count).length));
  return counts.map(([name, count]) => {
    const share = whole === undefined ? '' : `  ${formatPercent(count, whole).padStart(7)}`;
    return `${name.padEnd(nameWidth)}  ${formatCount(count).padStart(countWidth)}${share}`;
  });
}
