import type { MappingSettings } from '@intercom-destination/core';
import { formatCount, formatPercent, plural } from '../terminal/format';
import type { KeyFigures, PlanFigures } from './figures';
import { findConcerns } from './find-concerns';
import { isToSettle, type PlanFinding } from './finding';
import type { ProbeFigures } from './probe';

/** A run stops at 5 % dead letters by default. */
const MISSING_SHARE = 0.05;

/** What to settle first, then what to know. `said` are the settings that the mapping file names. */
export function judge(
  figures: PlanFigures,
  probe: ProbeFigures | undefined,
  said: ReadonlySet<keyof MappingSettings>,
): readonly PlanFinding[] {
  const findings = [...FINDERS.flatMap((find) => find(figures, probe) ?? []), ...findConcerns(figures, said)];
  return [...findings.filter(isToSettle), ...findings.filter((finding) => !isToSettle(finding))];
}

/** A form that no setting named: a run without that would not read it. */
export function describePreset(
  found: { readonly file: string; readonly preset: string } | undefined,
): readonly PlanFinding[] {
  if (found === undefined) return [];
  const { file, preset } = found;
  return [
    settle(
      'columns_recognised',
      `${file} has the columns of the preset ${preset}, and this plan reads it so.`,
      `columns: ${preset} in the mapping file says so for the run`,
    ),
  ];
}

type Finder = (figures: PlanFigures, probe: ProbeFigures | undefined) => PlanFinding | undefined;

const FINDERS: readonly Finder[] = [
  ({ to_deliver }) =>
    to_deliver > 0
      ? undefined
      : settle('nothing_to_deliver', 'No call would be delivered: every one is skipped or refused.'),
  ({ event_names: { distinct, limit, other_calls } }) =>
    distinct <= limit && other_calls === 0
      ? undefined
      : settle(
          'too_many_names',
          `The events have ${distinct}${other_calls > 0 ? ' or more' : ''} names, and a workspace takes ${limit}, its own included.`,
          'event rules join or skip some',
        ),
  (_, probe) => {
    if (probe === undefined) {
      return know(
        'not_probed',
        'Nobody was looked up: --probe 200 says what share of the people are contacts.',
      );
    }
    const known = probe.looked_up - probe.unknown;
    if (known === 0)
      return settle('people_missing', 'Nobody could be looked up: the token may not read contacts.');
    const missing = probe.missing + probe.ambiguous;
    if (missing <= MISSING_SHARE * known) return undefined;
    return settle(
      'people_missing',
      `${formatPercent(missing, known)} of the people looked up are no contacts: their events would be dead letters.`,
      '--missing-contact of the run can make users',
      missing / known,
    );
  },
  ({ keys }) => {
    const paths = pathsOf(keys, ({ sensitive }) => sensitive?.what === 'secret');
    return paths.length === 0
      ? undefined
      : settle(
          'secrets',
          `These properties look like secrets and would be sent: ${list(paths)}.`,
          'dropKeys leaves them out',
        );
  },
  ({ keys }) => {
    const paths = pathsOf(keys, ({ amounts }) => amounts?.units_unclear === true);
    return paths.length === 0
      ? undefined
      : settle(
          'units_unclear',
          `Whole amounts are far larger than fractional ones, as if some were in cents: ${list(paths)}.`,
          'types: money or types: money_minor says which it is, for each key',
        );
  },
  ({ time: { in_future } }) =>
    in_future === 0
      ? undefined
      : know('in_future', `${plural(in_future, 'event lies', 'events lie')} in the future.`),
  ({ keys }) => {
    const paths = pathsOf(keys, ({ sensitive }) => sensitive?.what === 'personal');
    return paths.length === 0
      ? undefined
      : know('personal_data', `These properties look like personal data and would be sent: ${list(paths)}.`);
  },
  ({ overlaps: { duplicates, same_second } }) =>
    duplicates + same_second === 0
      ? undefined
      : know(
          'overlaps',
          `Calls that repeat another: ${formatCount(duplicates)}. Calls that share person, name and second with another one, which Intercom probably merges: ${formatCount(same_second)}.`,
        ),
  ({ time: { older_than_90_days: older } }) =>
    older === 0
      ? undefined
      : know(
          'old_events',
          `${plural(older, 'event is', 'events are')} older than 90 days: Intercom counts these, with first and last, and does not list them.`,
        ),
];

function pathsOf({ properties }: PlanFigures['keys'], test: (key: KeyFigures) => boolean): string[] {
  return properties.filter(test).map(({ path }) => path);
}

function settle(
  code: PlanFinding['code'],
  sentence: string,
  settledBy?: string,
  share?: number,
): PlanFinding {
  return {
    weight: 'settle',
    code,
    sentence,
    ...(settledBy === undefined ? {} : { settled_by: settledBy }),
    ...(share === undefined ? {} : { share }),
  };
}

function know(code: PlanFinding['code'], sentence: string): PlanFinding {
  return { weight: 'know', code, sentence };
}

const LISTED = 8;

function list(paths: readonly string[]): string {
  const more = paths.length - LISTED;
  return `${paths.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
