import { Option } from 'commander';
import { collect, parseShare, parseTime, wholeNumber } from '../options/parse';
import { CannotRun } from '../terminal/cannot-run';
import type { Filters } from './filters';
import { readSuppression, type Suppression } from './suppression';

/** What is left out, as given on the command line. */
export interface FilterOptions {
  readonly ignoreIntegrations: boolean;
  readonly consent: readonly string[];
  readonly suppress: readonly string[];
  readonly only: readonly string[];
  readonly exclude: readonly string[];
  readonly from?: Date;
  readonly before?: Date;
  readonly limit?: number;
  readonly sample?: number;
}

/** The options of `map`, `plan` and `run` that leave calls out. */
export function filterOptions(): readonly Option[] {
  return [
    new Option('--ignore-integrations', 'send calls though their integrations turn Intercom off').default(
      false,
    ),
    several('--consent <category>', 'send only calls that consent to this category; may be repeated'),
    several('--suppress <file>', 'ids and emails never to send to, one a line or CSV; may be repeated'),
    several('--only <event>', 'send only events of this name or pattern; may be repeated'),
    several('--exclude <event>', 'leave out events of this name or pattern; may be repeated'),
    new Option('--from <time>', 'leave out events before this time').argParser(parseTime),
    new Option('--before <time>', 'leave out events at this time and later').argParser(parseTime),
    new Option('--limit <n>', 'send so many calls at most, in the order read').argParser(
      wholeNumber(1, 1_000_000_000),
    ),
    new Option('--sample <share>', 'send the calls of this part of the people, above 0 up to 1').argParser(
      parseShare,
    ),
  ];
}

/** The filters, and the people never to send to; `undefined`: nobody is listed. */
export async function readFilters(
  options: FilterOptions,
): Promise<{ readonly filters: Filters; readonly suppression: Suppression | undefined }> {
  const { ignoreIntegrations, consent, only, exclude, limit, sample } = options;
  const from = toSeconds(options.from);
  const before = toSeconds(options.before);
  if (from !== undefined && before !== undefined && from >= before) {
    throw new CannotRun('--from must be earlier than --before: no time lies between them.');
  }
  const suppression = options.suppress.length === 0 ? undefined : await readSuppression(options.suppress);
  const filters: Filters = {
    ignoreIntegrations,
    consent,
    only,
    exclude,
    ...(suppression === undefined
      ? {}
      : { suppress: { sha256: suppression.sha256, entries: suppression.entries } }),
    ...(from === undefined ? {} : { from }),
    ...(before === undefined ? {} : { before }),
    ...(limit === undefined ? {} : { limit }),
    ...(sample === undefined ? {} : { sample }),
  };
  return { filters, suppression };
}

/** The flags given that choose a part of the input by what stands in a call, each as it is written. */
export function findFiltersInUse(options: FilterOptions): readonly string[] {
  const { consent, suppress, only, exclude, from, before, limit, sample } = options;
  const lists = Object.entries({ consent, suppress, only, exclude }).filter(
    ([, values]) => values.length > 0,
  );
  const values = Object.entries({ from, before, limit, sample }).filter(([, value]) => value !== undefined);
  return [...lists, ...values].map(([name]) => `--${name}`);
}

function several(flags: string, description: string): Option {
  return new Option(flags, description).argParser(collect).default([], 'none');
}

/** The first whole second that is not before the time. */
function toSeconds(time: Date | undefined): number | undefined {
  return time === undefined ? undefined : Math.ceil(time.getTime() / 1000);
}
