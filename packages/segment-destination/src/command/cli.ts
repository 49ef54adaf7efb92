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

/** 0: done, or said. 1: Segment refused. 2: the command cannot be meant, and Segment was not asked. */
type ExitCode = 0 | 1 | 2;

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
  return token;
}

function say(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

function tell(error: unknown, code: ExitCode): ExitCode {
  if (!(error instanceof Refused)) throw error;
  process.stderr.write(`segment-function: ${printable(error.message)}\n`);
  return code;
}
