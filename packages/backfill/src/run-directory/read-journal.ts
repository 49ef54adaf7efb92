import { BYTE } from '../sources/json/json-bytes';
import { CannotRun } from '../terminal/cannot-run';
import type { CallEnded, JournalLine, JournalListener } from './journal-lines';
import { endOfPosition, KnownLines, readPosition } from './known-lines';
import { OUTCOMES, type EndedCall } from './outcome';
import { readWholeLineBytes } from './read-whole-lines';

/** Reads a journal without holding it in memory. Gives the length of its whole lines: what follows was torn. */
export function readJournal(path: string, on: JournalListener): { wholeBytes: number } {
  const lines = new KnownLines<CallEnded>();
  return readWholeLineBytes(path, (bytes) => {
    for (let start = 0; start < bytes.length;) {
      const tailStart = endOfPosition(bytes, start);
      const known = tailStart === undefined ? undefined : lines.find(bytes, tailStart);
      if (tailStart !== undefined && known !== undefined) {
        on.ended(readPosition(bytes, start, tailStart), known.value);
        start = tailStart + known.tail.length;
        continue;
      }
      const end = bytes.indexOf(BYTE.lineFeed, start) + 1;
      const call = readLine(parseLine(bytes.toString('utf8', start, end - 1), path), on);
      if (tailStart !== undefined && call !== undefined) lines.add(bytes, tailStart, end, call);
      start = end;
    }
  });
}

/** Gives what other lines may say of their calls too. */
function readLine(line: JournalLine, on: JournalListener): CallEnded | undefined {
  if (line.retry !== undefined) {
    on.rewritten({ deadLetterBytes: line.kept ?? 0, isRoundOver: line.retry === 'over' });
    return undefined;
  }
  if (line.o === undefined) {
    const { n: position, to = 'later', id: contactId } = line;
    on.chosen({ position, chosen: to === 'later' ? undefined : { by: to, contactId } });
    return undefined;
  }
  const attempts = line.tries ?? 1;
  // The form was checked; the code and the identifier only ever come from `writeEndedLine`.
  const ended = { outcome: line.o, by: line.by, code: line.code, attempts } as unknown as EndedCall;
  const again = line.again === true ? { isAgain: true } : {};
  const call = { ended, keptBytes: line.kept, was: line.was, ...again };
  on.ended(line.n, call);
  return line.kept === undefined ? call : undefined;
}

function parseLine(text: string, path: string): JournalLine {
  let line: Partial<JournalLine> | null;
  try {
    line = JSON.parse(text) as Partial<JournalLine> | null;
  } catch (error) {
    throw new CannotRun(
      `The journal ${path} has a line that is not JSON; it was changed by something else.`,
      { cause: error },
    );
  }
  const position = line?.n;
  const hasForm =
    line?.o === undefined ? line?.to !== undefined || line?.retry !== undefined : OUTCOMES.includes(line.o);
  if (position === undefined || !Number.isSafeInteger(position) || !hasForm) {
    throw new CannotRun(`The journal ${path} has a line of another form; it was changed by something else.`);
  }
  return { ...line, n: position };
}
