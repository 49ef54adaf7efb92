import { readFileSync } from 'node:fs';
import type { RunReport } from './run-report';

/** The report of the last start; `undefined`: there is none yet. */
export function readReport(path: string): RunReport | undefined {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8')) as RunReport;
    // Earlier versions kept counts by file alone.
    return Array.isArray(report.files) ? report : { ...report, files: [] };
  } catch {
    return undefined;
  }
}
