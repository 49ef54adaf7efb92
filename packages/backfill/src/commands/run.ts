import { Command, Option } from 'commander';
import { filterOptions, findFiltersInUse } from '../filters/filter-options';
import { readHandover } from '../into/read-handover';
import { addDeliveryOptions } from '../options/add-delivery-options';
import { addOptions } from '../options/add-options';
import { readMaxErrors } from '../options/max-errors';
import { NAME_POLICY_FORMS } from '../options/name-policy';
import { readNames, wholeNumber } from '../options/parse';
import { MAPPING_HELP, regionOption } from '../options/shared-options';
import { THROUGH } from '../options/through';
import { COLLISION_POLICIES, requireWholeInput } from '../overlaps/collision-policy';
import { dryRun } from '../run/dry-run';
import { prepareAndDeliver, prepareAndHandOver } from '../run/prepare-run';
import type { RunRequest } from '../run/run-request';
import {
  csvEscapeOption,
  csvTypesOption,
  formatOption,
  INPUTS_HELP,
  skipBadFilesOption,
} from '../sources/source-options';
import { INGESTIONS } from '../target/ingestion';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { listenForStop } from '../terminal/stop-signals';
import type { Finish } from './finish';

export function runCommand(finish: Finish): Command {
  const command = addOptions(new Command('run'), filterOptions())
    .description('deliver the calls; the same command goes on with a run that was stopped')
    .argument('<inputs...>', INPUTS_HELP);
  return addDeliveryOptions(addWayOptions(addRunOptions(command)))
    .addHelpText(
      'after',
      `
Examples:
  intercom-destination run dumps/ --to simulator --simulator-contacts contacts.ndjson
  INTERCOM_ACCESS_TOKEN=… intercom-destination run dumps/ --to http://127.0.0.1:4010

  intercom-destination run dumps/ --to simulator --missing-contact create_user --max-new-contacts 500
  SEGMENT_WRITE_KEY=… intercom-destination run dumps/ --into segment --destination-name "Intercom Events"

With --missing-contact retry, people who are missing are asked for once more at the end.

Exit codes: 0 all accepted, 1 finished with dead letters or refusals that the plan has not accepted,
2 stopped by a safety limit, 3 cannot run, 4 interrupted and resumable.`,
    )
    .action(async (inputs: string[], options: RunRequest) => {
      finish(await run(inputs, options));
    });
}

/** Delivers the calls of the inputs, or goes on with a run that was started in the run directory. */
async function run(inputs: readonly string[], options: RunRequest): Promise<ExitCode> {
  const { stopRequest, stopListening } = listenForStop();
  try {
    requireWholeInput(options.onCollision, findFiltersInUse(options));
    const into = readHandover(options);
    if (options.dryRun) return await dryRun(inputs, options, stopRequest.drain.signal);
    return into === undefined
      ? await prepareAndDeliver(inputs, options, stopRequest)
      : await prepareAndHandOver(inputs, into, options, stopRequest);
  } catch (error) {
    if (error !== stopRequest.drain.signal.reason) throw error;
    console.error('Stopped before this start sent anything; the same command goes on.');
    return EXIT_CODES.interrupted;
  } finally {
    stopListening();
  }
}

/** The options of `run` that say what is done, how far, and with what care. */
function addRunOptions(command: Command): Command {
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
    .addOption(csvEscapeOption())
    .addOption(skipBadFilesOption())
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

/** The options of `run` that say which way the calls go, and to whom. */
function addWayOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--through <way>', "whose code delivers: core's, or an adapter's in its host's runtime")
        .choices(THROUGH)
        .default('core'),
    )
    .addOption(
      new Option(
        '--into <platform>',
        'hand the calls to a platform, whose own destination delivers them',
      ).choices(INGESTIONS),
    )
    .option('--into-url <url>', "the platform's address, for RudderStack that of your data plane")
    .option('--destination-name <name>', 'with --into: the only destination that is to have the calls')
    .option('--all-destinations', 'with --into: every destination of the source has them', false)
    .option(
      '--write-key-file <file>',
      'file with the write key (else SEGMENT_WRITE_KEY or RUDDERSTACK_WRITE_KEY)',
    );
}
