import { createMapper } from '@intercom-destination/core';
import { once } from 'node:events';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { mapSourceCall } from '../map-source-call';
import { findSourceFiles } from '../sources/find-source-files';
import { readCalls } from '../sources/read-calls';

/** Prints what becomes of each call, a JSON line each, in the order read. Sends nothing. */
export async function map(inputs: readonly string[]): Promise<ExitCode> {
  const files = await findSourceFiles(inputs);
  const mapTrackCall = createMapper();
  for await (const calls of readCalls(files)) {
    let lines = '';
    for (const source of calls) {
      const place = files.length > 1 ? { file: source.file, line: source.line } : { line: source.line };
      lines += `${JSON.stringify({ ...place, ...mapSourceCall(source, mapTrackCall) })}\n`;
    }
    if (!process.stdout.write(lines)) await once(process.stdout, 'drain');
  }
  return EXIT_CODES.allAccepted;
}
