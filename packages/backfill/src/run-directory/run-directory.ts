import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRun } from '../cannot-run';
import type { SourceCall } from '../sources/read-calls';
import { AppendFile } from './append-file';
import { countEnded, emptyCounts, type Counts } from './counts';
import { DonePositions } from './done-positions';
import type { EndedCall } from './ended-call';
import { CreatedContacts, type CreatedContact } from './created-contacts';
import { readJournal, writeChosenLine, writeEndedLine, type ChosenIdentifier } from './journal-lines';

/** The files of a run, by what they are for. All of them are readable by their owner alone. */
export function runFiles(folder: string) {
  return {
    manifest: join(folder, 'manifest.json'),
    journal: join(folder, 'journal.ndjson'),
    refused: join(folder, 'refused.ndjson'),
    deadLetters: join(folder, 'dead-letters.ndjson'),
    createdContacts: join(folder, 'created-contacts.ndjson'),
    checkpoint: join(folder, 'checkpoint.json'),
    report: join(folder, 'report.json'),
    lock: join(folder, 'lock'),
    spooledStdin: join(folder, 'stdin'),
    overlaps: join(folder, 'overlaps'),
    rate: join(folder, 'rate'),
  };
}

export function createRunFolder(folder: string): void {
  const isNew = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined;
  // A folder with something in it has uses of its own; the files of a run are for their owner alone in any case.
  if (!isNew && readdirSync(folder).length === 0) chmodSync(folder, 0o700);
}

/** Whether a call has ended: from then on the run is bound to what it was begun for. */
export function hasBegun(folder: string): boolean {
  const { journal, createdContacts } = runFiles(folder);
  return [journal, createdContacts].some((path) => existsSync(path) && statSync(path).size > 0);
}

/**
 * The journal of a run with the files that keep its refused calls and dead letters. A call counts as ended once its
 * line is in the journal; what was written beside the journal without it is cut off when the run goes on.
 */
export class RunJournal {
  readonly counts: Counts = emptyCounts();
  readonly #done = new DonePositions();
  readonly #journal: AppendFile;
  readonly #refused: AppendFile;
  readonly #deadLetters: AppendFile;
  readonly #created: CreatedContacts;
  readonly #onEnded: ((source: SourceCall, ended: EndedCall) => void) | undefined;
  /** Of calls that have not ended: at most those that were in flight. */
  readonly #chosen = new Map<number, ChosenIdentifier>();

  constructor(folder: string, onEnded?: (source: SourceCall, ended: EndedCall) => void) {
    this.#onEnded = onEnded;
    const files = runFiles(folder);
    const kept = { refused: 0, dead_letter: 0 };
    let wholeBytes = 0;
    if (existsSync(files.journal)) {
      ({ wholeBytes } = readJournal(files.journal, {
        chosen: ({ position, chosen }) => {
          if (chosen === undefined) this.#chosen.delete(position);
          else this.#chosen.set(position, chosen);
        },
        ended: ({ position, ended, keptBytes }) => {
          // Two lines for one call would count it twice: the first one holds.
          if (this.#done.has(position)) return;
          this.#end(position, ended);
          if (keptBytes !== undefined && (ended.outcome === 'refused' || ended.outcome === 'dead_letter')) {
            kept[ended.outcome] = keptBytes;
          }
        },
      }));
    }
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
    { file, line }: Pick<SourceCall, 'file' | 'line'>,
    { state, contact, id }: Pick<CreatedContact, 'state' | 'contact' | 'id'>,
  ): void {
    this.#created.add({ state, contact, ...(id === undefined ? {} : { id }), file, line });
  }

  /** The call is left for a later reading, which decides anew by whom it goes. */
  recordLeft({ position }: SourceCall): void {
    if (this.#chosen.delete(position)) this.#journal.append(writeChosenLine({ position, chosen: undefined }));
  }

  /** `kept` is what a person needs to look into a refused call or a dead letter, or to send it again. */
  recordEnd(source: SourceCall, ended: EndedCall, kept?: object): void {
    const { position } = source;
    const keeper = ended.outcome === 'refused' ? this.#refused : this.#deadLetters;
    if (kept !== undefined) keeper.append(writeKeptLine(source, kept));
    const keptBytes = kept === undefined ? undefined : keeper.bytes;
    this.#journal.append(writeEndedLine({ position, ended, keptBytes }));
    this.#end(position, ended);
    this.#onEnded?.(source, ended);
  }

  #end(position: number, ended: EndedCall): void {
    this.#done.add(position);
    this.#chosen.delete(position);
    countEnded(this.counts, ended);
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
}

function cutTo(path: string, file: AppendFile, bytes: number): void {
  if (file.bytes < bytes) {
    throw new CannotRun(`${path} is shorter than the journal says; it was changed by something else.`);
  }
  file.truncate(bytes);
}

function writeKeptLine(source: SourceCall, kept: object): string {
  const { file, line } = source;
  try {
    return JSON.stringify({ file, line, ...kept, ...contentOf(source) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Nested too deep to be written as JSON, though it could be read: its file and line must do.
    return JSON.stringify({ file, line, ...kept });
  }
}

function contentOf({ content }: SourceCall): object {
  return content.readable ? { call: content.call } : { text: content.text };
}
