import type { FileHistory } from './file-history';

/** How the files are read: only once; for the first time of several; or again, from a position on. */
export type ReadingWay =
  | { readonly kind: 'once' }
  | {
      readonly kind: 'first';
      /** So much of a file is read. */
      readonly bytesOf: (file: string) => number;
      readonly keep: (history: FileHistory) => void;
    }
  | { readonly kind: 'again'; readonly historyOf: (file: string) => FileHistory; readonly from: number };

export const ONCE: ReadingWay = { kind: 'once' };

/** What the first reading of a run found in its files. Until it is complete, a reading is the first one. */
export class DumpHistory {
  readonly #bytes: ReadonlyMap<string, number>;
  readonly #files: Map<string, FileHistory>;

  /** `bytes` of each file are what belongs to the run. `known`: an earlier start has read them. */
  constructor(bytes: ReadonlyMap<string, number>, known: readonly FileHistory[] = []) {
    this.#bytes = bytes;
    this.#files = new Map(known.map((history) => [history.file, history]));
  }

  get files(): readonly FileHistory[] {
    return [...this.#files.values()];
  }

  /** `from` is a position: calls before it need not be read again. */
  wayOf(from: number): ReadingWay {
    if (this.#files.size === this.#bytes.size) {
      return { kind: 'again', from, historyOf: (file) => this.#known(file) };
    }
    this.#files.clear();
    return {
      kind: 'first',
      bytesOf: (file) => this.#bytes.get(file) ?? 0,
      keep: (history) => this.#files.set(history.file, history),
    };
  }

  #known(file: string): FileHistory {
    const history = this.#files.get(file);
    if (history === undefined) throw new Error(`${file} was not read before.`);
    return history;
  }
}
