import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CannotRun } from '../terminal/cannot-run';
import { errorCodeOf } from '../terminal/error-code';

/** A package that the user installed, and what it finds beside itself: its host must be the very copy that it uses. */
export interface LoadedPackage {
  readonly exports: unknown;
  readonly requireBeside: (name: string) => unknown;
}

/**
 * Loads an adapter from the working folder or from beside this command, which depends on none. Throws `CannotRun` that
 * names what to install where the adapter or its host is missing.
 */
export function loadPackage(name: string, hostName: string, through: string): LoadedPackage {
  const advice = `--through ${through} needs ${name} and ${packageOf(hostName)}: npm install both, in the folder where you start the run or beside this command.`;
  const path = findPackage(name);
  if (path === undefined) throw new CannotRun(advice);
  const requireBeside = (wanted: string) => load(createRequire(path), wanted, advice);
  // The host first: without it the adapter's own fault would name files that nobody knows.
  requireBeside(hostName);
  return { exports: requireBeside(path), requireBeside };
}

/** Without the path of a file in it. */
function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

function findPackage(name: string): string | undefined {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      return createRequire(from).resolve(name);
    } catch {
      // Perhaps from the next one.
    }
  }
  return undefined;
}

function load(require: NodeJS.Require, name: string, advice: string): unknown {
  try {
    return require(name);
  } catch (error) {
    if (errorCodeOf(error) === 'MODULE_NOT_FOUND') throw new CannotRun(advice, { cause: error });
    const reason = error instanceof Error ? error.message : 'unknown fault';
    throw new CannotRun(`${name} cannot be loaded: ${reason}`, { cause: error });
  }
}
