import { createInterface } from 'node:readline';

/** Whether there is somebody to ask. */
export function isAtTerminal(): boolean {
  return process.stdin.isTTY;
}

/** Asks on standard error; only `y` and `yes` confirm. Rejects with the signal's reason when that is aborted. */
export async function askYes(question: string, signal: AbortSignal): Promise<boolean> {
  // Without a terminal of its own, so that Ctrl-C stays a signal to the process.
  const lines = createInterface({ input: process.stdin, terminal: false });
  process.stderr.write(`${question} [y/N] `);
  try {
    const answer = await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('close', () => {
        resolve('');
      });
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
    return /^\s*y(es)?\s*$/i.test(answer);
  } finally {
    lines.close();
  }
}
