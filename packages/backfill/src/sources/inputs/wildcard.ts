import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { errorCodeOf } from '../../terminal/error-code';

/** Whether a shell would take it for a pattern. */
export function hasWildcard(input: string): boolean {
  return /[*?[]/.test(input);
}

/**
 * The files and folders that a pattern matches, each once, in the order of their paths: `*`, `?` and `[…]` within a name, `**` for any
 * folders. As in a shell, a name that begins with a dot is matched by none of them.
 */
export async function findMatches(pattern: string): Promise<string[]> {
  const parts = pattern
    .split('/')
    .filter((part, index, all) => part !== '' && !(part === '**' && all[index + 1] === '**'));
  const found = new Set<string>();
  for await (const path of matchesIn(pattern.startsWith('/') ? '/' : '', parts)) found.add(path);
  return [...found].sort((a, b) => (a < b ? -1 : 1));
}

async function* matchesIn(folder: string, [part, ...rest]: readonly string[]): AsyncGenerator<string> {
  if (part === undefined) {
    if (folder !== '') yield folder;
  } else if (part === '**') {
    yield* matchesIn(folder, rest);
    for (const name of await namesIn(folder)) {
      const path = join(folder, name);
      if (!name.startsWith('.') && (await isFolder(path))) yield* matchesIn(path, [part, ...rest]);
    }
  } else if (hasWildcard(part)) {
    const isMatch = picomatch(part, {
      dot: false,
      posix: true,
      nobrace: true,
      noextglob: true,
      nonegate: true,
    });
    for (const name of await namesIn(folder)) {
      if (isMatch(name)) yield* matchesOn(join(folder, name), rest);
    }
  } else yield* matchesOn(join(folder, part), rest);
}

async function* matchesOn(path: string, rest: readonly string[]): AsyncGenerator<string> {
  if (rest.length === 0 ? await isThere(path) : await isFolder(path)) yield* matchesIn(path, rest);
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder === '' ? '.' : folder);
}

async function isThere(path: string): Promise<boolean> {
  return (await statIfThere(path)) !== undefined;
}

async function isFolder(path: string): Promise<boolean> {
  return (await statIfThere(path))?.isDirectory() === true;
}

/** What may not be looked at is a fault: it might have matched. */
async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCodeOf(error) ?? '')) return undefined;
    throw error;
  }
}
