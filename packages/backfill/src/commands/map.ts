import { Command } from 'commander';
import { notesOf, type Fate } from '../filters/fate';
import { filterOptions, readFilters, type FilterOptions } from '../filters/filter-options';
import { Limiter } from '../filters/limiter';
import { addOptions } from '../options/add-options';
import { MAPPING_HELP } from '../options/shared-options';
import { createDump } from '../reading/dump';
import { readMappingFile } from '../reading/read-mapping-file';
import { findSourceFiles } from '../sources/find-source-files';
import { describePassedOver } from '../sources/inputs/passed-over';
import type { SourceCall } from '../sources/read-calls';
import {
  csvEscapeOption,
  csvTypesOption,
  formatOption,
  INPUTS_HELP,
  readReading,
  type SourceOptions,
} from '../sources/source-options';
import { errorCodeOf } from '../terminal/error-code';
import { EXIT_CODES, type ExitCode } from '../terminal/exit-codes';
import { printable, printableJson } from '../terminal/printable';
import type { Finish } from './finish';

export function mapCommand(finish: Finish): Command {
  return addOptions(new Command('map'), filterOptions())
    .description('print what becomes of each call, a JSON line each; sends nothing')
    .argument('<inputs...>', INPUTS_HELP)
    .addHelpText('after', '\nExample:\n  intercom-destination map dump.ndjson.gz | head')
    .option('--mapping <file>', MAPPING_HELP)
    .addOption(formatOption())
    .addOption(csvTypesOption())
    .addOption(csvEscapeOption())
    .action(async (inputs: string[], options: MapOptions) => {
      finish(await map(inputs, options));
    });
}

interface MapOptions extends SourceOptions, FilterOptions {
  readonly mapping?: string;
}

/** Prints what becomes of each call, a JSON line each, in the order read. Sends nothing. */
async function map(inputs: readonly string[], options: MapOptions): Promise<ExitCode> {
  const { mapping, columns } = await readMappingFile(options.mapping);
  const { filters, suppression } = await readFilters(options);
  const { files, passedOver } = await findSourceFiles(inputs);
  const beside = describePassedOver(passedOver);
  if (beside !== undefined) console.error(printable(beside));
  const names = { kind: 'same' } as const;
  const dump = createDump({
    files,
    reading: readReading(options, columns),
    mapping,
    names,
    filters,
    suppression,
  });
  const limiter = new Limiter(filters.limit);
  for await (const calls of dump.read()) {
    let lines = '';
    for (const source of calls) {
      const place = files.length > 1 ? { file: source.file, ...placeIn(source) } : placeIn(source);
      const fate = limiter.apply(dump.decideFate(source));
      lines += `${JSON.stringify({ ...place, ...toResult(fate) })}\n`;
    }
    if (!(await print(lines))) break;
  }
  return EXIT_CODES.allAccepted;
}

function placeIn({ line, index }: SourceCall): object {
  return index === undefined ? { line } : { line, index };
}

function toResult(fate: Fate): object {
  switch (fate.kind) {
    case 'to_deliver':
      return { ...fate.mapped, notes: notesOf(fate) };
    case 'refused':
      return { ok: false, refusal: fate.refusal };
    case 'skipped':
      return { ok: false, skipped: fate.code };
    default:
      return fate satisfies never;
  }
}

/** Whether anybody still reads. Waits until there is room for more. */
function print(lines: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    process.stdout.write(printableJson(lines), (error) => {
      if (!error) resolve(true);
      else if (['EPIPE', 'ERR_STREAM_DESTROYED'].includes(errorCodeOf(error) ?? '')) {
        resolve(false);
      } else reject(error);
    });
  });
}
