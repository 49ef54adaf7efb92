import { createMapper } from '@intercom-destination/core';
import { errorCodeOf } from '../error-code';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { mapSourceCall } from '../map-source-call';
import { readReading, type SourceOptions } from '../options/source-options';
import { readMappingFile } from '../read-mapping-file';
import { findSourceFiles } from '../sources/find-source-files';
import { readCalls } from '../sources/read-calls';

export interface MapOptions extends SourceOptions {
  readonly mapping?: string;
}

/** Prints what becomes of each call, a JSON line each, in the order read. Sends nothing. */
export async function map(inputs: readonly string[], options: MapOptions): Promise<ExitCode> {
  const mapTrackCall = createMapper(readMappingFile(options.mapping));
  const files = await findSourceFiles(inputs);
  for await (const calls of readCalls(files, readReading(options))) {
    let lines = '';
    for (const source of calls) {
      const place = files.length > 1 ? { file: source.file, line: source.line } : { line: source.line };
      lines += `${JSON.stringify({ ...place, ...mapSourceCall(source, mapTrackCall) })}\n`;
    }
    if (!(await print(lines))) break;
  }
  return EXIT_CODES.allAccepted;
}

/** Whether anybody still reads. Waits until there is room for more. */
function print(lines: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    process.stdout.write(lines, (error) => {
      if (!error) resolve(true);
      else if (['EPIPE', 'ERR_STREAM_DESTROYED'].includes(errorCodeOf(error) ?? '')) {
        resolve(false);
      } else reject(error);
    });
  });
}
