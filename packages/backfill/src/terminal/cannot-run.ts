import { getSystemErrorMap } from 'node:util';
import { errorCodeOf } from './error-code';
import { EXIT_CODES, type ExitCode } from './exit-codes';

/** A fault that the person at the terminal can mend. Its message is one line that names what is wrong and where. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
  readonly exitCode: ExitCode;
  /** Further lines, such as one for each file at fault. */
  readonly details: readonly string[];

  constructor(
    message: string,
    options: {
      readonly cause?: unknown;
      readonly exitCode?: ExitCode;
      readonly details?: readonly string[];
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? EXIT_CODES.cannotRun;
    this.details = options.details ?? [];
  }
}

const SYSTEM_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EEXIST: 'something of that name is there already',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  EMFILE: 'too many open files',
  EADDRINUSE: 'the port is in use',
  EADDRNOTAVAIL: 'the address is not available',
};

/** A fault of the operating system in words, or `undefined` where the error is of another kind. */
export function describeSystemFault(error: unknown): string | undefined {
  const code = errorCodeOf(error);
  if (!(error instanceof Error) || code === undefined || !('syscall' in error)) return undefined;
  const number = 'errno' in error && typeof error.errno === 'number' ? error.errno : 0;
  return SYSTEM_FAULTS[code] ?? getSystemErrorMap().get(number)?.[1];
}
