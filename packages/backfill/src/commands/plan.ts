import { Command, Option } from 'commander';
import { filterOptions } from '../filters/filter-options';
import { addOptions } from '../options/add-options';
import { readNames, readRate, wholeNumber } from '../options/parse';
import { RATE_FORMS } from '../options/rate';
import { MAPPING_HELP, progressOption } from '../options/shared-options';
import { readAccepted } from '../plan/accept';
import { WORKERS_MOST } from '../plan/choose-workers';
import { makePlan } from '../plan/make-plan';
import type { PlanRequest } from '../plan/plan-request';
import {
  csvEscapeOption,
  csvTypesOption,
  formatOption,
  INPUTS_HELP,
  skipBadFilesOption,
} from '../sources/source-options';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { listenForStop } from '../terminal/stop-signals';
import type { Finish } from './finish';

export function planCommand(finish: Finish): Command {
  return addOptions(new Command('plan'), [...filterOptions(), ...planOptions()])
    .description('read everything and tell what a run would do; sends nothing')
    .argument('<inputs...>', INPUTS_HELP)
    .option('--mapping <file>', MAPPING_HELP)
    .addOption(formatOption())
    .addOption(csvTypesOption())
    .addOption(csvEscapeOption())
    .addOption(skipBadFilesOption())
    .addOption(progressOption())
    .addHelpText(
      'after',
      `
Examples:
  intercom-destination plan dumps/ --out plan.json --write-mapping mapping.yaml
  intercom-destination plan dumps/ --out plan.json --accept no_contact=5% --accept opted_out
  INTERCOM_ACCESS_TOKEN=… intercom-destination plan dumps/ --probe 200 --region EU

Exit codes: 0 go, 1 something is to be settled or accepted first, 3 cannot run.`,
    )
    .action(async (inputs: string[], options: PlanRequest) => {
      finish(await plan(inputs, options));
    });
}

/** Reads the inputs once and tells what a run would do. Sends nothing; `--probe` looks people up. */
async function plan(inputs: readonly string[], options: PlanRequest): Promise<ExitCode> {
  const { stopRequest, stopListening } = listenForStop();
  try {
    return await makePlan(inputs, options, stopRequest.drain.signal);
  } catch (error) {
    if (error !== stopRequest.drain.signal.reason) throw error;
    return EXIT_CODES.interrupted;
  } finally {
    stopListening();
  }
}

const REGIONS = ['US', 'EU', 'AU'];

/** The options of `plan` beside those that it shares with `map` and `run`. */
function planOptions(): readonly Option[] {
  return [
    new Option('--names <policy>', 'event names as the live ones: same, or prefix:<text>')
      .argParser(readNames)
      .default({ kind: 'same' }, 'same'),
    new Option('--rate <rate>', `pace to reckon with: ${RATE_FORMS}`)
      .argParser(readRate)
      .default({ share: 0.8 }, '80%'),
    new Option('--out <file>', 'write the plan here, for run --plan'),
    new Option(
      '--write-mapping <file>',
      'write a proposed mapping here; an existing file is not overwritten',
    ),
    new Option(
      '--accept <code>',
      'accept what would have to be settled, such as no_contact, or no_contact=5% for no more than that share of the calls; may be repeated',
    )
      .argParser(readAccepted)
      .default({}, 'nothing'),
    new Option('--probe <n>', 'look up so many of the people in the workspace; reads only').argParser(
      wholeNumber(1, 10_000),
    ),
    new Option('--region <region>', 'for --probe: where the workspace is hosted').choices(REGIONS),
    new Option('--base-url <url>', 'for --probe: a simulator or a proxy instead of a region'),
    new Option('--token-file <file>', 'for --probe: file with the access token (else INTERCOM_ACCESS_TOKEN)'),
    new Option(
      '--workers <n>',
      `threads that read lines beside the main one (default: one for each core, ${WORKERS_MOST} at most; none for a small dump)`,
    ).argParser(wholeNumber(0, 64)),
    new Option('--json', 'print it as JSON').default(false),
  ];
}
