import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the tests know of a version of rudder-transformer, as `read-checkout.mjs` reads it in a checkout. */
export interface Facts {
  readonly version: string;
  readonly commit: string;
  readonly date: string;
  /** What the installer replaces, adds to or reads. Paths are from `src`. */
  readonly modules: readonly {
    readonly path: string;
    readonly exports: readonly string[];
    readonly importedBy: readonly string[];
  }[];
}

export function readFacts(version: string): Facts {
  return JSON.parse(readFileSync(join(__dirname, 'facts', `${version}.json`), 'utf8')) as Facts;
}
