import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';

/** The name under which standard input is asked for. */
export const STDIN = '-';

/**
 * Turns files, folders and `-` into a list of files: each folder's own in the order of their names, hidden ones left
 * out, and so is `runDir`, which would otherwise read what the run itself writes.
 */
export async function findSourceFiles(inputs: readonly string[], runDir?: string): Promise<string[]> {
  const leftOut = runDir === undefined ? undefined : await realPathIfThere(runDir);
  const found: string[] = [];
  for (const input of inputs) {
    const files = input === STDIN ? [STDIN] : await namingFaults(input, () => filesAt(input, leftOut));
    if (files.length === 0) throw new CannotRun(`There is no file in ${input}.`);
    found.push(...files);
  }
  await requireEachOnce(found);
  return found;
}

/** The same file may be named in several ways, such as `a`, `./a` and by a link. */
async function requireEachOnce(files: readonly string[]): Promise<void> {
  const seen = new Map<string, string>();
  for (const file of files) {
    // A pipe of the shell's, as in `map <(…)`, has none.
    const realPath = file === STDIN ? STDIN : ((await realPathIfThere(file)) ?? file);
    const before = seen.get(realPath);
    if (before !== undefined) {
      const names = before === file ? `${file} is named twice` : `${before} and ${file} are the same file`;
      throw new CannotRun(`${names}; its calls would be sent twice.`);
    }
    seen.set(realPath, file);
  }
}

async function filesAt(path: string, leftOut: string | undefined): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  if (leftOut !== undefined && (await realpath(path)) === leftOut) return [];
  const names = (await readdir(path)).filter((name) => !name.startsWith('.'));
  names.sort((a, b) => (a < b ? -1 : 1));
  const files: string[] = [];
  for (const name of names) files.push(...(await filesAt(join(path, name), leftOut)));
  return files;
}

async function realPathIfThere(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

async function namingFaults<T>(input: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const fault = describeSystemFault(error);
    if (fault === undefined) throw error;
    const path = error instanceof Error && 'path' in error ? String(error.path) : input;
    throw new CannotRun(`Cannot read ${path}: ${fault}.`, { cause: error });
  }
}
