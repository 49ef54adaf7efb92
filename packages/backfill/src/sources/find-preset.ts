import { asObject } from '@intercom-destination/core';
import { detectFormat } from './detect-format';
import { STDIN } from './find-source-files';
import { readElements } from './json/read-elements';
import { peek } from './peek';
import { readBytes } from './read-bytes';
import type { SourceFormat } from './source-format';
import type { ColumnPreset } from './warehouse/column-mapping';
import { findFirstObject } from './warehouse/first-object';
import { readCsvHeader } from './warehouse/read-csv';
import { recognisePreset } from './warehouse/recognise-table';

/** So much of a file is looked at, and so many files. */
const HEAD_BYTES = 64 * 1024;
const FILES_MAX = 100;

/**
 * The first file in the form of a preset, told by its header or its first object. `undefined`: there is none, or it cannot
 * be read, which reading it will say.
 */
export async function findPreset(
  files: readonly string[],
  asked: SourceFormat | undefined,
): Promise<{ readonly file: string; readonly preset: ColumnPreset } | undefined> {
  for (const file of files.slice(0, FILES_MAX)) {
    if (file === STDIN) continue;
    const preset = recognisePreset(await namesIn(file, asked).catch(() => []));
    if (preset !== undefined) return { file, preset };
  }
  return undefined;
}

async function namesIn(file: string, asked: SourceFormat | undefined): Promise<readonly string[]> {
  const { head, isWhole, chunks } = await peek(readBytes(file), ({ length }) => length >= HEAD_BYTES);
  await chunks.return(undefined);
  const format = asked ?? detectFormat(head, true) ?? 'ndjson';
  switch (format) {
    case 'csv':
      return readCsvHeader(head.toString('utf8'));
    case 'parquet': {
      const { readParquetNames } = await import('./warehouse/read-parquet');
      return readParquetNames(file);
    }
    case 'ndjson':
      return namesOf(findFirstObject(head, isWhole));
    case 'json':
      return namesOf(await firstElement(head));
    case 'batch':
      return [];
    default:
      return format satisfies never;
  }
}

/** An object with a type is a call. */
function namesOf(object: unknown): readonly string[] {
  return Object.keys(asObject(object) ?? {}).filter((name) => name !== 'type');
}

async function firstElement(head: Buffer): Promise<unknown> {
  for await (const [record] of readElements(oneOf(head), 'list')) {
    return record?.content.readable === true ? record.content.call : undefined;
  }
  return undefined;
}

async function* oneOf(head: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(head);
}
