import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a transformer loads of this package. */
const ENTRIES = ['index.cjs', 'take-over.cjs'] as const;

/**
 * The built files that a transformer needs, by name: the entries and what they load of each other, and nothing of the
 * installer. What loads comes after what is loaded, so that a half-written upgrade starts all the same. `dist` is this
 * package's folder of built files.
 */
export function runtimeFiles(dist: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const seen = new Set<string>();
  const add = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const content = readFileSync(join(dist, name), 'utf8');
    for (const [, loaded = ''] of content.matchAll(/\brequire\(["']\.\/([^"']+)["']\)/g)) add(loaded);
    files.set(name, content);
  };
  ENTRIES.forEach(add);
  return files;
}
