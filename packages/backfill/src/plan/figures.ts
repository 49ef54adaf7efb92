import {
  CALLS_PER_WINDOW_DEFAULT,
  EVENT_NAMES_MAX,
  EVENTS_LISTED_DAYS,
  RATE_WINDOW_MS,
  type Rate,
} from '@intercom-destination/core';
import { applyNamePolicy, type NamePolicy } from '../options/name-policy';
import { writeRate } from '../options/rate';
import type { FileFigures } from '../report/file-figures';
import type { UnreadColumn } from '../sources/warehouse/table-context';
import { maskEmails } from '../terminal/mask-emails';
import { toConcernFigures, type ConcernsByCode } from './concern-figures';
import type { Counted } from './distinct-count';
import type { KeyProfile } from './key-table';
import { findNamePatterns, type NamePattern } from './name-patterns';
import type { ProfiledDump } from './profile-dump';
import type { SameSecondFigures } from './same-second-sample';

/** What `plan` finds out, in the form of `plan.json`. It names no person. Of codes, kinds and notes the most frequent comes first. */
export interface PlanFigures {
  readonly calls: number;
  readonly to_deliver: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
  readonly files: readonly FileFigures[];
  readonly event_names: {
    /** As Intercom tells them apart: without case. */
    readonly distinct: number;
    readonly limit: number;
    readonly calls_by_name: Readonly<Record<string, number>>;
    /** Calls under names that were not counted one by one; above 0, `distinct` is too low. */
    readonly other_calls: number;
    readonly patterns: readonly NamePattern[];
  };
  readonly keys: {
    readonly limit: number;
    readonly calls_that_lose_keys: number;
    readonly properties: readonly KeyFigures[];
    readonly other_filled: number;
  };
  /** Columns of tables that are never read, once for each file. */
  readonly unread_columns: readonly UnreadColumn[];
  readonly kinds: Readonly<Record<string, number>>;
  readonly notes: Readonly<Record<string, number>>;
  /** What is weighed by its share of calls: refusals, opt-outs and notes that change what a call means. */
  readonly concerns: ConcernsByCode;
  /** Calls that turn Intercom off, by where they do. */
  readonly opted_out_by: Readonly<Record<string, number>>;
  readonly identity: {
    readonly by: Readonly<Record<string, number>>;
    readonly with_fallback: number;
    readonly anonymous_only: number;
    readonly people: Counted;
  };
  readonly overlaps: SameSecondFigures;
  readonly time: {
    readonly first: string | undefined;
    readonly last: string | undefined;
    readonly older_than_90_days: number;
    readonly in_future: number;
  };
  readonly requests: {
    readonly needed: number;
    readonly calls_per_window: number;
    /** As `--rate` takes it. */
    readonly rate: string;
    readonly hours: number;
    readonly seconds: number;
  };
}

/** One property. */
export interface KeyFigures {
  readonly path: string;
  readonly filled: number;
  readonly distinct: Counted;
  readonly kinds: Readonly<Record<string, number>>;
  readonly lost: number;
  /** Amounts that are whole in some calls and have a fraction in others; absent: they are not. */
  readonly amounts?: { readonly whole: number; readonly fractional: number; readonly units_unclear: boolean };
  /** What looks like personal data or a secret; absent: nothing does, or it is not sent. */
  readonly sensitive?: { readonly by: 'name' | 'value'; readonly what: 'personal' | 'secret' };
}

export interface FigureOptions {
  readonly keyLimit: number;
  /** Properties whose type a setting says. */
  readonly types: Readonly<Record<string, unknown>>;
  readonly names: NamePolicy;
  readonly rate: Rate;
  /** `undefined`: the workspace was not asked. */
  readonly callsPerWindow: number | undefined;
}

export function toFigures(
  { profile, sameSecond, unreadColumns, files, forms }: ProfiledDump,
  options: FigureOptions,
): PlanFigures {
  const { counts, tallies } = profile;
  const names = profile.names.sorted.map(
    ([name, calls]) => [applyNamePolicy(name, options.names), calls] as const,
  );
  const callsPerWindow = options.callsPerWindow ?? CALLS_PER_WINDOW_DEFAULT;
  const { rate } = options;
  const perSecond =
    'share' in rate ? (rate.share * callsPerWindow) / (RATE_WINDOW_MS / 1000) : rate.perSecond;
  return {
    calls: counts.calls,
    to_deliver: counts.toDeliver,
    skipped: byFrequency(tallies.skipped),
    refused: byFrequency(tallies.refused),
    files: profile.files.toFigures(files, forms),
    event_names: {
      distinct: new Set(names.map(([name]) => name.toLowerCase())).size,
      limit: EVENT_NAMES_MAX,
      calls_by_name: sumUp(names.map(([name, calls]) => [maskEmails(name), calls] as const)),
      other_calls: profile.names.others,
      patterns: findNamePatterns(profile.names.sorted),
    },
    keys: {
      limit: options.keyLimit,
      calls_that_lose_keys: counts.crowded,
      properties: profile.keys.sorted.map((key) => toKeyFigures(key, options.types)),
      other_filled: profile.keys.otherFilled,
    },
    unread_columns: unreadColumns,
    kinds: byFrequency(tallies.kinds),
    notes: byFrequency(tallies.notes),
    concerns: toConcernFigures(profile, { files, names: options.names }),
    opted_out_by: sumUp(profile.optOuts.sorted.map(([place, calls]) => [maskEmails(place), calls] as const)),
    identity: {
      by: tallies.identifiedBy,
      with_fallback: counts.withFallback,
      anonymous_only: counts.anonymousOnly,
      people: profile.people.counted,
    },
    overlaps: sameSecond,
    time: {
      first: toIso(profile.first),
      last: toIso(profile.last),
      [`older_than_${EVENTS_LISTED_DAYS}_days` as 'older_than_90_days']: counts.older,
      in_future: counts.future,
    },
    requests: {
      needed: counts.toDeliver,
      calls_per_window: callsPerWindow,
      rate: writeRate(rate),
      hours: Math.round((counts.toDeliver / perSecond / 3600) * 100) / 100,
      seconds: Math.ceil(counts.toDeliver / perSecond),
    },
  };
}

/** Names of properties that hold amounts, whatever became of them. */
const AMOUNT_NAME =
  /(?:^|_)(?:revenue|total|subtotal|price|value|tax|shipping|discount|amount|cost|fee|mrr|arr)$/;

function toKeyFigures(profile: KeyProfile, types: FigureOptions['types']): KeyFigures {
  const { path, distinct } = profile;
  const { filled, lost } = profile.counts;
  const isAmount = profile.kinds.money > 0 || AMOUNT_NAME.test(profile.snakePath);
  const mixed = isAmount ? profile.amounts.mixed : undefined;
  // Whoever set the type knows the unit.
  const amounts = mixed && { ...mixed, units_unclear: mixed.units_unclear && !Object.hasOwn(types, path) };
  const sensitive = toSensitive(profile);
  return {
    path,
    filled,
    distinct: distinct.counted,
    kinds: Object.fromEntries(Object.entries(profile.kinds).filter(([, count]) => count > 0)),
    lost,
    ...(amounts === undefined ? {} : { amounts }),
    ...(sensitive === undefined ? {} : { sensitive }),
  };
}

function toSensitive({ counts, byName }: KeyProfile): KeyFigures['sensitive'] {
  if (counts.lost + counts.leftOut >= counts.filled) return undefined;
  if (counts.secretValues > 0) return { by: 'value', what: 'secret' };
  if (byName === 'secret_name') return { by: 'name', what: 'secret' };
  if (counts.personalValues > 0) return { by: 'value', what: 'personal' };
  return byName === 'personal_name' ? { by: 'name', what: 'personal' } : undefined;
}

/** The same at each reading, whichever thread counted what first. */
function byFrequency(tally: Readonly<Record<string, number>>): Record<string, number> {
  const sorted = Object.entries(tally).sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return Object.fromEntries(sorted);
}

function sumUp(counts: readonly (readonly [string, number])[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries(sums);
}

function toIso(seconds: number): string | undefined {
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z') : undefined;
}
