import { createWorkspace, explainTrackCall, toRequest, type Region } from '@intercom-destination/core';
import { Command, Option } from 'commander';
import { text } from 'node:stream/consumers';
import { MAPPING_HELP } from '../options/shared-options';
import { readMappingFile } from '../reading/read-mapping-file';
import { describeExplanation, toCurl } from '../report/explanation-text';
import { STDIN } from '../sources/find-source-files';
import { readOneCall } from '../sources/read-one-call';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { printableJson } from '../terminal/printable';
import type { Finish } from './finish';

export function explainCommand(finish: Finish): Command {
  return new Command('explain')
    .description(
      "tell what would become of one call: each property's fate, the identity, the request; sends nothing",
    )
    .argument('[call]', 'the call, or row of a table, as JSON; or - for standard input', '-')
    .option('--mapping <file>', MAPPING_HELP)
    .addOption(
      new Option('--region <region>', 'region of the request shown')
        .choices(['US', 'EU', 'AU'])
        .default('US'),
    )
    .option('--json', 'print it as JSON', false)
    .addHelpText('after', '\nExample:\n  head -1 dump.ndjson | intercom-destination explain -')
    .action(async (call: string, options: ExplainOptions) => {
      finish(await explain(call, options));
    });
}

interface ExplainOptions {
  readonly mapping?: string;
  readonly region: Region;
  readonly json: boolean;
}

/** Tells what would become of one call: each property's fate, the identity and why, and the request. Sends nothing. */
async function explain(given: string, { mapping, region, json }: ExplainOptions): Promise<ExitCode> {
  const { mapping: settings, columns } = await readMappingFile(mapping);
  const read = readOneCall(given === STDIN ? await text(process.stdin) : given, columns);
  if (!read.readable) {
    throw new CannotRun(
      `${read.fault} Give one call or row as JSON, as one argument, or - to read it from standard input.`,
    );
  }
  const { call, notes = [] } = read;
  const explanation = explainTrackCall(call, settings);
  // The shell that runs the command knows the token; this one need not.
  const workspace = createWorkspace({ token: '$INTERCOM_ACCESS_TOKEN', at: { region } });
  const request = explanation.ok ? toRequest(explanation.dataEvent, workspace) : undefined;
  process.stdout.write(
    json
      ? `${printableJson(JSON.stringify({ ...explanation, ...(notes.length === 0 ? {} : { readingNotes: notes }), ...(request === undefined ? {} : { curl: toCurl(request) }) }, null, 2))}\n`
      : describeExplanation(explanation, request, notes),
  );
  return explanation.ok ? EXIT_CODES.allAccepted : EXIT_CODES.finishedWithLosses;
}
