import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The content of every file under `src` and `dist/src`, and each folder, by path. What else is in `dist` names the paths of
 * the dependencies, which a copy has elsewhere.
 */
export function fingerprints(app) {
  const found = new Map();
  for (const part of ['src', 'dist/src']) {
    const entries = readdirSync(join(app, part), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      const isFile = entry.isFile();
      found.set(
        path.slice(app.length + 1),
        isFile ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'folder',
      );
    }
  }
  return found;
}

/** The paths at which two of them differ. */
export function differences(before, after) {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}
