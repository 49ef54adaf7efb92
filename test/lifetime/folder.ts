import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stopAtEnd } from './lifetime';

/** A folder that is removed when the test ends. */
export interface Folder {
  readonly folder: string;
  /** Writes a file into it, and gives its path. */
  readonly write: (name: string, content: Buffer | string) => string;
}

export function createFolder(): Folder {
  const folder = mkdtempSync(join(tmpdir(), 'test-'));
  stopAtEnd(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    write: (name, content) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
  };
}
