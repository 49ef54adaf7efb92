import { applyNamePolicy, type NamePolicy } from '../options/name-policy';
import { maskEmails } from '../terminal/mask-emails';
import type { BoundedCounts } from './bounded-counts';
import { concernRuleOf, type ConcernCode } from './concern-rules';
import type { Concern } from './concerns';
import type { DumpProfile } from './dump-profile';
import type { Sample } from './samples';

/** Fewer calls of a name, or fewer that something is said of, say nothing of its share. */
const NAME_CALLS_LEAST = 100;
const CONCERNED_LEAST = 10;

/** Calls of which something is said, out of those that it could be said of. */
export interface ConcernFigures {
  readonly calls: number;
  readonly of: number;
  /** The event name with the largest share, where that is larger than the share of all. Rare names are left out. */
  readonly event?: { readonly name: string; readonly calls: number; readonly of: number };
  /** The first calls. */
  readonly samples: readonly SampleFigures[];
}

/** Where a call stands, and the property or field in question; absent: the call as a whole. */
export interface SampleFigures {
  readonly file: string;
  readonly line: number;
  readonly index?: number;
  readonly key?: string;
}

export type ConcernsByCode = Readonly<Partial<Record<ConcernCode, ConcernFigures>>>;

export function toConcernFigures(
  profile: DumpProfile,
  { files, names }: { readonly files: readonly string[]; readonly names: NamePolicy },
): ConcernsByCode {
  const { toDeliver } = profile.counts;
  const { skipped, refused } = profile.tallies;
  const bases = {
    // The refused are those of the whole dump, so what is left out by a limit counts with them.
    track_calls: {
      calls: toDeliver + sum(refused) + (skipped['beyond_limit'] ?? 0) + (skipped['opted_out'] ?? 0),
    },
    events: { calls: toDeliver, byName: profile.names },
    amounts: { calls: total(profile.namesWithAmounts), byName: profile.namesWithAmounts },
  };
  const show = (name: string) => maskEmails(applyNamePolicy(name, names));
  const rows = profile.concerns.entries.map(([code, concern]) => {
    const base: Base = bases[concernRuleOf(code).of];
    return [code, toRow(concern, base, files, show)] as const;
  });
  rows.sort(([a, one], [b, other]) => other.calls - one.calls || (a < b ? -1 : 1));
  return Object.fromEntries(rows);
}

interface Base {
  readonly calls: number;
  readonly byName?: BoundedCounts;
}

function toRow(
  { calls, byName, samples }: Concern,
  base: Base,
  files: readonly string[],
  show: (name: string) => string,
): ConcernFigures {
  const worst = base.byName === undefined ? undefined : findWorst(byName, base.byName);
  const isWorse = worst !== undefined && worst.calls / worst.of > calls / base.calls;
  return {
    calls,
    of: base.calls,
    ...(isWorse ? { event: { ...worst, name: show(worst.name) } } : {}),
    samples: samples.map((sample) => toSampleFigures(sample, files)),
  };
}

function findWorst(concerned: BoundedCounts, all: BoundedCounts): ConcernFigures['event'] {
  let worst: ConcernFigures['event'];
  for (const [name, calls] of concerned.sorted) {
    const of = all.countOf(name);
    if (of < NAME_CALLS_LEAST || calls < CONCERNED_LEAST) continue;
    if (worst === undefined || calls / of > worst.calls / worst.of) worst = { name, calls, of };
  }
  return worst;
}

export function toSampleFigures({ file, line, index, key }: Sample, files: readonly string[]): SampleFigures {
  return {
    file: files[file] ?? '',
    line,
    ...(index === undefined ? {} : { index }),
    ...(key === '' ? {} : { key: maskEmails(key) }),
  };
}

function total({ sorted, others }: BoundedCounts): number {
  return sorted.reduce((calls, [, count]) => calls + count, others);
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}
