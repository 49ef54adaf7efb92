#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, env } from 'node:process';
import { readCommand } from './arguments';
import { HELP } from './help';
import { install } from './install';
import { printable } from './printable';
import { openPublicApi } from './public-api';
import { Refused } from './refused';
import { remove } from './remove';
import { readValues } from './settings-values';

/** 0: done, or shown. 1: Segment refused or did not answer. 2: wrong command or settings, and Segment was not asked. */
type ExitCode = 0 | 1 | 2;

/** Segment may say in an error what it was given. */
const secrets: string[] = [];

// A pipe may close early, as with head; the work goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
void main(argv.slice(2)).then((code) => {
  process.exitCode = code;
});

async function main(args: readonly string[]): Promise<ExitCode> {
  let work: () => Promise<void>;
  try {
    work = prepare(args);
  } catch (error) {
    return tell(error, 2);
  }
  try {
    await work();
    return 0;
  } catch (error) {
    return tell(error, 1);
  }
}

function prepare(args: readonly string[]): () => Promise<void> {
  const command = readCommand(args);
  if (command.kind === 'help') {
    return async () => {
      process.stdout.write(HELP);
      await Promise.resolve();
    };
  }
  const { sourceId, apply, apiUrl } = command;
  const api = openPublicApi(apiUrl, readToken('SEGMENT_PUBLIC_API_TOKEN'));
  if (command.kind === 'remove') {
    return async () => {
      await remove(api, sourceId, apply, say);
      if (!apply) say('Nothing was changed. Add --apply to do it.');
    };
  }
  const { region, settingsFile, filter } = command;
  const accessToken = readToken('INTERCOM_ACCESS_TOKEN');
  const values = readValues({ accessToken, region, file: settingsFile });
  const code = readFileSync(join(__dirname, 'intercom-function.js'), 'utf8');
  return async () => {
    await install(api, { sourceId, code, values, filter }, apply, say);
    say(
      apply
        ? 'Send a test event from the source, and look at the contact in Intercom.'
        : 'Nothing was changed. Add --apply to do it.',
    );
  };
}

/** Never given as an option, which other users of the machine could read. */
function readToken(variable: string): string {
  const token = env[variable]?.trim() ?? '';
  if (token === '') throw new Refused(`${variable} is not set.`);
  if (!/^[\x21-\x7e]+$/.test(token)) throw new Refused(`${variable} must be one word of ASCII characters.`);
  secrets.push(token);
  return token;
}

function shown(text: string): string {
  const blanked = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
  return printable(blanked);
}

function say(line: string): void {
  process.stdout.write(`${shown(line)}\n`);
}

function tell(error: unknown, code: ExitCode): ExitCode {
  const message =
    error instanceof Refused
      ? error.message
      : `It failed for a reason that nobody foresaw (${error instanceof Error ? error.name : typeof error}). Please report it.`;
  process.stderr.write(`segment-function: ${shown(message)}\n`);
  return code;
}
