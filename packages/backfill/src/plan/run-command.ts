import type { Rate, Region } from '@intercom-destination/core';
import type { FilterOptions } from '../filters/filter-options';
import { writeNamePolicy, type NamePolicy } from '../options/name-policy';
import { writeRate } from '../options/rate';
import { STDIN } from '../sources/find-source-files';
import type { SourceOptions } from '../sources/source-options';
import { quoteForShell, quotePath } from '../terminal/quote-for-shell';
import { writeAccepted, type Accepted } from './accept';

/** Where the person has to say which workspace it is, with its id code from `check`; its region, if none was asked. */
const BLANK = 'WORKSPACE_ID_CODE';
/** Where the person has to say what standard input was: a plan to carry out is one of files. */
const DUMP = 'DUMP_FILE';
const PLAN = 'plan.json';

export interface RunCommandOptions extends SourceOptions, FilterOptions {
  readonly mapping?: string;
  readonly names: NamePolicy;
  readonly out?: string;
  readonly rate: Rate;
  readonly region?: Region;
  readonly accept: Accepted;
  readonly skipBadFiles: boolean;
}

type Flag = readonly [flag: string, ...values: string[]];

/**
 * The command that carries the plan out, for a shell; the workspace is left blank. A plan that was not kept is made once more
 * before, to be kept.
 */
export function toRunCommand(inputs: readonly string[], options: RunCommandOptions): string {
  const files = inputs.map((input) => (input === STDIN ? DUMP : quotePath(input)));
  const shared = sharedFlags(options);
  const run = toCommand('run', files, [
    ['--plan', options.out ?? PLAN],
    ...shared,
    ['--to', options.region ?? 'REGION'],
    ['--names', writeNamePolicy(options.names)],
    ['--confirm-live', BLANK],
  ]);
  if (options.out !== undefined) return run;
  const plan = toCommand('plan', files, [
    ['--out', PLAN],
    ...shared,
    ...(options.names.kind === 'same' ? [] : [['--names', writeNamePolicy(options.names)] as const]),
    ...(options.skipBadFiles ? [['--skip-bad-files'] as const] : []),
    ...writeAccepted(options.accept).map((accepted) => ['--accept', accepted] as const),
  ]);
  return `${plan}\n${run}`;
}

/** What reads, maps and leaves out in the same way. */
function sharedFlags(options: RunCommandOptions): readonly Flag[] {
  return [
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
  ];
}

function toCommand(name: string, files: readonly string[], flags: readonly Flag[]): string {
  const parts = [
    `intercom-destination ${name} ${files.join(' ')}`,
    ...flags.map((flag) => flag.map(quoteForShell).join(' ')),
  ];
  return parts.join(' \\\n  ');
}
