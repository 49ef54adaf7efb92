import type { Rate } from '@intercom-destination/core';
import { Command, CommanderError, Option } from 'commander';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';
import { check, type CheckOptions } from './check';
import { explain, type ExplainOptions } from './explain';
import { map, type MapOptions } from './map';
import { plan, type PlanOptions } from './plan';
import { purge } from './purge';
import { rate } from './rate';
import { run } from './run';
import { report as writeReport } from './report';
import { retry, type RetryOptions } from './retry';
import { simulate, type SimulateOptions } from './simulate';
import { status } from './status';
import { verify, type VerifyOptions } from './verify';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { addDeliveryOptions, TOKEN_FILE_HELP } from '../options/add-delivery-options';
import { addRunOptions } from './add-run-options';
import { addWayOptions } from './add-way-options';
import { filterOptions } from '../filters/filter-options';
import { parseShare, readRate, wholeNumber } from '../options/parse';
import { planOptions } from './plan-options';
import { MAPPING_HELP, regionOption } from '../options/shared-options';
import { csvTypesOption, formatOption, INPUTS_HELP } from '../sources/source-options';
import { PROGRESS_FORMS } from '../terminal/progress';
import { RATE_FORMS } from '../options/rate';
import type { RunOptions } from '../run/run-options';
import { DEAD_LETTER_REASONS, RETRIED_REASONS } from '../delivery/retried-reasons';
import { version } from '../../package.json';

/**
 * Runs one command, given as the arguments after the program's name, and gives its exit code. Results go to standard
 * output, everything else to standard error. Never rejects.
 */
export async function execute(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT_CODES.allAccepted;
  const program = createProgram((ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return reportFault(error);
  }
}

/** One line for a fault that a person can mend; a stack only for a bug of ours. */
export function reportFault(error: unknown): ExitCode {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? EXIT_CODES.allAccepted : EXIT_CODES.cannotRun;
  if (error instanceof CannotRun) {
    console.error(`intercom-destination: ${error.message}`);
    return error.exitCode;
  } else {
    const fault = describeSystemFault(error);
    const path = error instanceof Error && 'path' in error ? String(error.path) : undefined;
    if (fault !== undefined)
      console.error(`intercom-destination: ${path === undefined ? '' : `${path}: `}${fault}.`);
    else console.error(error);
  }
  return EXIT_CODES.cannotRun;
}

/** The commands with their options; `finish` is called with the exit code of the one that runs. */
function createProgram(finish: (code: ExitCode) => void): Command {
  const program = new Command('intercom-destination')
    .description('Backfills track calls into Intercom as data events. Not affiliated with Intercom.')
    .version(version)
    .configureOutput({
      outputError: (message, write) => {
        write(
          `intercom-destination: ${message
            .replace(/^error: /, '')
            .trimEnd()
            .replaceAll('\n', ' ')} (--help shows what there is)\n`,
        );
      },
    })
    .exitOverride();

  withOptions(program.command('map'), filterOptions())
    .description('print what becomes of each call, a JSON line each; sends nothing')
    .argument('<inputs...>', INPUTS_HELP)
    .addHelpText('after', '\nExample:\n  intercom-destination map dump.ndjson.gz | head')
    .option('--mapping <file>', MAPPING_HELP)
    .addOption(formatOption())
    .addOption(csvTypesOption())
    .action(async (inputs: string[], options: MapOptions) => {
      finish(await map(inputs, options));
    });

  withOptions(program.command('plan'), [...filterOptions(), ...planOptions()])
    .description('read everything and tell what a run would do; sends nothing')
    .argument('<inputs...>', INPUTS_HELP)
    .option('--mapping <file>', MAPPING_HELP)
    .addOption(formatOption())
    .addOption(csvTypesOption())
    .addOption(progressOption())
    .addHelpText(
      'after',
      `
Examples:
  intercom-destination plan dumps/ --out plan.json --write-mapping mapping.yaml
  INTERCOM_ACCESS_TOKEN=… intercom-destination plan dumps/ --probe 200 --region EU

Exit codes: 0 go, 1 something is to be settled first, 3 cannot run.`,
    )
    .action(async (inputs: string[], options: PlanOptions) => {
      finish(await plan(inputs, options));
    });

  program
    .command('explain')
    .description(
      "tell what would become of one call: each property's fate, the identity, the request; sends nothing",
    )
    .argument('[call]', 'the call as JSON, or - for standard input', '-')
    .option('--mapping <file>', MAPPING_HELP)
    .addOption(
      new Option('--region <region>', 'region of the request shown')
        .choices(['US', 'EU', 'AU'])
        .default('US'),
    )
    .option('--json', 'print it as JSON', false)
    .addHelpText('after', '\nExample:\n  head -1 dump.ndjson | intercom-destination explain -')
    .action(async (call: string, options: ExplainOptions) => {
      finish(await explain(call, options));
    });

  const runCommand = withOptions(program.command('run'), filterOptions())
    .description('deliver the calls; the same command goes on with a run that was stopped')
    .argument('<inputs...>', INPUTS_HELP);
  addDeliveryOptions(addWayOptions(addRunOptions(runCommand)))
    .addHelpText(
      'after',
      `
Examples:
  intercom-destination run dumps/ --to simulator --simulator-contacts contacts.ndjson
  INTERCOM_ACCESS_TOKEN=… intercom-destination run dumps/ --to http://127.0.0.1:4010

  intercom-destination run dumps/ --to simulator --missing-contact create_user --max-new-contacts 500
  SEGMENT_WRITE_KEY=… intercom-destination run dumps/ --into segment --destination-name "Intercom Events"

With --missing-contact retry, people who are missing are asked for once more at the end.

Exit codes: 0 all accepted, 1 finished with dead letters or refusals, 2 stopped by a safety limit,
3 cannot run, 4 interrupted and resumable.`,
    )
    .action(async (inputs: string[], options: RunOptions) => {
      finish(await run(inputs, options));
    });

  const retryCommand = program
    .command('retry')
    .description('send the dead letters of a run again: the data events as they are stored')
    .argument('[run-dir]', 'the run directory', 'intercom-backfill')
    .addOption(
      new Option('--reason <reason...>', 'the dead letters to try')
        .choices(DEAD_LETTER_REASONS)
        .default([...RETRIED_REASONS]),
    )
    .option('--remap', 'map the stored calls anew, with the mapping of the run or --mapping', false)
    .option('--mapping <file>', `with --remap: ${MAPPING_HELP}`);
  addDeliveryOptions(retryCommand)
    .addHelpText(
      'after',
      '\nExample:\n  INTERCOM_ACCESS_TOKEN=… intercom-destination retry --reason contact_not_found',
    )
    .action(async (runDir: string, options: RetryOptions) => {
      finish(await retry(runDir, options));
    });

  program
    .command('rate')
    .description('change the pace of a run under way')
    .argument('<rate>', RATE_FORMS, readRate)
    .argument('[run-dir]', 'the run directory', 'intercom-backfill')
    .addHelpText('after', '\nExample:\n  intercom-destination rate 20/s')
    .action((wanted: Rate, runDir: string) => {
      finish(rate(wanted, runDir));
    });

  program
    .command('check')
    .description('tell whose the token is: workspace, region and limit; sends nothing else')
    .addOption(regionOption('where the workspace is hosted'))
    .option('--base-url <url>', 'a simulator or a proxy instead of a region')
    .option('--token-file <file>', TOKEN_FILE_HELP)
    .option('--json', 'print it as JSON', false)
    .addHelpText('after', '\nExample:\n  INTERCOM_ACCESS_TOKEN=… intercom-destination check --region EU')
    .action(async (options: CheckOptions) => {
      finish(await check(options));
    });

  program
    .command('status')
    .description('tell how far a run is, while it runs and after')
    .argument('[run-dir]', 'the run directory', 'intercom-backfill')
    .option('--json', 'print it as JSON', false)
    .action((runDir: string, options: { json: boolean }) => {
      finish(status(runDir, options));
    });

  program
    .command('report')
    .description(
      'write the report of a run as a page for a browser, while it runs and after; it names no person',
    )
    .argument('[run-dir]', 'the run directory', 'intercom-backfill')
    .option('--out <file>', 'where to write it (default: report.html in the run directory)')
    .action((runDir: string, options: { out?: string }) => {
      finish(writeReport(runDir, options));
    });

  program
    .command('verify')
    .description("compare by how much Intercom's own counts rose with what a run has sent; reads only")
    .argument('[run-dir]', 'the run directory', 'intercom-backfill')
    .option('--wait <seconds>', 'how long to look again at what is missing', wholeNumber(0, 86_400), 300)
    .addOption(new Option('--rate <rate>', RATE_FORMS).argParser(readRate).default({ share: 0.8 }, '80%'))
    .option('--token-file <file>', TOKEN_FILE_HELP)
    .option('--json', 'print it as JSON', false)
    .action(async (runDir: string, options: VerifyOptions) => {
      finish(await verify(runDir, options));
    });

  program
    .command('purge')
    .description('delete what a run has left: its journal, dead letters, reports, and the calls in them')
    .argument('<run-dir>', 'the run directory')
    .option('--yes', 'delete it; without this it only says what would go', false)
    .action((runDir: string, options: { yes: boolean }) => {
      finish(purge(runDir, options));
    });

  program
    .command('simulate')
    .description("run a simulator of Intercom's API on this machine until Ctrl-C")
    .option('--port <n>', 'port to listen on, 0 for any free one', wholeNumber(0, 65_535), 4010)
    .option(
      '--limit <n>',
      'requests in a window of 10 s (default: 1667, as Intercom)',
      wholeNumber(1, 1_000_000),
    )
    .addOption(new Option('--region <region>', 'region that GET /me names').choices(['US', 'EU', 'AU']))
    .option('--contacts <file...>', 'contacts to begin with, a JSON object a line', [])
    .option('--people-of <dump...>', "make contacts of the people in a dump's calls", [])
    .option('--share <share>', 'part of those people that become contacts, above 0 up to 1', parseShare, 1)
    .option('--switch <name=value...>', 'what is not known of Intercom, such as searchLagMs=5000', [])
    .option('--deny <permission...>', 'permissions that the token lacks, such as read_users_companies', [])
    .addHelpText(
      'after',
      `
Examples:
  intercom-destination simulate --people-of dump.ndjson --share 0.5
  intercom-destination simulate --switch duplicates=keep rateLimitResetOffsetSeconds=2

The page it serves shows how to seed it, point a client at it and make it fail. Switches and permissions:
the README of @intercom-destination/simulator lists them.`,
    )
    .action(async (options: SimulateOptions) => {
      finish(await simulate(options));
    });

  return program;
}

/** Adds a group of options that several commands share. */
function withOptions(command: Command, options: readonly Option[]): Command {
  return options.reduce((extended, option) => extended.addOption(option), command);
}

function progressOption(): Option {
  return new Option('--progress <form>', 'how to show progress on standard error')
    .choices(PROGRESS_FORMS)
    .default('auto');
}
