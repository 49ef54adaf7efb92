import type { ReadLines } from '../record-batch';
import type { SourceFormat } from '../source-format';
import { PieceChecker, PieceRecorder, type BytesWatch, type SeenPiece } from './bytes-watch';

/** A place in a file of lines where a later reading may begin. */
export interface Mark {
  /** Bytes before it, unpacked. */
  readonly offset: number;
  /** Of the line that begins there, from 1. */
  readonly line: number;
  /** Of the first call from there on. */
  readonly position: number;
}

/** What the first reading of a run found in one file. */
export interface FileHistory {
  readonly file: string;
  /** So much of it was read. */
  readonly bytes: number;
  readonly format: SourceFormat;
  /** The bytes are the calls themselves, and need not be unpacked. */
  readonly isPlain: boolean;
  /** Position of its first call. */
  readonly first: number;
  readonly calls: number;
  readonly pieces: readonly SeenPiece[];
  readonly marks: readonly Mark[];
}

/** Unpacked bytes between two marks: a later reading parses no more than this before it is where it wants to be. */
const MARK_BYTES = 2 ** 22;

/** Takes down what a first reading finds in a file. */
export class FileRecorder {
  readonly watch: PieceRecorder;
  readonly #file: string;
  readonly #first: number;
  readonly #marks: Mark[] = [];
  #offset = 0;
  #format: SourceFormat = 'ndjson';
  #isPlain = () => false;

  constructor(file: string, bytes: number, first: number) {
    this.#file = file;
    this.watch = new PieceRecorder(bytes);
    this.#first = first;
  }

  /** `isPlain` is asked at the end. */
  setForm(format: SourceFormat, isPlain: () => boolean): void {
    this.#format = format;
    this.#isPlain = isPlain;
  }

  /** Lines were read; `position` is that of the next call. */
  passed({ bytes, lastLine, isBetween }: ReadLines, position: number): void {
    this.#offset += bytes;
    const last = this.#marks.at(-1)?.offset ?? 0;
    if (isBetween && this.#offset - last >= MARK_BYTES) {
      this.#marks.push({ offset: this.#offset, line: lastLine + 1, position });
    }
  }

  /** `position` is that of the first call behind the file. */
  finish(position: number): FileHistory {
    const { bytes, pieces } = this.watch;
    return {
      file: this.#file,
      bytes,
      format: this.#format,
      isPlain: this.#isPlain(),
      first: this.#first,
      calls: position - this.#first,
      pieces,
      marks: this.#marks,
    };
  }
}

export function checkerOf({ file, bytes, pieces }: FileHistory): BytesWatch {
  return new PieceChecker(file, bytes, pieces);
}

/** The last mark before or at a position; `undefined`: the file has to be read from its beginning. */
export function markBefore({ marks }: FileHistory, position: number): Mark | undefined {
  return marks.findLast((mark) => mark.position <= position);
}
