import { readFileSync } from 'node:fs';
import { CannotRun, describeSystemFault } from './cannot-run';

/** The access token from `--token-file` or the environment; never from a flag, which process lists would show. */
export function readToken(tokenFile: string | undefined): string {
  const token =
    tokenFile === undefined ? process.env['INTERCOM_ACCESS_TOKEN']?.trim() : readTokenFile(tokenFile);
  if (token === undefined || token === '') {
    throw new CannotRun(
      'There is no access token: set INTERCOM_ACCESS_TOKEN, or name a file with --token-file.',
    );
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new CannotRun(
      'The access token holds a character that no token has, such as a blank or a line break.',
    );
  }
  return token;
}

function readTokenFile(path: string): string {
  let token: string;
  try {
    token = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new CannotRun(
      `Cannot read the token file ${path}: ${describeSystemFault(error) ?? 'unknown fault'}.`,
      {
        cause: error,
      },
    );
  }
  if (token === '') throw new CannotRun(`The token file ${path} is empty.`);
  return token;
}
