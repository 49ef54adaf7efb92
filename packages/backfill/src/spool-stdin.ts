import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Keeps standard input in a file of its user alone, so that a run on it can be resumed. Once kept, it is not read again. */
export async function spoolStdin(path: string): Promise<void> {
  if (existsSync(path)) return;
  const draft = `${path}.draft`;
  await pipeline(process.stdin, createWriteStream(draft, { mode: 0o600 }));
  renameSync(draft, path);
}
