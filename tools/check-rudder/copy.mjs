import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const SHARED = ['node_modules', '.git'];

/** A copy of a checkout in a folder of its own, with the same dependencies; `remove` takes it away. */
export function copyOf(checkout) {
  const folder = mkdtempSync(join(tmpdir(), 'check-rudder-'));
  const copy = join(folder, 'rudder-transformer');
  const filter = (path) => !SHARED.includes(relative(checkout, path));
  cpSync(checkout, copy, { recursive: true, filter, verbatimSymlinks: true });
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
  return { copy, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
