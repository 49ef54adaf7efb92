import type { Rate, Region } from '@intercom-destination/core';
import type { FilterOptions } from '../filters/filter-options';
import { writeNamePolicy, type NamePolicy } from '../options/name-policy';
import { writeRate } from '../options/rate';
import type { SourceOptions } from '../sources/source-options';
import { quoteForShell } from '../terminal/quote-for-shell';

/** Where the person has to say which workspace it is, with its id code from `check`; its region, if none was asked. */
const BLANK = 'WORKSPACE_ID_CODE';

export interface RunCommandOptions extends SourceOptions, FilterOptions {
  readonly mapping?: string;
  readonly names: NamePolicy;
  readonly out?: string;
  readonly rate: Rate;
  readonly region?: Region;
}

/** The command that carries the plan out, for a shell; the workspace is left blank. */
export function toRunCommand(inputs: readonly string[], options: RunCommandOptions): string {
  const flags: (readonly [flag: string, ...values: string[]])[] = [
    ...(options.out === undefined ? [] : [['--plan', options.out] as const]),
    ...(options.mapping === undefined ? [] : [['--mapping', options.mapping] as const]),
    ...(options.format === undefined ? [] : [['--format', options.format] as const]),
    ...(options.csvTypes === 'auto' ? [] : [['--csv-types', options.csvTypes] as const]),
    ...(options.csvEscape === 'auto' ? [] : [['--csv-escape', options.csvEscape] as const]),
    ...(options.ignoreIntegrations ? [['--ignore-integrations'] as const] : []),
    ...options.consent.map((category) => ['--consent', category] as const),
    ...options.suppress.map((file) => ['--suppress', file] as const),
    ...options.only.map((name) => ['--only', name] as const),
    ...options.exclude.map((name) => ['--exclude', name] as const),
    ...(options.from === undefined ? [] : [['--from', options.from.toISOString()] as const]),
    ...(options.before === undefined ? [] : [['--before', options.before.toISOString()] as const]),
    ...(options.limit === undefined ? [] : [['--limit', String(options.limit)] as const]),
    ...(options.sample === undefined ? [] : [['--sample', String(options.sample)] as const]),
    ...(writeRate(options.rate) === '0.8' ? [] : [['--rate', writeRate(options.rate)] as const]),
    ['--to', options.region ?? 'REGION'],
    ['--names', writeNamePolicy(options.names)],
    ['--confirm-live', BLANK],
  ];
  const parts = [['intercom-destination', 'run', ...inputs], ...flags];
  return parts.map((part) => part.map(quoteForShell).join(' ')).join(' \\\n  ');
}
