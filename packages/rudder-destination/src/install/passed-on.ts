import { readExports } from './read-exports';
import { PASS_ON_ALL, PASSES_ON_ALL_BUT_DEFAULT } from './wrappers';

/** What becomes of the exports of a built-in file where ours stands in its place. */
export type PassedOn =
  | { readonly kind: 'all'; readonly names: readonly string[] }
  | { readonly kind: 'some'; readonly missing: readonly string[] }
  /** The text of the built-in file does not say all that it exports. */
  | { readonly kind: 'unknown' };

/** Compares the texts of both; nothing is loaded. */
export function comparePassedOn(builtIn: string, ours: string): PassedOn {
  const exported = readExports(builtIn);
  if (exported === undefined) return { kind: 'unknown' };
  const names = [...exported].sort();
  const missing = names.filter((name) => !passesOn(ours, name));
  return missing.length === 0 ? { kind: 'all', names } : { kind: 'some', missing };
}

function passesOn(ours: string, name: string): boolean {
  if (ours.includes(PASS_ON_ALL)) return true;
  if (name !== 'default' && PASSES_ON_ALL_BUT_DEFAULT.test(ours)) return true;
  return readExports(ours.replace(PASSES_ON_ALL_BUT_DEFAULT, ''))?.has(name) === true;
}
