import { parseArgs } from 'node:util';
import { Refused } from './refused';
import type { Way } from './way';

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'help' | 'version' }
  | { readonly kind: 'preview'; readonly folder: string; readonly way: Way }
  | { readonly kind: 'apply'; readonly folder: string; readonly way: Way; readonly load: boolean }
  | { readonly kind: 'check'; readonly folder: string; readonly load: boolean }
  | { readonly kind: 'uninstall'; readonly folder: string }
  | { readonly kind: 'workspace_config' }
  | { readonly kind: 'dockerfile'; readonly way: Way };

const OPTIONS = {
  'take-over': { type: 'string', multiple: true },
  'own-type': { type: 'boolean' },
  apply: { type: 'boolean' },
  check: { type: 'boolean' },
  'no-load': { type: 'boolean' },
  uninstall: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

/** Throws `Refused` on what cannot be meant. */
export function readCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const way: Way = { takeOver: readIds(values['take-over'] ?? []), ownType: values['own-type'] === true };
  const [first] = positionals;
  if (first === undefined) throw new Refused('Which transformer? Name its folder, or the root of its image.');
  switch (first) {
    case 'workspace-config':
      return { kind: 'workspace_config' };
    case 'dockerfile':
      return { kind: 'dockerfile', way: requireWay(way) };
    default:
      return readInstallation(first, way, values);
  }
}

type Given = ReturnType<typeof parse>['values'];

function readInstallation(folder: string, way: Way, given: Given): Command {
  const { apply = false, check = false, uninstall = false, 'no-load': noLoad = false } = given;
  if ([apply, check, uninstall].filter(Boolean).length > 1) {
    throw new Refused('--apply, --check and --uninstall exclude each other.');
  }
  if (noLoad && !apply && !check) throw new Refused('--no-load goes with --check or --apply.');
  if (check) return { kind: 'check', folder, load: !noLoad };
  if (uninstall) return { kind: 'uninstall', folder };
  return apply
    ? { kind: 'apply', folder, way: requireWay(way), load: !noLoad }
    : { kind: 'preview', folder, way: requireWay(way) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Refused((error as Error).message.split('\n')[0] ?? '');
  }
}

/** Repeated or divided by commas, as it comes. */
function readIds(given: readonly string[]): readonly string[] {
  const ids = given.flatMap((list) => list.split(',')).map((id) => id.trim());
  const bad = ids.find((id) => !/^[\w-]+$/.test(id));
  if (bad !== undefined) {
    throw new Refused(
      `--take-over wants ids of destinations, as the dashboard's address shows them; "${bad}" is none.`,
    );
  }
  return [...new Set(ids)].sort();
}

function requireWay(way: Way): Way {
  if (way.takeOver.length > 0 || way.ownType) return way;
  throw new Refused('Which way? --take-over <destination id>, --own-type, or both.');
}
