import type { ReadPacked } from './containers/refuse-foreign';
import type { SourceFormat } from './source-format';

/** What shows while the bytes of a file are read. */
export interface SeenBytes {
  /** `undefined`: nothing was read yet. */
  packedIn: ReadPacked | 'none' | undefined;
  /** Unpacked. */
  bytes: number;
}

/** What a file is. */
export interface FileForm {
  readonly format: SourceFormat;
  readonly seen: Readonly<SeenBytes>;
}
