import type { NewContact } from '@intercom-destination/core';
import { existsSync } from 'node:fs';
import { CannotRun } from '../terminal/cannot-run';
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
  readonly index?: number;
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

  forget(): void {
    this.#known.clear();
  }

  sync(): void {
    this.#file.sync();
  }

  close(): void {
    this.#file.close();
  }
}

function parseLine(text: string, path: string): CreatedContact {
  let created: Partial<CreatedContact> | null = null;
  try {
    created = JSON.parse(text) as Partial<CreatedContact> | null;
  } catch {
    // Falls through to the same answer as a line of another form.
  }
  const role = created?.contact?.role;
  const hasId = created?.state !== 'made' || typeof created.id === 'string';
  if (created?.state === undefined || (role !== 'user' && role !== 'lead') || !hasId) {
    throw new CannotRun(`${path} has a line of another form; it was changed by something else.`);
  }
  return created as CreatedContact;
}
