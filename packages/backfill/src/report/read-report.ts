import { readFileSync } from 'node:fs';
import type { RunReport } from './run-report';

/** The report of the last start; `undefined`: there is none yet. */
export function readReport(path: string): RunReport | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunReport;
  } catch {
    return undefined;
  }
}
