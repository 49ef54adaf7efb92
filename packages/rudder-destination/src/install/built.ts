import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readIfThere, removeEmptyFolders } from './files';
import type { RecordedFile } from './installation-record';
import { readMark } from './mark';

/** What a clone's build makes of one of its files, from the transformer's folder; `undefined`: nothing is built of it. */
export function builtPath(path: string): string | undefined {
  return path.startsWith('src/') ? `dist/${path.replace(/\.ts$/, '.js')}` : undefined;
}

/** Whether the clone's build was made of the file as it is now. */
export function isBuiltOf(app: string, path: string, built: string): boolean {
  const [source, output] = [path, built].map((each) => readMark(readIfThere(join(app, each)) ?? ''));
  return source !== undefined && source === output;
}

/** Takes out of a clone's build what it made of a file of ours, and brings back what it made of the built-in one. */
export function putBackBuilt(app: string, { path, builtInPath }: RecordedFile): void {
  const built = builtPath(path);
  if (built === undefined) return;
  const file = join(app, built);
  const isOurs = readMark(readIfThere(file) ?? '') !== undefined;
  if (builtInPath === undefined) {
    if (!isOurs) return;
    remove(file);
    removeEmptyFolders(dirname(file), app);
    return;
  }
  const builtIn = join(app, builtPath(builtInPath) ?? builtInPath);
  if (isOurs && existsSync(builtIn)) renameSync(builtIn, file);
  remove(builtIn);
}

/** With its source map. */
function remove(file: string): void {
  rmSync(file, { force: true });
  rmSync(`${file}.map`, { force: true });
}
