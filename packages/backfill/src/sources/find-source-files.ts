import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';
import { errorCodeOf } from '../terminal/error-code';
import { adviseOnAddress } from './inputs/address';
import { findFileRule, findFolderRule } from './inputs/folder-rule';
import { describePassedOver, type PassedOver } from './inputs/passed-over';
import { findMatches, hasWildcard } from './inputs/wildcard';

/** The name under which standard input is asked for. */
export const STDIN = '-';

/** The files that inputs stand for, in the order in which they are read, and what lies beside them. */
export interface SourceFiles {
  readonly files: readonly string[];
  readonly passedOver: readonly PassedOver[];
}

/**
 * Turns files, folders, wildcards and `-` into a list of files: each folder's own in the order of their names, without what the rule
 * for folders passes over and without `runDir`, which would otherwise read what the run itself writes. The same files give the
 * same list each time.
 */
export async function findSourceFiles(inputs: readonly string[], runDir?: string): Promise<SourceFiles> {
  const leftOut = runDir === undefined ? undefined : await realPathIfThere(runDir);
  const files: string[] = [];
  const passedOver: PassedOver[] = [];
  for (const input of inputs) {
    const found = new Found();
    if (input === STDIN) found.files.add(STDIN);
    else await namingFaults(input, () => findIn(input, leftOut, found));
    if (found.files.size === 0) throw new CannotRun(nothingIn(input, found.list));
    files.push(...found.files);
    passedOver.push(...found.list);
  }
  await requireEachOnce(files);
  return { files, passedOver };
}

/** What one input stands for. What two matches of a wildcard have in common counts once. */
class Found {
  readonly files = new Set<string>();
  readonly passedOver = new Map<string, string>();

  get list(): PassedOver[] {
    return [...this.passedOver].map(([path, rule]) => ({ path, rule }));
  }
}

async function findIn(input: string, leftOut: string | undefined, found: Found): Promise<void> {
  if (!(await isThere(input))) {
    const advice = adviseOnAddress(input);
    if (advice !== undefined) throw new CannotRun(advice);
    if (hasWildcard(input)) {
      const matches = await findMatches(input);
      if (matches.length === 0) throw new CannotRun(`Nothing matches ${input}.`);
      for (const match of matches) await addUnlessPassedOver(match, leftOut, found);
      return;
    }
  }
  await add(input, leftOut, found);
}

async function add(path: string, leftOut: string | undefined, found: Found): Promise<void> {
  if (!(await stat(path)).isDirectory()) {
    found.files.add(path);
    return;
  }
  if (leftOut !== undefined && (await realpath(path)) === leftOut) {
    found.passedOver.set(`${path}/`, '--run-dir');
    return;
  }
  const names = await readdir(path);
  names.sort((a, b) => (a < b ? -1 : 1));
  for (const name of names) await addUnlessPassedOver(join(path, name), leftOut, found);
}

async function addUnlessPassedOver(path: string, leftOut: string | undefined, found: Found): Promise<void> {
  const name = basename(path);
  const fileRule = findFileRule(name);
  const folderRule = findFolderRule(name);
  if (fileRule === undefined && folderRule === undefined) return add(path, leftOut, found);
  const isFolder = await isFolderIfThere(path);
  const rule = isFolder ? folderRule : fileRule;
  if (rule === undefined) return add(path, leftOut, found);
  found.passedOver.set(isFolder ? `${path}/` : path, rule);
}

function nothingIn(input: string, passedOver: readonly PassedOver[]): string {
  const what = describePassedOver(passedOver);
  return what === undefined
    ? `There is no file in ${input}.`
    : `There is no file of calls in ${input}. ${what}`;
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

/** A folder that may not be looked into is there. */
async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes(errorCodeOf(error) ?? '');
  }
}

/** A link to nothing is no folder. */
async function isFolderIfThere(path: string): Promise<boolean> {
  return (await isThere(path)) && (await stat(path)).isDirectory();
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
