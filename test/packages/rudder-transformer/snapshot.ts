import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file under a folder with its content and mode, and every folder. */
export function snapshot(of: string): Record<string, string> {
  const entries = readdirSync(of, { recursive: true, encoding: 'utf8', withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = entry.isFile()
        ? createHash('sha256').update(readFileSync(path)).digest('hex')
        : 'folder';
      return [path.slice(of.length), `${content} ${(statSync(path).mode & 0o777).toString(8)}`];
    }),
  );
}
