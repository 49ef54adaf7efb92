import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotRun, describeSystemFault } from '../cannot-run';

/** The name under which standard input is asked for. */
export const STDIN = '-';

/** Turns files, folders and `-` into a list of files: each folder's own in the order of their names, hidden ones left out. */
export async function findSourceFiles(inputs: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const input of inputs) {
    const files = input === STDIN ? [STDIN] : await filesAt(input);
    if (files.length === 0) throw new CannotRun(`There is no file in ${input}.`);
    found.push(...files);
  }
  const seen = new Set<string>();
  for (const file of found) {
    if (seen.has(file)) throw new CannotRun(`${file} is named twice; its calls would be sent twice.`);
    seen.add(file);
  }
  return found;
}

async function filesAt(path: string): Promise<string[]> {
  try {
    const stats = await stat(path);
    return stats.isDirectory() ? await filesUnder(path) : [path];
  } catch (error) {
    const fault = describeSystemFault(error);
    if (fault === undefined) throw error;
    throw new CannotRun(`Cannot read ${path}: ${fault}.`, { cause: error });
  }
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const visible = entries.filter(({ name }) => !name.startsWith('.'));
  visible.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: string[] = [];
  for (const entry of visible) {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await stat(path)).isDirectory());
    if (isFolder) files.push(...(await filesUnder(path)));
    else files.push(path);
  }
  return files;
}
