import type { Permission, Simulator, SimulatorSwitches } from '@intercom-destination/simulator';
import { Command, Option } from 'commander';
import { parseShare, wholeNumber } from '../options/parse';
import { MAPPING_HELP } from '../options/shared-options';
import { readMappingFile } from '../reading/read-mapping-file';
import { findPeople, readContactFiles } from '../target/read-contacts';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import type { Finish } from './finish';

export function simulateCommand(finish: Finish): Command {
  return new Command('simulate')
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
    .option('--mapping <file>', `of that dump: ${MAPPING_HELP}`)
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
}

interface SimulateOptions {
  readonly port: number;
  readonly limit?: number;
  readonly region?: 'US' | 'EU' | 'AU';
  readonly contacts: readonly string[];
  readonly peopleOf: readonly string[];
  readonly mapping?: string;
  readonly share: number;
  /** Such as `duplicates=keep`. */
  readonly switch: readonly string[];
  readonly deny: readonly string[];
}

/** Runs the simulator as a server until it is told to stop. */
async function simulate(options: SimulateOptions): Promise<ExitCode> {
  const contacts = options.contacts.length === 0 ? [] : await readContactFiles(options.contacts);
  const people =
    options.peopleOf.length === 0
      ? []
      : await findPeople(options.peopleOf, await readMappingFile(options.mapping), options.share, contacts);
  const { seedSimulator } = await import('../target/seed-simulator');
  const simulator = await start(options);
  const seeded = await seedSimulator(simulator, [...contacts, ...people]);
  process.stdout.write(
    [
      `Simulator: ${simulator.url} (its start page shows how to seed and inspect it)`,
      `Token:     ${simulator.token}`,
      `Contacts:  ${seeded}`,
      '',
      'Send a dump to it from another terminal:',
      `  INTERCOM_ACCESS_TOKEN=${simulator.token} intercom-destination run DUMP --to ${simulator.url}`,
      '',
    ].join('\n'),
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await simulator.close();
  return EXIT_CODES.allAccepted;
}

async function start({ port, limit, region, deny, ...options }: SimulateOptions): Promise<Simulator> {
  const { InputError, startSimulator } = await import('@intercom-destination/simulator');
  try {
    return await startSimulator({
      port,
      ...(limit === undefined ? {} : { rateLimitPerWindow: limit }),
      ...(region === undefined ? {} : { region }),
      switches: readSwitches(options.switch),
      // What is none is refused by the simulator, by name.
      deniedPermissions: deny as readonly Permission[],
    });
  } catch (error) {
    if (error instanceof InputError) throw new CannotRun(error.message, { cause: error });
    const fault = describeSystemFault(error);
    if (fault === undefined) throw error;
    throw new CannotRun(`Cannot listen on port ${port}: ${fault}; choose another with --port.`, {
      cause: error,
    });
  }
}

/** Numbers as numbers, anything else as text; the simulator itself knows which switches there are. */
function readSwitches(settings: readonly string[]): Partial<SimulatorSwitches> {
  const pairs = settings.map((setting) => {
    const [name = '', value = ''] = setting.split('=', 2);
    return [name, /^\d+$/.test(value) ? Number(value) : value] as const;
  });
  return Object.fromEntries(pairs);
}
