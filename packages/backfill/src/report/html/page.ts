import { createHash } from 'node:crypto';
import { describePlace } from '../../sources/describe-place';
import { formatCount, plural } from '../../terminal/format';
import { maskEmails } from '../../terminal/mask-emails';
import { chooseFiles, FILE_HEADS, toFileRow } from '../files-text';
import { meaningOf } from '../meanings';
import { reportRows } from '../outcome-rows';
import type { Examples } from '../read-examples';
import type { RunReport } from '../run-report';
import { headlineOf } from '../summary';
import { refusedTitle } from '../unplanned-refusals';
import { facts, type RunFacts } from './facts';
import { html, type Markup } from './markup';
import { overTime } from './over-time';
import { STYLE } from './style';
import { countTable, textTable, type Whole } from './tables';
import { time } from './time';
import { words } from './words';

const EVENTS_SHOWN = 150;
const KEYS_SHOWN = 100;
const FILES_SHOWN = 150;

/** Whether Intercom has counted what was sent. */
export interface PartsOfVerify {
  readonly inShort: Markup;
  readonly byName: Markup;
}

/** The report as one page that asks for nothing from outside, runs no script, and names no person. */
export function renderPage(
  report: RunReport,
  {
    examples,
    run,
    verified,
  }: { readonly examples: Examples; readonly run: RunFacts; readonly verified?: PartsOfVerify },
): string {
  const body = html`<main>
    <div class="summary">
      ${header(report)}
      <section>
        <h2>Outcomes</h2>
        ${outcomes(report)}
      </section>
      ${
        verified === undefined
          ? ''
          : html`<section>
              <h2>Verified</h2>
              ${verified.inShort}
            </section>`
      }
      <section>
        <h2>The run</h2>
        ${facts(run)}
      </section>
    </div>
    <section>
      <h2>Over time</h2>
      ${overTime(report.measurements, report.outcomes)}
    </section>
    ${verified?.byName ?? ''} ${deadLetters(report, examples)}
    ${counted(refusedTitle(report), 'Calls that make no data event, by reason', report.refused, report)}
    ${counted('Skipped', 'Calls left out as asked, by reason', report.skipped, report)} ${events(report)}
    ${notes(report)} ${files(report)}
  </main>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(STYLE)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Backfill report</title>
<style>${STYLE}</style>
</head>
<body>
${body.markup}
</body>
</html>
`;
}

function header(report: RunReport): Markup {
  return html`<header>
    <h1>Backfill report</h1>
    <p class="verdict">${headlineOf(report)}</p>
    <p class="quiet">
      ${plural(report.calls, 'call')} for ${report.target}, mapping version ${report.mapping_version}. Started
      ${time(Date.parse(report.begun_at) / 1000)}, as of ${time(Date.parse(report.ended_at) / 1000)}.
    </p>
  </header>`;
}

function outcomes(report: RunReport): Markup {
  const rows = reportRows(report).map(
    ({ name, count, meaning }) => [capitalise(name), count, meaning] as const,
  );
  const { outcomes: ends } = report;
  const accepted = ends.accepted + ends.same_second;
  return html`${countTable({
      caption: 'Calls by how they ended',
      heads: ['Outcome', 'Calls'],
      rows,
      whole: allCalls(report),
    })}
    <p>${describeSum(report)}</p>
    ${countTable({
      caption: 'Accepted, by the identifier that found the contact',
      heads: ['Identifier', 'Calls'],
      rows: Object.entries(report.accepted_by),
      whole: { head: 'Of accepted calls', total: accepted },
    })}`;
}

function describeSum(report: RunReport): string {
  const times = (count: number, sentence: string) =>
    count === 0 ? [] : [`${sentence}: ${formatCount(count)}.`];
  return [
    report.adds_up
      ? `They add up to ${formatCount(report.calls)}: every call counted once.`
      : 'They do not add up: something else has changed the run directory, or this program has a fault; please report it.',
    ...times(report.resent, 'Calls that took more than one request'),
    ...times(report.retried, 'Times that a dead letter was tried again'),
    ...times(report.recovered, 'Dead letters accepted then'),
    ...times(report.contacts_created, 'Contacts made'),
    ...times(report.shifted, 'Calls moved to a free second'),
  ].join(' ');
}

function allCalls({ calls }: RunReport): Whole {
  return { head: 'Of all calls', total: calls };
}

function deadLetters(report: RunReport, { deadLetters: examples }: Examples): Markup {
  const section = counted('Dead letters', 'Data events given up on, by reason', report.dead_letters, report);
  if (examples.length === 0) return section;
  const rows = examples.map(({ reason, name, code, ...place }) => [
    reason,
    describePlace(place),
    maskEmails(name),
    code ?? '',
  ]);
  return html`${section}
    <section>
      ${textTable('Examples, to look up', ['Reason', 'Where', 'Event', "Intercom's code"], rows)}
    </section>`;
}

function counted(
  title: string,
  caption: string,
  counts: Readonly<Record<string, number>>,
  report: RunReport,
): Markup {
  const rows = sorted(counts).map(([code, count]) => [code, count, meaningOf(code) ?? ''] as const);
  if (rows.length === 0) return html``;
  return html`<section>
    <h2>${title}</h2>
    ${countTable({ caption, heads: ['Reason', 'Calls'], rows, whole: allCalls(report) })}
  </section>`;
}

function events({ events: counts, other_events: others }: RunReport): Markup {
  const rows = sorted(counts).map(([name, count]) => [maskEmails(name), count] as const);
  const total = rows.reduce((sum, [, count]) => sum + count, others);
  const left = rows.slice(EVENTS_SHOWN).reduce((sum, [, count]) => sum + count, others);
  if (total === 0) return html``;
  return html`<section>
    <h2>Events by name</h2>
    ${countTable({
      caption: 'Calls to deliver over the whole input, duplicates included',
      heads: ['Event', 'Calls'],
      rows: rows.slice(0, EVENTS_SHOWN),
      whole: { head: 'Of calls to deliver', total },
    })}
    ${left === 0 ? '' : html`<p class="quiet">and ${plural(left, 'call')} of other names.</p>`}
  </section>`;
}

function notes({ notes: counts, noted_keys: { keys, others } }: RunReport): Markup {
  if (keys.length === 0) return html``;
  const left = keys.slice(KEYS_SHOWN).reduce((sum, { count }) => sum + count, others);
  return html`<section>
      <h2>Notes: what was changed or left behind</h2>
      ${countTable({
        caption: 'By what happened, one a property, over the whole input',
        heads: ['Note', 'Times'],
        rows: sorted(counts).map(([code, count]) => [code, count, meaningOf(code) ?? ''] as const),
      })}
    </section>
    <section>
      ${countTable({
        caption: 'The same by key, the most frequent first',
        heads: ['Key', 'Times'],
        rows: keys.slice(0, KEYS_SHOWN).map(({ code, key, count }) => [key, count, code] as const),
      })}
      ${left === 0 ? '' : html`<p class="quiet">and ${plural(left, 'more note')} about other keys.</p>`}
    </section>`;
}

function files({ files: all, skipped_files: skipped = [] }: RunReport): Markup {
  const rows = chooseFiles(all, FILES_SHOWN).map(toFileRow);
  const left = all.length - rows.length;
  return html`<section>
    <h2>Files</h2>
    ${textTable('Calls read, by file', FILE_HEADS.map(capitalise), rows)}
    ${left === 0 ? '' : html`<p class="quiet">and ${plural(left, 'more file')}, in report.json.</p>`}
    ${skipped.map(({ fault }) => html`<p>Left out: ${words(fault)}</p>`)}
  </section>`;
}

function capitalise(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

function sorted(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a);
}

function hashOf(style: string): string {
  return `sha256-${createHash('sha256').update(style).digest('base64')}`;
}
