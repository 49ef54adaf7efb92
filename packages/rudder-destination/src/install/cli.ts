#!/usr/bin/env node
import { join } from 'node:path';
import { version } from '../../package.json';
import { apply, preview, type Wish } from './apply';
import { inspect } from './check';
import { dockerfile } from './dockerfile';
import { findApp, findTransformer, versionOf } from './find-transformer';
import { HELP } from './help';
import { findLoadFaults } from './load';
import { readCommand, type Command } from './options';
import { planFiles } from './plan';
import { Refused, systemCode } from './refused';
import { runtimeFiles } from './runtime-files';
import type { Step } from './steps';
import { describeVersion } from './tried-versions';
import { uninstall } from './uninstall';
import { describeWay, type Way } from './way';
import { workspaceConfig } from './workspace-config';

/** 0: done, or as written. 1: not installed, or not as written. 2: refused, and nothing more was changed. */
type ExitCode = 0 | 1 | 2;

const DASHBOARD = join(__dirname, '..', 'dashboard');
const RESTART = 'Restart the transformer.';

// A pipe may close early, as with head; the work is done by then.
process.stdout.on('error', () => process.exit());
process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): ExitCode {
  try {
    return run(readCommand(args));
  } catch (error) {
    const code = systemCode(error);
    if (!(error instanceof Refused) && code === undefined) throw error;
    process.stderr.write(`rudder-install: ${(error as Error).message}\n`);
    return 2;
  }
}

function run(command: Command): ExitCode {
  switch (command.kind) {
    case 'help':
      return say(HELP.trimEnd());
    case 'version':
      return say(version);
    case 'preview':
      return doPreview(wishOf(command.folder, command.way));
    case 'apply':
      return doApply(wishOf(command.folder, command.way), command.load);
    case 'check':
      return doCheck(command.folder, command.load);
    case 'uninstall':
      return doUninstall(findApp(command.folder));
    case 'workspace_config':
      return say(JSON.stringify(workspaceConfig(DASHBOARD), null, 2));
    case 'dockerfile':
      return say(dockerfile(command.way).trimEnd());
    default:
      return command satisfies never;
  }
}

function wishOf(folder: string, way: Way): Wish {
  const transformer = findTransformer(folder);
  return { transformer, way, plan: planFiles(transformer, way, runtimeFiles(__dirname)), version };
}

function doPreview(wish: Wish): ExitCode {
  const steps = preview(wish);
  say(
    `rudder-transformer ${wish.transformer.version} in ${wish.transformer.app}, code in ${wish.transformer.code}`,
  );
  if (steps.length === 0) return say('Nothing to do: it is installed as wished.');
  say(...steps.map((step) => `  would ${describe(step)}`));
  return say(`Nothing was changed. With --apply it takes ${describeWay(wish.way)}.`);
}

function doApply(wish: Wish, load: boolean): ExitCode {
  const { app, code } = wish.transformer;
  const isClone = code === 'src';
  const steps = apply(wish);
  if (steps.length > 0) say(...steps.map((step) => `  ${describe(step)}`));
  // What a clone runs is still to be built.
  const faults = isClone || !load ? [] : findLoadFaults(app, wish.plan);
  if (faults.length > 0) {
    uninstall(app);
    say(
      ...faults.map((fault) => `  ${fault}`),
      'The transformer would not start, so all of it was uninstalled.',
    );
    return 1;
  }
  return steps.length === 0
    ? say('Nothing to do: it is installed as wished.')
    : say(`Installed ${version}: it takes ${describeWay(wish.way)}.`, afterwards(isClone));
}

function doCheck(folder: string, load: boolean): ExitCode {
  const app = findApp(folder);
  const found = inspect(app, { version, planFor: (way) => wishOf(folder, way).plan, load });
  if (found.state === 'absent') {
    say('Not installed.');
    return 1;
  }
  const { record, faults, isOnlyStale } = found;
  say(
    `Version ${record.version} is installed: it takes ${describeWay(record.way)}.`,
    ...describeVersion(versionOf(app)),
  );
  if (faults.length > 0) {
    const isClone = areOfClone(record.files.map(({ path }) => path));
    say(
      ...faults.map((fault) => `  ${fault}`),
      ...(isOnlyStale ? [] : ['Run the installer again with --apply: it mends what it wrote.']),
      ...(isClone ? ['Build the transformer (npm run build), then check again.'] : []),
    );
    return 1;
  }
  return say(
    `All ${record.files.length} files are as this installer writes them.`,
    ...(areOfClone(record.files.map(({ path }) => path)) ? ['By their marks, dist was built of them.'] : []),
    load
      ? 'Each of them loads, and exports all that the built-in file does in whose place it stands.'
      : 'They were read, and none was loaded.',
  );
}

function doUninstall(app: string): ExitCode {
  const paths = uninstall(app);
  if (paths.length === 0) return say('Nothing to do: it is not installed.');
  return say(...paths.map((path) => `  put back ${path}`), 'Uninstalled.', RESTART);
}

function areOfClone(paths: readonly string[]): boolean {
  return paths.some((path) => path.startsWith('src/'));
}

function describe({ kind, path }: Step): string {
  return `${kind.replace('_', ' ')} ${path}`;
}

function afterwards(isClone: boolean): string {
  return isClone ? 'Build the transformer (npm run build), then restart it.' : RESTART;
}

function say(...lines: readonly string[]): ExitCode {
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
