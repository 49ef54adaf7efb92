import { CannotRun, describeSystemFault } from '../cannot-run';
import { errorCodeOf } from '../error-code';
import { STDIN } from './find-source-files';
import { readBytes } from './read-bytes';
import { readLines, type SourceLine } from './read-lines';

/** One call as read, or a line that is none. */
export interface SourceCall {
  /** From 1, over all files in their order: the call's name in the journal. */
  readonly position: number;
  readonly file: string;
  readonly line: number;
  readonly content:
    | { readonly readable: true; readonly call: unknown }
    | { readonly readable: false; readonly text: string; readonly fault: string };
}

/** Reads the files one after the other, in batches. Throws `CannotRun` where one cannot be read to its end. */
export async function* readCalls(files: readonly string[]): AsyncGenerator<readonly SourceCall[]> {
  let position = 0;
  for (const file of files) {
    let lastLine = 0;
    try {
      for await (const lines of readLines(readBytes(file))) {
        yield lines.map((line) => toCall(file, line, (position += 1)));
        lastLine = lines.at(-1)?.number ?? lastLine;
      }
    } catch (error) {
      throw new CannotRun(describeReadFault(error, file, lastLine), { cause: error });
    }
  }
}

function toCall(file: string, { number, text, isUtf8 }: SourceLine, position: number): SourceCall {
  // Two ids could become one where bytes are replaced.
  const content = isUtf8
    ? parse(text)
    : ({ readable: false, text, fault: 'The line is not UTF-8.' } as const);
  return { position, file, line: number, content };
}

function parse(text: string): SourceCall['content'] {
  try {
    return { readable: true, call: JSON.parse(text) };
  } catch {
    return { readable: false, text, fault: 'The line is not JSON.' };
  }
}

function describeReadFault(error: unknown, file: string, lastLine: number): string {
  const name = file === STDIN ? 'standard input' : file;
  const code = errorCodeOf(error);
  if (code === 'Z_BUF_ERROR') return `The gzip data of ${name} ends too early, after line ${lastLine}.`;
  if (code?.startsWith('Z_') === true) {
    return `The gzip data of ${name} is corrupt after line ${lastLine} (${error instanceof Error ? error.message : code}).`;
  }
  const fault = describeSystemFault(error);
  if (fault !== undefined) return `Cannot read ${name}: ${fault}.`;
  return `Cannot read ${name} after line ${lastLine}: ${error instanceof Error ? error.message : 'unknown fault'}.`;
}
