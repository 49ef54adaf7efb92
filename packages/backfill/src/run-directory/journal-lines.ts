import { closeSync, openSync, readSync } from 'node:fs';
import { CannotRun } from '../cannot-run';
import { OUTCOMES, type EndedCall } from './ended-call';

/** One line of the journal. */
export interface JournalEntry {
  readonly position: number;
  readonly ended: EndedCall;
  /** Bytes of the file that keeps the call (`refused` or `dead letters`) once it was written there. */
  readonly keptBytes: number | undefined;
}

interface JournalLine {
  readonly n: number;
  readonly o: EndedCall['outcome'];
  readonly by?: string;
  readonly code?: string;
  readonly tries?: number;
  readonly kept?: number;
}

export function writeJournalLine({ position, ended, keptBytes }: JournalEntry): string {
  const line: JournalLine = {
    n: position,
    o: ended.outcome,
    ...('by' in ended ? { by: ended.by } : {}),
    ...('code' in ended ? { code: ended.code } : {}),
    ...('attempts' in ended && ended.attempts > 1 ? { tries: ended.attempts } : {}),
    ...(keptBytes === undefined ? {} : { kept: keptBytes }),
  };
  return JSON.stringify(line);
}

/** Reads a journal without holding it in memory. Gives the length of its whole lines: what follows was torn. */
export function readJournal(path: string, onEntry: (entry: JournalEntry) => void): { wholeBytes: number } {
  const descriptor = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(1 << 16);
    let rest = Buffer.alloc(0);
    let wholeBytes = 0;
    for (;;) {
      const size = readSync(descriptor, chunk);
      if (size === 0) return { wholeBytes };
      const bytes = Buffer.concat([rest, chunk.subarray(0, size)]);
      let start = 0;
      for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
        onEntry(parseLine(bytes.toString('utf8', start, end), path));
        start = end + 1;
      }
      wholeBytes += start;
      rest = bytes.subarray(start);
    }
  } finally {
    closeSync(descriptor);
  }
}

function parseLine(text: string, path: string): JournalEntry {
  let line: Partial<JournalLine> | null;
  try {
    line = JSON.parse(text) as Partial<JournalLine> | null;
  } catch (error) {
    throw new CannotRun(
      `The journal ${path} has a line that is not JSON; it was changed by something else.`,
      {
        cause: error,
      },
    );
  }
  if (
    line?.n === undefined ||
    !Number.isSafeInteger(line.n) ||
    line.o === undefined ||
    !OUTCOMES.includes(line.o)
  ) {
    throw new CannotRun(`The journal ${path} has a line of another form; it was changed by something else.`);
  }
  const attempts = line.tries ?? 1;
  // The form was checked above; the code and the identifier only ever come from `writeJournalLine`.
  const ended = { outcome: line.o, by: line.by, code: line.code, attempts } as unknown as EndedCall;
  return { position: line.n, ended, keptBytes: line.kept };
}
