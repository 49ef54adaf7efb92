import { asObject } from '@intercom-destination/core';
import { spawnSync } from 'node:child_process';
import { basename, resolve } from 'node:path';
import { DESTINATION_NAME } from '../dashboard/identity';
import { builtPath } from './built';
import type { RecordedFile } from './installation-record';

/** A file that is installed. Paths are from the transformer's folder. */
type InstalledFile = Pick<RecordedFile, 'path' | 'builtInPath'>;

/**
 * Loads each file in a process of its own, as the transformer does, and says what is wrong with which. A file in the place
 * of a built-in one must export all that the built-in one does, and the features must name our type.
 */
export function findLoadFaults(app: string, files: readonly InstalledFile[]): readonly string[] {
  const inUse = (path: string) => resolve(app, builtPath(path) ?? path);
  const given = files.map(({ path, builtInPath }) => ({
    file: inUse(path),
    builtIn: builtInPath === undefined ? undefined : inUse(builtInPath),
    type: isFeatures(path) ? DESTINATION_NAME : undefined,
  }));
  const { output, error, signal, status } = spawnSync(
    process.execPath,
    ['--eval', PROGRAM, JSON.stringify(given)],
    { cwd: app, stdio: ['ignore', 'ignore', 'ignore', 'pipe'], timeout: TIMEOUT_MS, killSignal: 'SIGKILL' },
  );
  const faults = readAnswer(output[3]?.toString() ?? '');
  if (faults === undefined) {
    return [`loading ended early (${error?.message ?? signal ?? `exit code ${status ?? 'unknown'}`})`];
  }
  return files.flatMap(({ path }, at) => {
    const fault = faults[at];
    return typeof fault === 'string' ? [`${builtPath(path) ?? path} ${fault}`] : [];
  });
}

/** It is replaced only where it is to name our type. */
function isFeatures(path: string): boolean {
  return /^features\.[jt]s$/.test(basename(path));
}

/** Loading takes seconds; what waits for something else would never end. */
const TIMEOUT_MS = 120_000;

/** The answer goes through a channel of its own, since what is loaded may print; and what is loaded may keep running. */
const PROGRAM = `
const faultOf = ({ file, builtIn, type }) => {
  try {
    const ours = require(file);
    if (type !== undefined && (ours.default ?? ours).routerTransform?.[type] !== true) return 'does not name ' + type;
    const missing =
      builtIn === undefined
        ? Object.keys(ours).filter((name) => ours[name] === undefined)
        : Object.getOwnPropertyNames(require(builtIn)).filter((name) => !(name in ours));
    return missing.length === 0 ? null : 'does not export ' + missing.join(', ');
  } catch (error) {
    return 'cannot be loaded: ' + String(error?.message ?? error).split('\\n')[0];
  }
};
const faults = JSON.parse(process.argv[1]).map(faultOf);
require('node:fs').writeSync(3, JSON.stringify({ faults }));
process.exit();
`;

/** A fault or `null` for each file; `undefined`: it is no such answer. */
function readAnswer(text: string): readonly unknown[] | undefined {
  try {
    const faults = asObject(JSON.parse(text))?.['faults'];
    return Array.isArray(faults) ? faults : undefined;
  } catch {
    return undefined;
  }
}
