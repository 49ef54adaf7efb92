import {
  InputError,
  startSimulator,
  type Permission,
  type Simulator,
  type SimulatorSwitches,
} from '@intercom-destination/simulator';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { findPeople, readContactFiles } from '../target/read-contacts';
import { seedSimulator } from '../target/seed-simulator';

export interface SimulateOptions {
  readonly port: number;
  readonly limit?: number;
  readonly region?: 'US' | 'EU' | 'AU';
  readonly contacts: readonly string[];
  readonly peopleOf: readonly string[];
  readonly share: number;
  /** Such as `duplicates=keep`. */
  readonly switch: readonly string[];
  readonly deny: readonly string[];
}

/** Runs the simulator as a server until it is told to stop. */
export async function simulate(options: SimulateOptions): Promise<ExitCode> {
  const contacts = options.contacts.length === 0 ? [] : await readContactFiles(options.contacts);
  const people =
    options.peopleOf.length === 0 ? [] : await findPeople(options.peopleOf, options.share, contacts);
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
