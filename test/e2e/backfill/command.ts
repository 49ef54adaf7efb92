import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { endOfTest } from '../../lifetime/lifetime';
import { startProcess } from '../../lifetime/process';

const cli = join(__dirname, '..', '..', '..', 'packages', 'backfill', 'dist', 'cli.js');

export interface Ended {
  /** `null`: a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  /** Rejects where the test ends before the command does. */
  readonly ended: Promise<Ended>;
}

export interface StartOptions {
  /** It is in the environment only if it is given. */
  readonly token?: string;
  /** Further variables of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: Buffer | string;
  /** Standard input goes on after what `stdin` gives. */
  readonly stdinStaysOpen?: boolean;
  /** Another command that is to start this one. */
  readonly under?: readonly string[];
}

/** Starts the built command with plain Node. */
export function startCommand(args: readonly string[], options: StartOptions = {}): Running {
  const env = { ...process.env, ...options.env };
  delete env['INTERCOM_ACCESS_TOKEN'];
  if (options.token !== undefined) env['INTERCOM_ACCESS_TOKEN'] = options.token;
  const [file = process.execPath, ...rest] = [...(options.under ?? []), process.execPath, cli, ...args];
  const child = startProcess(file, rest, { env });
  const end = endOfTest();
  child.stdin.on('error', () => undefined);
  child.stdin.write(options.stdin ?? '');
  if (options.stdinStaysOpen !== true) child.stdin.end();
  const ended = new Promise<Ended>((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (end.aborted) {
        reject(new Error('The test ended before the command did.'));
        return;
      }
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
  ended.catch(() => undefined);
  return { child, ended };
}

export function runCommand(...parameters: Parameters<typeof startCommand>): Promise<Ended> {
  return startCommand(...parameters).ended;
}

/** A call of one of so many people, a second later than the one before. */
export function makeCall(index: number, people = 20) {
  return {
    type: 'track',
    event: `Event ${index % 7}`,
    userId: `person-${index % people}`,
    messageId: `m${index}`,
    timestamp: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    properties: { index, plan: 'pro' },
  };
}

export function toLines(calls: readonly unknown[]): string {
  return calls.map((call) => `${JSON.stringify(call)}\n`).join('');
}
