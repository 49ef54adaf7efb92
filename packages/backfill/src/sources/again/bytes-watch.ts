import { createHash } from 'node:crypto';
import { InputChanged } from './input-changed';

/** Files are hashed and compared in pieces of this size; Parquet in the ranges that are read of it. */
export const BLOCK_BYTES = 2 ** 20;

/** A piece of a file: where it begins, its length, and the SHA-256 of its bytes in base64. */
export type SeenPiece = readonly [start: number, length: number, sha256: string];

/** Is shown every piece of a file before anything is made of it. */
export interface BytesWatch {
  /** No more of the file is read, however long it has grown. */
  readonly bytes: number;
  /** May throw `InputChanged`. */
  readonly see: (start: number, piece: Uint8Array) => void;
}

/** Keeps what a first reading saw. */
export class PieceRecorder implements BytesWatch {
  readonly bytes: number;
  readonly #hashes = new Map<string, SeenPiece>();

  constructor(bytes: number) {
    this.bytes = bytes;
  }

  get pieces(): readonly SeenPiece[] {
    return [...this.#hashes.values()];
  }

  see(start: number, piece: Uint8Array): void {
    this.#hashes.set(nameOf(start, piece.length), [start, piece.length, hash(piece)]);
  }
}

/** Compares a later reading with the first one. */
export class PieceChecker implements BytesWatch {
  readonly bytes: number;
  readonly #file: string;
  readonly #hashes: ReadonlyMap<string, string>;

  constructor(file: string, bytes: number, pieces: readonly SeenPiece[]) {
    this.#file = file;
    this.bytes = bytes;
    this.#hashes = new Map(pieces.map(([start, length, sha256]) => [nameOf(start, length), sha256]));
  }

  see(start: number, piece: Uint8Array): void {
    if (this.#hashes.get(nameOf(start, piece.length)) !== hash(piece)) {
      throw new InputChanged(this.#file, start);
    }
  }
}

function nameOf(start: number, length: number): string {
  return `${start}+${length}`;
}

function hash(piece: Uint8Array): string {
  return createHash('sha256').update(piece).digest('base64');
}
