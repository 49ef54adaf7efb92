import type { Fate } from '../filters/fate';
import type { FileFigures } from '../report/file-figures';
import type { FileForm } from '../sources/file-form';
import type { RecordContent } from '../sources/source-record';

/** What is counted of one file. */
export interface FileCounts {
  toDeliver: number;
  refused: number;
  skipped: number;
  unreadableBytes: number;
}

/** Counts the calls of each file, which has a number among those that are read, from 0. */
export class FileTable {
  readonly #files: FileCounts[] = [];

  add(file: number, content: RecordContent, { kind }: Fate): void {
    const counts = this.#countsOf(file);
    if (kind === 'to_deliver') counts.toDeliver += 1;
    else if (kind === 'refused') counts.refused += 1;
    else counts.skipped += 1;
    if (!content.readable) counts.unreadableBytes += content.bytes ?? Buffer.byteLength(content.text);
  }

  /** In a form that goes from one thread to another: by number, with holes. */
  get state(): readonly (FileCounts | undefined)[] {
    return this.#files;
  }

  merge(state: readonly (FileCounts | undefined)[]): void {
    for (const [file, others] of state.entries()) {
      if (others === undefined) continue;
      const counts = this.#countsOf(file);
      counts.toDeliver += others.toDeliver;
      counts.refused += others.refused;
      counts.skipped += others.skipped;
      counts.unreadableBytes += others.unreadableBytes;
    }
  }

  /** `files` are those that were read, in the order of their numbers. */
  toFigures(files: readonly string[], forms: ReadonlyMap<string, FileForm>): readonly FileFigures[] {
    return files.flatMap((path, number) => {
      const form = forms.get(path);
      if (form === undefined) return [];
      const { toDeliver, refused, skipped, unreadableBytes } = this.#countsOf(number);
      const { packedIn, bytes } = form.seen;
      return {
        path,
        format: form.format,
        ...(packedIn === 'gzip' || packedIn === 'zstd' ? { packed_in: packedIn } : {}),
        calls: toDeliver + refused + skipped,
        to_deliver: toDeliver,
        refused,
        skipped,
        // Of Parquet the beginning alone is looked at.
        bytes: form.format === 'parquet' ? 0 : bytes,
        unreadable_bytes: unreadableBytes,
      };
    });
  }

  #countsOf(file: number): FileCounts {
    return (this.#files[file] ??= { toDeliver: 0, refused: 0, skipped: 0, unreadableBytes: 0 });
  }
}

/** The number of each file among those that are read. */
export function numberFiles(files: readonly string[]): ReadonlyMap<string, number> {
  return new Map(files.map((file, number) => [file, number]));
}
