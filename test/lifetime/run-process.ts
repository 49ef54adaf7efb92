import type { SpawnOptionsWithoutStdio } from 'node:child_process';
import { startProcess } from './process';

export interface EndedProcess {
  /** `null`: a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a process to its end while this one goes on. It is killed when the test ends before. */
export async function runProcess(
  command: string,
  args: readonly string[],
  options: SpawnOptionsWithoutStdio = {},
): Promise<EndedProcess> {
  const child = startProcess(command, args, options);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.end();
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}

/** The same where success is taken for granted: what it printed, or an error that says what went wrong. */
export async function outputOf(...run: Parameters<typeof runProcess>): Promise<string> {
  const { status, stdout, stderr } = await runProcess(...run);
  if (status !== 0)
    throw new Error(`${run[0]} ${run[1].join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
