import { readFileSync } from 'node:fs';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';

/** The access token from `--token-file` or the environment; never from a flag, which process lists would show. */
export function readToken(tokenFile: string | undefined): string {
  return readSecret({
    name: 'access token',
    file: tokenFile,
    variable: 'INTERCOM_ACCESS_TOKEN',
    option: '--token-file',
  });
}

/** A secret from a file or the environment. `name` is what people call it. */
export function readSecret({
  name,
  file,
  variable,
  option,
}: {
  readonly name: string;
  readonly file: string | undefined;
  readonly variable: string;
  readonly option: string;
}): string {
  const secret = file === undefined ? process.env[variable]?.trim() : readSecretFile(name, file);
  if (secret === undefined || secret === '') {
    throw new CannotRun(`There is no ${name}: set ${variable}, or name a file with ${option}.`);
  }
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new CannotRun(
      `The ${name} holds a character that no ${name.split(' ').at(-1) ?? ''} has, such as a blank or a line break.`,
    );
  }
  return secret;
}

function readSecretFile(name: string, path: string): string {
  const what = `${name.split(' ').at(-1) ?? ''} file ${path}`;
  let secret: string;
  try {
    secret = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new CannotRun(`Cannot read the ${what}: ${describeSystemFault(error) ?? 'unknown fault'}.`, {
      cause: error,
    });
  }
  if (secret === '') throw new CannotRun(`The ${what} is empty.`);
  return secret;
}
