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

/** The record of that text; `undefined`: it is none, or names a file outside the transformer's folder. */
export function parseRecord(text: string): InstallationRecord | undefined {
  const { version, way, files } = asObject(parseJson(text)) ?? {};
  if (typeof version !== 'string' || !isWay(way)) return undefined;
  return Array.isArray(files) && files.every(isRecordedFile) ? { version, way, files } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isWay(value: unknown): value is Way {
  const { takeOver, ownType } = asObject(value) ?? {};
  return (
    Array.isArray(takeOver) && takeOver.every((id) => typeof id === 'string') && typeof ownType === 'boolean'
  );
}

function isRecordedFile(value: unknown): value is RecordedFile {
  const { path, sha256, builtInPath } = asObject(value) ?? {};
  return isPath(path) && typeof sha256 === 'string' && (builtInPath === undefined || isPath(builtInPath));
}

function isPath(value: unknown): boolean {
  return typeof value === 'string' && isInside(value);
}
