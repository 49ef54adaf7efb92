import { formatCount, formatPercent } from '../terminal/format';
import type { KeyFigures, PlanFigures } from './figures';
import type { ProbeFigures } from './probe';

/** Something to know before a run. `settle`: better not begin before somebody has looked at it. */
export interface PlanFinding {
  readonly weight: 'settle' | 'know';
  readonly code:
    | 'columns_recognised'
    | 'nothing_to_deliver'
    | 'too_many_names'
    | 'many_refused'
    | 'people_missing'
    | 'secrets'
    | 'units_unclear'
    | 'in_future'
    | 'personal_data'
    | 'keys_lost'
    | 'overlaps'
    | 'old_events'
    | 'not_probed';
  readonly sentence: string;
}

/** Refusals beyond this share are no longer the odd faulty call. */
const REFUSED_SHARE = 0.05;
/** A run stops at 5 % dead letters by default. */
const MISSING_SHARE = 0.05;

/** What to settle first, then what to know. */
export function judge(figures: PlanFigures, probe: ProbeFigures | undefined): readonly PlanFinding[] {
  const findings = FINDERS.flatMap((find) => find(figures, probe) ?? []);
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
      `${file} has the columns of the preset ${preset}, and this plan reads it so: put "columns: ${preset}" into the mapping file for the run.`,
    ),
  ];
}

export function isToSettle({ weight }: PlanFinding): boolean {
  return weight === 'settle';
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
          `The events have ${distinct}${other_calls > 0 ? ' or more' : ''} names, and a workspace takes ${limit}, its own included: join or skip some with event rules.`,
        ),
  ({ refused, skipped, to_deliver }) => {
    const count = sum(refused);
    // The refused are those of the whole dump, so what is left out by a limit counts with them.
    const calls = count + to_deliver + (skipped['beyond_limit'] ?? 0);
    if (count <= REFUSED_SHARE * calls) return undefined;
    const [code = ''] = Object.keys(refused);
    const advice = code === 'unreadable_line' ? ' --format says what they are, if not JSON.' : '';
    return settle(
      'many_refused',
      `${formatPercent(count, calls)} of the track calls are refused, most for ${code}; map shows which.${advice}`,
    );
  },
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
      `${formatPercent(missing, known)} of the people looked up are no contacts: their events would be dead letters; --missing-contact can make users.`,
    );
  },
  ({ keys }) => {
    const paths = pathsOf(keys, ({ sensitive }) => sensitive?.what === 'secret');
    return paths.length === 0
      ? undefined
      : settle(
          'secrets',
          `These properties look like secrets and would be sent: ${list(paths)}. dropKeys leaves them out.`,
        );
  },
  ({ keys }) => {
    const paths = pathsOf(keys, ({ amounts }) => amounts?.units_unclear === true);
    return paths.length === 0
      ? undefined
      : settle(
          'units_unclear',
          `Whole amounts are far larger than fractional ones, as if some were in cents: ${list(paths)}. types: money_minor says so for a key.`,
        );
  },
  ({ time: { in_future } }) =>
    in_future === 0 ? undefined : know('in_future', `${formatCount(in_future)} events lie in the future.`),
  ({ keys }) => {
    const paths = pathsOf(keys, ({ sensitive }) => sensitive?.what === 'personal');
    return paths.length === 0
      ? undefined
      : know('personal_data', `These properties look like personal data and would be sent: ${list(paths)}.`);
  },
  ({ keys: { calls_that_lose_keys: crowded, limit } }) =>
    crowded === 0
      ? undefined
      : know(
          'keys_lost',
          `${formatCount(crowded)} calls have more than ${limit} keys; keepKeys says which stay.`,
        ),
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
          `${formatCount(older)} events are older than 90 days: they alter count, first and last, and are not listed.`,
        ),
];

function pathsOf({ properties }: PlanFigures['keys'], test: (key: KeyFigures) => boolean): string[] {
  return properties.filter(test).map(({ path }) => path);
}

function settle(code: PlanFinding['code'], sentence: string): PlanFinding {
  return { weight: 'settle', code, sentence };
}

function know(code: PlanFinding['code'], sentence: string): PlanFinding {
  return { weight: 'know', code, sentence };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

const LISTED = 8;

function list(paths: readonly string[]): string {
  const more = paths.length - LISTED;
  return `${paths.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
