import { existsSync, readFileSync, statSync } from 'node:fs';
import { replaceFile } from '../run-directory/replace-file';
import type { RunFiles } from '../run-directory/run-files';
import type { Verification } from './verification';

/** What the last comparison came to, for the report. It names no contact. */
export interface KeptVerification {
  readonly format: typeof FORMAT;
  /** ISO 8601. */
  readonly at: string;
  /** Length of the journal that was compared, in bytes: where it has another one, something was sent since. */
  readonly journal_bytes: number;
  /** Whether nobody else sends to the workspace, so that no count may rise by more. */
  readonly is_exact: boolean;
  readonly verification: Verification;
}

const FORMAT = 1;

type Paths = Pick<RunFiles, 'journal' | 'verification'>;

export function keepVerification(
  paths: Paths,
  kept: Omit<KeptVerification, 'format' | 'journal_bytes'>,
): void {
  const content: KeptVerification = { format: FORMAT, journal_bytes: sizeOf(paths.journal), ...kept };
  replaceFile(paths.verification, `${JSON.stringify(content)}\n`);
}

/** `undefined`: there is none, or none of this version. `isStale`: something was sent since. */
export function readVerification(
  paths: Paths,
): { readonly kept: KeptVerification; readonly isStale: boolean } | undefined {
  if (!existsSync(paths.verification)) return undefined;
  try {
    const kept = JSON.parse(readFileSync(paths.verification, 'utf8')) as Partial<KeptVerification>;
    if (!isKept(kept)) return undefined;
    return { kept, isStale: kept.journal_bytes !== sizeOf(paths.journal) };
  } catch {
    return undefined;
  }
}

function isKept(kept: Partial<KeptVerification>): kept is KeptVerification {
  return kept.format === FORMAT && kept.verification !== undefined;
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}
