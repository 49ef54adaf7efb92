import type { MappingSettings } from '@intercom-destination/core';
import { meaningOf } from '../report/meanings';
import { formatCount, formatPercent } from '../terminal/format';
import type { ConcernFigures } from './concern-figures';
import { concernRuleOf, isConcernCode, type ConcernBase, type ConcernCode } from './concern-rules';
import type { PlanFigures } from './figures';
import type { PlanFinding } from './finding';
import { ODD_SHARE } from './odd-share';

const BASE_NAMES: Readonly<Record<ConcernBase, string>> = {
  track_calls: 'track calls',
  events: 'events',
  amounts: 'events with an amount',
};

const EMAIL_OF_PROPERTIES = "people known only by properties.email, which may be somebody else's";

/** What is weighed by its share of calls; `said` are the settings that the mapping file names. */
export function findConcerns(
  figures: PlanFigures,
  said: ReadonlySet<keyof MappingSettings>,
): readonly PlanFinding[] {
  return Object.entries(figures.concerns).flatMap(([code, concern]) => {
    if (!isConcernCode(code) || isSaid(code, said)) return [];
    const { settledBy } = concernRuleOf(code);
    const share = shareOf(concern);
    return {
      weight: share > ODD_SHARE ? 'settle' : 'know',
      code,
      sentence: describe(code, concern, figures),
      ...(settledBy === undefined ? {} : { settled_by: settledBy }),
      share,
      samples: concern.samples,
    };
  });
}

function isSaid(code: ConcernCode, said: ReadonlySet<keyof MappingSettings>): boolean {
  const { setting } = concernRuleOf(code);
  return setting !== undefined && said.has(setting);
}

function shareOf({ calls, of, event }: ConcernFigures): number {
  return event === undefined ? calls / of : event.calls / event.of;
}

function describe(code: ConcernCode, { calls, of, event }: ConcernFigures, figures: PlanFigures): string {
  const all = describeShare(calls, of, ` ${BASE_NAMES[concernRuleOf(code).of]}`);
  const worst = event === undefined ? '' : `; of ${event.name} ${describeShare(event.calls, event.of)}`;
  const where = code === 'opted_out' ? ` (${describeOptOuts(figures)})` : '';
  return `${all}${worst}: ${code === 'email_of_properties' ? EMAIL_OF_PROPERTIES : (meaningOf(code) ?? code)}${where}.`;
}

function describeShare(calls: number, of: number, what = ''): string {
  return `${formatCount(calls)} of ${formatCount(of)}${what} (${formatPercent(calls, of)})`;
}

const OPT_OUTS_SHOWN = 5;

function describeOptOuts({ opted_out_by }: PlanFigures): string {
  return Object.entries(opted_out_by)
    .slice(0, OPT_OUTS_SHOWN)
    .map(([place, calls]) => `${place} in ${formatCount(calls)}`)
    .join(', ');
}
