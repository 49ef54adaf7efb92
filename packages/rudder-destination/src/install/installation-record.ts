import { asObject } from '@intercom-destination/core';
import { isInside } from './inside';
import type { Way } from './way';

/** What is installed; written before the first change, so that a half-done one can be finished or undone. */
export interface InstallationRecord {
  readonly version: string;
  readonly way: Way;
  readonly files: readonly RecordedFile[];
}

/** Paths are from the transformer's folder. */
export interface RecordedFile {
  readonly path: string;
  /** Of what the installer writes there. */
  readonly sha256: string;
  readonly builtInPath?: string;
}

/** Its text. The ids are one text in it: a list would be laid out anew by the formatter that a fork's files are checked with. */
export function formatRecord({ version, way, files }: InstallationRecord): string {
  const { takeOver, ownType } = way;
  return `${JSON.stringify({ version, way: { takeOver: takeOver.join(','), ownType }, files }, null, 2)}\n`;
}

/** The record of that text; `undefined`: it is none, or names a file outside the transformer's folder. */
export function parseRecord(text: string): InstallationRecord | undefined {
  const { version, way: written, files } = asObject(parseJson(text)) ?? {};
  const way = readWay(written);
  if (typeof version !== 'string' || way === undefined) return undefined;
  return Array.isArray(files) && files.every(isRecordedFile) ? { version, way, files } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readWay(value: unknown): Way | undefined {
  const { takeOver, ownType } = asObject(value) ?? {};
  // Earlier versions wrote a list.
  const ids: unknown = typeof takeOver === 'string' ? takeOver.split(',').filter(Boolean) : takeOver;
  const isList = Array.isArray(ids) && ids.every((id) => typeof id === 'string');
  return isList && typeof ownType === 'boolean' ? { takeOver: ids, ownType } : undefined;
}

function isRecordedFile(value: unknown): value is RecordedFile {
  const { path, sha256, builtInPath } = asObject(value) ?? {};
  return isPath(path) && typeof sha256 === 'string' && (builtInPath === undefined || isPath(builtInPath));
}

function isPath(value: unknown): boolean {
  return typeof value === 'string' && isInside(value);
}
