import type { SourceFormat } from '../sources/source-format';

/** One input file in plans and reports. Its calls are those to deliver, duplicates included, those refused and those skipped. */
export interface FileFigures {
  /** As it was named. */
  readonly path: string;
  readonly format: SourceFormat;
  /** Absent: it is not packed. */
  readonly packed_in?: 'gzip' | 'zstd';
  readonly calls: number;
  readonly to_deliver: number;
  readonly refused: number;
  readonly skipped: number;
  /** Unpacked. 0: it is read from its end. */
  readonly bytes: number;
  /** Of them, those that are no calls. */
  readonly unreadable_bytes: number;
}
