import type { NewContact } from '@intercom-destination/core';
import { existsSync } from 'node:fs';
import { CannotRun } from '../cannot-run';
import { AppendFile } from './append-file';
import { readWholeLines } from './read-whole-lines';

/** A contact that a run has made, or was about to make when it ended (`id` is absent). */
export interface CreatedContact {
  readonly contact: NewContact;
  readonly id?: string;
  /** Where the call stands that wanted it. */
  readonly file: string;
  readonly line: number;
}

/**
 * The contacts that a run has made, for who wants to look at them or to delete them. A lead that was about to be made is
 * kept too: nothing but its email names it, and a search may find it late.
 */
export class CreatedContacts {
  readonly #file: AppendFile;
  #count = 0;
  readonly earlier: readonly CreatedContact[];

  constructor(path: string) {
    const earlier = new Map<string, CreatedContact>();
    const wholeBytes = existsSync(path)
      ? readWholeLines(path, (text) => {
          const created = parseLine(text, path);
          if (created.id !== undefined) this.#count += 1;
          earlier.set(JSON.stringify(created.contact), created);
        }).wholeBytes
      : 0;
    this.earlier = [...earlier.values()];
    this.#file = new AppendFile(path);
    this.#file.truncate(wholeBytes);
  }

  /** Contacts made so far, in all starts of the run. */
  get count(): number {
    return this.#count;
  }

  add(created: CreatedContact): void {
    this.#file.append(JSON.stringify(created));
    if (created.id !== undefined) this.#count += 1;
  }

  sync(): void {
    this.#file.sync();
  }

  close(): void {
    this.#file.close();
  }
}

function parseLine(text: string, path: string): CreatedContact {
  try {
    return JSON.parse(text) as CreatedContact;
  } catch (error) {
    throw new CannotRun(`${path} has a line that is not JSON; it was changed by something else.`, {
      cause: error,
    });
  }
}
