import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, removeUnfinished, writeWhole } from './files';
import { refuseLinks } from './inside';
import { formatRecord, parseRecord, type InstallationRecord } from './installation-record';
import { Refused } from './refused';

/** The folder in which the installer keeps its record and what it replaced, within the transformer's folder. */
export const RECORD_FOLDER = '.intercom-destination';

/** `undefined`: nothing is installed. */
export function readRecord(app: string): InstallationRecord | undefined {
  const path = recordPath(app);
  refuseLinks(app, RECORD_FOLDER);
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const record = parseRecord(text);
  if (record === undefined) {
    throw new Refused(
      `${path} is no record of the installer's: put it right, or put back what lies in ${backupPath(app, '')} by hand.`,
    );
  }
  return record;
}

/** Writes it unless it is there already, whole. */
export function writeRecord(app: string, record: InstallationRecord): void {
  const path = recordPath(app);
  const text = formatRecord(record);
  removeUnfinished(path);
  if (readIfThere(path) !== text) writeWhole(path, text);
}

/** With all that was kept of the built-in files; the record goes last, since without it nothing is uninstalled. */
export function removeRecord(app: string): void {
  rmSync(backupPath(app, ''), { recursive: true, force: true });
  removeUnfinished(recordPath(app));
  rmSync(recordPath(app), { force: true });
}

/** What is left where an installer was killed before it had changed anything. */
export function removeEmptyRecord(app: string): void {
  if (!existsSync(backupPath(app, ''))) removeRecord(app);
}

/** Where a built-in file is kept. */
export function backupPath(app: string, path: string): string {
  return join(app, RECORD_FOLDER, 'replaced', path);
}

function recordPath(app: string): string {
  return join(app, RECORD_FOLDER, 'installation.json');
}
