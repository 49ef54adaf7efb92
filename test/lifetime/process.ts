import {
  spawn,
  type ChildProcessWithoutNullStreams,
  type SpawnOptionsWithoutStdio,
} from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { stopAtEnd } from './lifetime';

/** Lists the process groups that tests start, so that `npm test` can end those of a jest that was itself killed. */
const LEDGER = process.env['TEST_PROCESS_LEDGER'];

/** Starts a process that is killed, with all that it has started, when the test ends. */
export function startProcess(
  command: string,
  args: readonly string[],
  options: SpawnOptionsWithoutStdio = {},
): ChildProcessWithoutNullStreams {
  // A group of its own, which its children are in too.
  const child = spawn(command, args, { ...options, detached: true });
  const { pid } = child;
  if (pid === undefined) return child;
  record(`+${pid}`);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  stopAtEnd(async () => {
    killGroup(pid);
    await exited;
    record(`-${pid}`);
  });
  return child;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function record(line: string): void {
  if (LEDGER !== undefined) appendFileSync(LEDGER, `${line}\n`);
}
