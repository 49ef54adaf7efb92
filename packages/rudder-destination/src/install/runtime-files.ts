import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a transformer loads of this package. */
const ENTRIES = ['index.cjs', 'take-over.cjs'] as const;

/**
 * The built files that a transformer needs, by name: the entries and what they load of each other, and nothing of the
 * installer. `dist` is this package's folder of built files.
 */
export function runtimeFiles(dist: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const waiting: string[] = [...ENTRIES];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (files.has(name)) continue;
    const content = readFileSync(join(dist, name), 'utf8');
    files.set(name, content);
    for (const [, loaded = ''] of content.matchAll(/\brequire\(["']\.\/([^"']+)["']\)/g))
      waiting.push(loaded);
  }
  return files;
}
