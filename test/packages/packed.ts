import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { stopAtEnd } from '../lifetime/lifetime';
import { outputOf } from '../lifetime/run-process';

const root = join(__dirname, '..', '..');
/** Where `tools/set-up.mjs` keeps what it has done. What is packed serves every test until its content changes. */
const store = join(root, 'node_modules', '.intercom-destination');
const REPORT = 'packed.json';

export interface Packed {
  /** The name of its folder, such as `core`. */
  readonly name: string;
  readonly tarball: string;
  readonly files: readonly string[];
}

/** Packs every package as a release does: pnpm writes the versions in. */
export async function packAll(): Promise<readonly Packed[]> {
  const folder = join(store, `packed-${fingerprint()}`);
  if (!existsSync(folder)) await packInto(folder);
  const reports = JSON.parse(readFileSync(join(folder, REPORT), 'utf8')) as readonly Report[];
  return reports.map(({ name, filename, files }) => ({
    name: basename(name),
    tarball: join(folder, basename(filename)),
    files: files.map(({ path }) => path),
  }));
}

export async function pack(name: string): Promise<Packed> {
  const packed = (await packAll()).find((each) => each.name === name);
  if (packed === undefined) throw new Error(`There is no package ${name}.`);
  return packed;
}

/** What pnpm says of each package. */
interface Report {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Several tests may do so at the same time: the first that is ready gives its folder the name. */
async function packInto(folder: string): Promise<void> {
  mkdirSync(store, { recursive: true });
  const making = mkdtempSync(join(store, 'packing-'));
  stopAtEnd(() => {
    rmSync(making, { recursive: true, force: true });
  });
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  const what = ['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', making, '--json'];
  writeFileSync(
    join(making, REPORT),
    await outputOf('npx', ['--yes', packageManager, ...what], { cwd: root }),
  );
  try {
    renameSync(making, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    return;
  }
  for (const name of readdirSync(store)) {
    if (name.startsWith('packed-') && name !== basename(folder))
      rmSync(join(store, name), { recursive: true });
  }
}

/** Of everything that a tarball could hold, and of the versions that are written in. */
function fingerprint(): string {
  const packages = join(root, 'packages');
  const files = readdirSync(packages, { recursive: true, encoding: 'utf8' })
    .filter((file) => !/^[^/\\]+[/\\](src|node_modules)\b/.test(file))
    .map((file) => join(packages, file));
  const hash = createHash('sha256');
  for (const file of [...files.sort(), join(root, 'package.json'), join(root, 'pnpm-workspace.yaml')]) {
    hash.update(file).update('\0');
    if (statSync(file).isFile()) hash.update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
