import type { NewContact } from '@intercom-destination/core';
import { existsSync } from 'node:fs';
import { CannotRun } from '../cannot-run';
import { AppendFile } from './append-file';
import { readWholeLines } from './read-whole-lines';

/**
 * What became of a contact that a run wanted to make: `wanted` is written before it is made, so that one that was made
 * when the run was killed is found again.
 */
export interface CreatedContact {
  readonly state: 'wanted' | 'made' | 'not_made';
  readonly contact: NewContact;
  /** Intercom's, of one that was made. */
  readonly id?: string;
  /** Where the call stands that wanted it. */
  readonly file: string;
  readonly line: number;
}

/** The contacts that a run has made, for who wants to look at them or to delete them. */
export class CreatedContacts {
  readonly #file: AppendFile;
  #count = 0;
  /** By contact: the last that was written of each, but for those that were not made. */
  readonly #known = new Map<string, CreatedContact>();

  constructor(path: string) {
    const wholeBytes = existsSync(path)
      ? readWholeLines(path, (text) => {
          this.#remember(parseLine(text, path));
        }).wholeBytes
      : 0;
    this.#file = new AppendFile(path);
    this.#file.truncate(wholeBytes);
  }

  /** Contacts made so far, in all starts of the run. */
  get count(): number {
    return this.#count;
  }

  add(created: CreatedContact): void {
    this.#file.append(JSON.stringify(created));
    this.#remember(created);
  }

  known(): readonly CreatedContact[] {
    return [...this.#known.values()];
  }

  #remember(created: CreatedContact): void {
    const key = JSON.stringify(created.contact);
    if (created.state === 'made') this.#count += 1;
    if (created.state === 'not_made') this.#known.delete(key);
    else this.#known.set(key, created);
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
