import type { DeadLetterReason, IdentifierKind } from '@intercom-destination/core';
import type { EndedCall } from './outcome';

/** What is known of a call that has ended. */
export interface CallEnded {
  readonly ended: EndedCall;
  /** Bytes of the file that keeps the call (`refused` or `dead letters`) once it was written there. */
  readonly keptBytes: number | undefined;
  /** Why the call was a dead letter until it was tried again; absent: it was none. */
  readonly was?: DeadLetterReason | undefined;
  /** It was accepted before, and was sent once more since nobody could tell whether it was there. */
  readonly isAgain?: boolean;
}

export interface EndedEntry extends CallEnded {
  readonly position: number;
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

/** What a reader of a journal is told, in the order written. Lines that are alike give the same `CallEnded`. */
export interface JournalListener {
  readonly ended: (position: number, call: CallEnded) => void;
  readonly chosen: (entry: ChosenEntry) => void;
  readonly rewritten: (entry: RewrittenEntry) => void;
}

export interface JournalLine {
  /** 0: the line is about no call. */
  readonly n: number;
  readonly o?: EndedCall['outcome'];
  readonly by?: string;
  readonly code?: string;
  readonly tries?: number;
  readonly kept?: number;
  readonly was?: DeadLetterReason;
  readonly again?: true;
  readonly retry?: 'over' | 'open';
  readonly to?: IdentifierKind | 'later';
  readonly id?: string;
}

export function writeEndedLine({ position, ended, keptBytes, was, isAgain = false }: EndedEntry): string {
  const line: JournalLine = {
    n: position,
    o: ended.outcome,
    ...('by' in ended ? { by: ended.by } : {}),
    ...('code' in ended ? { code: ended.code } : {}),
    ...('attempts' in ended && ended.attempts > 1 ? { tries: ended.attempts } : {}),
    ...(keptBytes === undefined ? {} : { kept: keptBytes }),
    ...(was === undefined ? {} : { was }),
    ...(isAgain ? { again: true } : {}),
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
