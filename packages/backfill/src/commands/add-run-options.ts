import { Option, type Command } from 'commander';
import { NAME_POLICY_FORMS } from '../options/name-policy';
import { readMaxErrors } from '../options/max-errors';
import { COLLISION_POLICIES } from '../overlaps/collision-policy';
import { readNames, wholeNumber } from '../options/parse';
import { MAPPING_HELP, regionOption } from '../options/shared-options';
import { csvTypesOption, formatOption } from '../sources/source-options';

/** The options of `run` that say what is done, how far, and with what care. */
export function addRunOptions(command: Command): Command {
  return command
    .option('--to <target>', '"simulator" for the embedded one, a region (US, EU, AU), or a base URL')
    .option('--plan <file>', 'the saved plan that the run carries out; a live workspace wants one')
    .option(
      '--confirm-live <text>',
      'what is meant, where it is live: id code of the workspace, or with --into the last 4 characters of the write key',
    )
    .option(
      '--names <policy>',
      `event names: ${NAME_POLICY_FORMS}; a live workspace wants it said`,
      readNames,
    )
    .option('--dry-run', 'map and count everything; sends nothing and keeps nothing', false)
    .option('--mapping <file>', MAPPING_HELP)
    .addOption(formatOption())
    .addOption(csvTypesOption())
    .option(
      '--run-dir <folder>',
      'where the run keeps its journal, dead letters and report',
      'intercom-backfill',
    )
    .addOption(
      new Option(
        '--max-errors <n>',
        'dead letters that stop the run: a count such as 500, or a share such as 5% once 1,000 were delivered',
      )
        .argParser(readMaxErrors)
        .default({ share: 0.05 }, '5%'),
    )
    .option(
      '--name-budget <n>',
      'event names that the run may use; Intercom takes 120',
      wholeNumber(1, 10_000),
      120,
    )
    .addOption(
      new Option(
        '--on-collision <policy>',
        'different calls of one person with the same name and second, which Intercom takes for one',
      )
        .choices(COLLISION_POLICIES)
        .default('report'),
    )
    .option(
      '--verify-sample <n>',
      'contacts whose counts at Intercom are stored first, for verify',
      wholeNumber(0, 1_000),
      50,
    )
    .addOption(regionOption('where the workspace must be hosted; another one is refused'));
}
