import type { Region } from '@intercom-destination/core';
import { CannotRun } from '../terminal/cannot-run';
import { requireBaseUrl } from './target';

/** Where a workspace is, from `--region` or `--base-url`. */
export function readWorkspaceAddress(
  region: Region | undefined,
  baseUrl: string | undefined,
): { region: Region } | { baseUrl: string } {
  if (baseUrl !== undefined) return { baseUrl: requireBaseUrl('--base-url', baseUrl) };
  if (region !== undefined) return { region };
  throw new CannotRun('Say where the workspace is hosted, with --region US, EU or AU.');
}
