import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';

/** Writes the whole content or leaves the file as it was. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const draft = `${path}.draft`;
  const descriptor = openSync(draft, 'w', 0o600);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } catch (error) {
    // A fault on an open file does not say which.
    const fault = describeSystemFault(error);
    if (fault === undefined) throw error;
    throw new CannotRun(`Cannot write ${path}: ${fault}.`, { cause: error });
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, path);
}
