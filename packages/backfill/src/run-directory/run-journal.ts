import type { DeadLetterReason } from '@intercom-destination/core';
import { existsSync } from 'node:fs';
import type { SourceCall } from '../sources/read-calls';
import { CannotRun } from '../terminal/cannot-run';
import { AppendFile } from './append-file';
import { countEnded, countLeftOut, emptyCounts, recountRetried, type Counts } from './counts';
import { CreatedContacts, type CreatedContact } from './created-contacts';
import { writeChosenLine, writeEndedLine, writeRewrittenLine, type ChosenIdentifier } from './journal-lines';
import { writeKeptLine } from './kept-lines';
import { readLeftOut } from './left-out';
import type { EndedCall } from './outcome';
import { PositionSet } from './position-set';
import { readJournal } from './read-journal';
import { draftRemaining, putDraftInPlace, settleDraft } from './rewrite-dead-letters';
import { runFiles } from './run-files';

/**
 * The journal of a run with the files that keep its refused calls and dead letters. A call counts as ended once its
 * line is in the journal; what was written beside the journal without it is cut off when the run goes on. Calls that
 * the filters leave out have no line: they ended with the first reading.
 */
export class RunJournal {
  readonly counts: Counts = emptyCounts();
  readonly #done: PositionSet;
  readonly #dead = new PositionSet();
  /** Dead letters that were tried again in the round that is not over yet. */
  readonly #retried = new PositionSet();
  readonly #deadLettersPath: string;
  readonly #journal: AppendFile;
  readonly #refused: AppendFile;
  #deadLetters: AppendFile;
  readonly #created: CreatedContacts;
  readonly #onEnded: ((source: SourceCall, ended: EndedCall) => void) | undefined;
  /** Of calls that have not ended: at most those that were in flight. */
  readonly #chosen = new Map<number, ChosenIdentifier>();

  constructor(folder: string, onEnded?: (source: SourceCall, ended: EndedCall) => void) {
    this.#onEnded = onEnded;
    const files = runFiles(folder);
    this.#deadLettersPath = files.deadLetters;
    const { positions, skipped } = readLeftOut(files.leftOut);
    this.#done = positions;
    countLeftOut(this.counts, skipped);
    const { wholeBytes, kept, rewrittenBytes } = this.#read(files.journal);
    settleDraft(files.deadLetters, rewrittenBytes);
    this.#journal = new AppendFile(files.journal);
    this.#refused = new AppendFile(files.refused);
    this.#deadLetters = new AppendFile(files.deadLetters);
    this.#created = new CreatedContacts(files.createdContacts);
    this.#journal.truncate(wholeBytes);
    cutTo(files.refused, this.#refused, kept.refused);
    cutTo(files.deadLetters, this.#deadLetters, kept.dead_letter);
  }

  hasEnded(position: number): boolean {
    return this.#done.has(position);
  }

  /** Position of the first call that has not ended. */
  get firstUnended(): number {
    return this.#done.firstAbsent;
  }

  isDeadLetter(position: number): boolean {
    return this.#dead.has(position);
  }

  /** Whether it was tried again in the round that is not over yet. */
  wasRetried(position: number): boolean {
    return this.#retried.has(position);
  }

  /** The identifier that an earlier start had settled on for a call that did not end then. */
  chosenFor(position: number): ChosenIdentifier | undefined {
    return this.#chosen.get(position);
  }

  get createdContacts(): Pick<CreatedContacts, 'count' | 'known'> {
    return this.#created;
  }

  /** The workspace of the earlier starts is gone, and its contacts with it. */
  forgetContacts(): void {
    this.#chosen.clear();
    this.#created.forget();
  }

  /** To be told before the call is sent by it. */
  recordChosen({ position }: SourceCall, chosen: ChosenIdentifier): void {
    this.#chosen.set(position, chosen);
    this.#journal.append(writeChosenLine({ position, chosen }));
  }

  recordContact(
    { file, line, index }: Pick<SourceCall, 'file' | 'line' | 'index'>,
    { state, contact, id }: Pick<CreatedContact, 'state' | 'contact' | 'id'>,
  ): void {
    const place = { file, line, ...(index === undefined ? {} : { index }) };
    this.#created.add({ state, contact, ...(id === undefined ? {} : { id }), ...place });
  }

  /** The call is left for a later reading, which decides anew by whom it goes. */
  recordLeft({ position }: SourceCall): void {
    if (this.#chosen.delete(position)) this.#journal.append(writeChosenLine({ position, chosen: undefined }));
  }

  /**
   * `kept` is what a person needs to look into a refused call or a dead letter, or to send it again. `was` is why the
   * call was a dead letter until now; `undefined`: it was none.
   */
  recordEnd(source: SourceCall, ended: EndedCall, kept?: object, was?: DeadLetterReason): void {
    const { position } = source;
    const keeper = ended.outcome === 'refused' ? this.#refused : this.#deadLetters;
    if (kept !== undefined) keeper.append(writeKeptLine(source, kept));
    const keptBytes = kept === undefined ? undefined : keeper.bytes;
    this.#journal.append(writeEndedLine({ position, ended, keptBytes, was }));
    this.#end(position, ended, was);
    this.#onEnded?.(source, ended);
  }

  /** The call was accepted before, and has been sent once more. It stays where it is counted. */
  recordAgain({ position }: SourceCall, ended: EndedCall): void {
    this.#journal.append(writeEndedLine({ position, ended, keptBytes: undefined, isAgain: true }));
    this.#sentAgain(position);
  }

  /** Takes out of the file of dead letters what is none any more. `isRoundOver`: all were tried that were to be. */
  rewriteDeadLetters(isRoundOver: boolean): void {
    this.#deadLetters.close();
    const deadLetterBytes = draftRemaining(this.#deadLettersPath, (position) => this.#dead.has(position));
    this.#journal.append(writeRewrittenLine({ deadLetterBytes, isRoundOver }));
    this.#journal.sync();
    putDraftInPlace(this.#deadLettersPath);
    this.#deadLetters = new AppendFile(this.#deadLettersPath);
    if (isRoundOver) this.#retried.clear();
  }

  /** Brings everything to the disk: what the journal speaks of first, then the journal. */
  sync(): void {
    this.#refused.sync();
    this.#deadLetters.sync();
    this.#created.sync();
    this.#journal.sync();
  }

  close(): void {
    this.#refused.close();
    this.#deadLetters.close();
    this.#created.close();
    this.#journal.close();
  }

  /** `rewrittenBytes` is the length of the dead letters where they were written anew and none came since. */
  #read(path: string): { wholeBytes: number; kept: KeptBytes; rewrittenBytes: number | undefined } {
    const kept: KeptBytes = { refused: 0, dead_letter: 0 };
    let rewrittenBytes: number | undefined;
    if (!existsSync(path)) return { wholeBytes: 0, kept, rewrittenBytes };
    const { wholeBytes } = readJournal(path, {
      chosen: ({ position, chosen }) => {
        if (chosen === undefined) this.#chosen.delete(position);
        else this.#chosen.set(position, chosen);
      },
      ended: (position, { ended, keptBytes, was, isAgain }) => {
        if (isAgain === true) {
          this.#sentAgain(position);
          return;
        }
        // Two lines for one call would count it twice: the first one holds, unless it was a dead letter tried again.
        const isFirst = !this.#done.has(position);
        if (was === undefined ? !isFirst : !this.#dead.has(position)) return;
        this.#end(position, ended, was);
        if (keptBytes === undefined || (ended.outcome !== 'refused' && ended.outcome !== 'dead_letter'))
          return;
        kept[ended.outcome] = keptBytes;
        if (ended.outcome === 'dead_letter') rewrittenBytes = undefined;
      },
      rewritten: ({ deadLetterBytes, isRoundOver }) => {
        kept.dead_letter = deadLetterBytes;
        rewrittenBytes = deadLetterBytes;
        if (isRoundOver) this.#retried.clear();
      },
    });
    return { wholeBytes, kept, rewrittenBytes };
  }

  #sentAgain(position: number): void {
    this.#chosen.delete(position);
    this.counts.resent += 1;
  }

  #end(position: number, ended: EndedCall, was: DeadLetterReason | undefined): void {
    this.#done.add(position);
    this.#chosen.delete(position);
    if (ended.outcome === 'dead_letter') this.#dead.add(position);
    else this.#dead.delete(position);
    if (was === undefined) countEnded(this.counts, ended);
    else {
      this.#retried.add(position);
      recountRetried(this.counts, was, ended);
    }
  }
}

interface KeptBytes {
  refused: number;
  dead_letter: number;
}

function cutTo(path: string, file: AppendFile, bytes: number): void {
  if (file.bytes < bytes) {
    throw new CannotRun(`${path} is shorter than the journal says; it was changed by something else.`);
  }
  file.truncate(bytes);
}
