import { createMapper, type MappingSettings } from '@intercom-destination/core';
import { createFilter } from '../filters/create-filter';
import type { Fate } from '../filters/fate';
import type { Filters } from '../filters/filters';
import type { Suppression } from '../filters/suppression';
import { withNames, type NamePolicy } from '../options/name-policy';
import { ONCE, type DumpHistory } from '../sources/again/dump-history';
import { readCalls, type SourceCall } from '../sources/read-calls';
import type { ReadingFindings } from '../sources/reading-findings';
import type { ReadingOptions } from '../sources/source-format';
import type { RecordContent } from '../sources/source-record';
import { createFateDecider } from './map-source-call';

/** By what it is decided what becomes of a call. */
export interface Deciding {
  readonly mapping: MappingSettings;
  readonly names: NamePolicy;
  readonly filters: Filters;
  readonly suppression: Suppression | undefined;
}

export interface DumpOptions extends Deciding {
  readonly files: readonly string[];
  readonly reading: ReadingOptions;
  /** `undefined`: the dump is read only once. */
  readonly history?: DumpHistory;
}

/** How far a dump is read again. */
export interface DumpEnd {
  /** The position of the last call that neither the filters nor `--limit` leave out. */
  readonly lastToEnd: number;
}

/** The calls of the inputs with what is decided of each: the same at every reading. */
export interface Dump {
  readonly files: readonly string[];
  readonly filters: Filters;
  /** Calls before the position may be left out, where the dump was read before. */
  readonly read: (from?: number, findings?: ReadingFindings) => AsyncGenerator<readonly SourceCall[]>;
  /** All but the limit, which counts calls. */
  readonly decideFate: (source: SourceCall) => Fate;
  /** The same dump as far as its first reading found something to do. */
  readonly upTo: (end: DumpEnd) => Dump;
}

/** All but the limit, which counts calls. */
export function createDecider(deciding: Deciding): (content: RecordContent) => Fate {
  const { mapping, names, filters, suppression } = deciding;
  return createFateDecider(
    withNames(createMapper(mapping), names),
    createFilter(filters, mapping, suppression),
  );
}

export function createDump({ files, reading, history, ...deciding }: DumpOptions): Dump {
  const decideContent = createDecider(deciding);
  const decideFate = ({ content }: SourceCall) => decideContent(content);
  const dump: Dump = {
    files,
    filters: deciding.filters,
    read: (from = 1, findings) => readCalls(files, reading, history?.wayOf(from) ?? ONCE, findings),
    decideFate,
    upTo: ({ lastToEnd }) => ({
      ...dump,
      read: (from, findings) => readUpTo(dump.read(from, findings), lastToEnd),
    }),
  };
  return dump;
}

async function* readUpTo(
  batches: AsyncGenerator<readonly SourceCall[]>,
  last: number,
): AsyncGenerator<readonly SourceCall[]> {
  for await (const batch of batches) {
    if ((batch[0]?.position ?? 0) > last) return;
    yield batch;
  }
}
