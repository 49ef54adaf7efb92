import type { DeadLetterReason, IdentifierKind } from '@intercom-destination/core';
import { CannotRun } from '../terminal/cannot-run';
import { OUTCOMES, type EndedCall } from './outcome';
import { readWholeLines } from './read-whole-lines';

/** A call that has ended. */
export interface EndedEntry {
  readonly position: number;
  readonly ended: EndedCall;
  /** Bytes of the file that keeps the call (`refused` or `dead letters`) once it was written there. */
  readonly keptBytes: number | undefined;
  /** Why the call was a dead letter until it was tried again; absent: it was none. */
  readonly was?: DeadLetterReason | undefined;
}

/** The file of dead letters was written anew, without those that are none any more. */
export interface RewrittenEntry {
  readonly deadLetterBytes: number;
  /** Every dead letter to be tried again was tried. */
  readonly isRoundOver: boolean;
}

/** The identifier by which a call is about to be sent, where it is not the strongest of its own. */
export interface ChosenEntry {
  readonly position: number;
  /** `undefined`: nobody was found, and the call is left for a later reading. */
  readonly chosen: ChosenIdentifier | undefined;
}

/** `contactId` is Intercom's, for one that was found or made; else the call itself has the identifier. */
export interface ChosenIdentifier {
  readonly by: IdentifierKind;
  readonly contactId?: string | undefined;
}

/** What a reader of a journal is told, in the order written. */
export interface JournalListener {
  readonly ended: (entry: EndedEntry) => void;
  readonly chosen: (entry: ChosenEntry) => void;
  readonly rewritten: (entry: RewrittenEntry) => void;
}

interface JournalLine {
  /** 0: the line is about no call. */
  readonly n: number;
  readonly o?: EndedCall['outcome'];
  readonly by?: string;
  readonly code?: string;
  readonly tries?: number;
  readonly kept?: number;
  readonly was?: DeadLetterReason;
  readonly retry?: 'over' | 'open';
  readonly to?: IdentifierKind | 'later';
  readonly id?: string;
}

export function writeEndedLine({ position, ended, keptBytes, was }: EndedEntry): string {
  const line: JournalLine = {
    n: position,
    o: ended.outcome,
    ...('by' in ended ? { by: ended.by } : {}),
    ...('code' in ended ? { code: ended.code } : {}),
    ...('attempts' in ended && ended.attempts > 1 ? { tries: ended.attempts } : {}),
    ...(keptBytes === undefined ? {} : { kept: keptBytes }),
    ...(was === undefined ? {} : { was }),
  };
  return JSON.stringify(line);
}

export function writeChosenLine({ position, chosen }: ChosenEntry): string {
  const id = chosen?.contactId;
  const line: JournalLine = { n: position, to: chosen?.by ?? 'later', ...(id === undefined ? {} : { id }) };
  return JSON.stringify(line);
}

export function writeRewrittenLine({ deadLetterBytes, isRoundOver }: RewrittenEntry): string {
  const line: JournalLine = { n: 0, retry: isRoundOver ? 'over' : 'open', kept: deadLetterBytes };
  return JSON.stringify(line);
}

/** Reads a journal without holding it in memory. Gives the length of its whole lines: what follows was torn. */
export function readJournal(path: string, on: JournalListener): { wholeBytes: number } {
  const known = new Map<string, EndedAlike>();
  return readWholeLines(path, (text) => {
    const [, position = '', rest = ''] = ENDED_ALIKE.exec(text) ?? [];
    const alike = known.get(rest);
    if (alike !== undefined) {
      on.ended({ position: Number(position), ...alike });
      return;
    }
    const line = parseLine(text, path);
    if (line.retry !== undefined) {
      on.rewritten({ deadLetterBytes: line.kept ?? 0, isRoundOver: line.retry === 'over' });
      return;
    }
    if (line.o === undefined) {
      const { n: position, to = 'later', id: contactId } = line;
      on.chosen({ position, chosen: to === 'later' ? undefined : { by: to, contactId } });
      return;
    }
    const attempts = line.tries ?? 1;
    // The form was checked; the code and the identifier only ever come from `writeEndedLine`.
    const ended = { outcome: line.o, by: line.by, code: line.code, attempts } as unknown as EndedCall;
    const entry = { ended, keptBytes: line.kept, was: line.was };
    if (rest !== '' && line.kept === undefined && known.size < ALIKE_MAX) known.set(rest, entry);
    on.ended({ position: line.n, ...entry });
  });
}

type EndedAlike = Omit<EndedEntry, 'position'>;

/** A call's line, in which all but the position stands in many others: to parse each took most of the time of a resume. */
const ENDED_ALIKE = /^\{"n":([1-9]\d{0,14}),("o":.*)$/;

/** Ours: outcomes, codes and identifiers make some hundred. */
const ALIKE_MAX = 1_000;

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
