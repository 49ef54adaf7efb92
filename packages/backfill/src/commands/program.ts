import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { printable } from '../terminal/printable';
import { checkCommand } from './check';
import { explainCommand } from './explain';
import type { Finish } from './finish';
import { mapCommand } from './map';
import { planCommand } from './plan';
import { purgeCommand } from './purge';
import { rateCommand } from './rate';
import { reportCommand } from './report';
import { retryCommand } from './retry';
import { runCommand } from './run';
import { simulateCommand } from './simulate';
import { statusCommand } from './status';
import { verifyCommand } from './verify';

/** In the order in which `--help` lists them. */
const COMMANDS: readonly ((finish: Finish) => Command)[] = [
  mapCommand,
  planCommand,
  explainCommand,
  runCommand,
  retryCommand,
  rateCommand,
  checkCommand,
  statusCommand,
  reportCommand,
  verifyCommand,
  purgeCommand,
  simulateCommand,
];

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

/** A line for a fault that a person can mend, and one for each of its details; a stack only for a bug of ours. */
export function reportFault(error: unknown): ExitCode {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? EXIT_CODES.allAccepted : EXIT_CODES.cannotRun;
  if (error instanceof CannotRun) {
    console.error(`intercom-destination: ${printable(error.message)}`);
    for (const detail of error.details) console.error(`  ${printable(detail)}`);
    return error.exitCode;
  } else {
    const fault = describeSystemFault(error);
    const path = error instanceof Error && 'path' in error ? String(error.path) : undefined;
    if (fault !== undefined)
      console.error(`intercom-destination: ${path === undefined ? '' : `${printable(path)}: `}${fault}.`);
    else console.error(error);
  }
  return EXIT_CODES.cannotRun;
}

/** `finish` is called with the exit code of the command that runs. */
function createProgram(finish: Finish): Command {
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
  for (const create of COMMANDS) {
    const command = create(finish).copyInheritedSettings(program);
    program.addCommand(command);
  }
  return program;
}
