import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from './refused';

/** RudderStack's transformer, as it lies in a folder. */
export interface Transformer {
  /** Where its package.json and node_modules are. */
  readonly app: string;
  /** Where its code is, from `app`: `src` in a clone, `dist/src` in an image. */
  readonly code: 'src' | 'dist/src';
  readonly version: string;
}

/** Where the official image keeps the transformer. */
const IN_IMAGE = 'home/node/app';

/** What must be there, without its extension, for the installer to know its way. */
const LANDMARKS = ['cdk/v2/handler', 'features', 'adapters/networkHandlerFactory'] as const;

/** The folder with the transformer's package.json, that one or within the root of an image. Throws `Refused` without one. */
export function findApp(folder: string): string {
  const app = [folder, join(folder, IN_IMAGE)].find(isTransformer);
  if (app === undefined) {
    throw new Refused(
      `${folder} holds no rudder-transformer: no package.json of that name, neither there nor in ${IN_IMAGE}.`,
    );
  }
  return app;
}

/** Finds the transformer in its own folder or in the root of an image. Throws `Refused` on any other layout. */
export function findTransformer(folder: string): Transformer {
  const app = findApp(folder);
  // In a clone that is built, `dist` is made of `src` and made anew.
  const code = (['src', 'dist/src'] as const).find((each) =>
    existsSync(join(app, each, 'v0', 'destinations')),
  );
  if (code === undefined) {
    throw new Refused(`${app} has no destinations, neither in src/v0 nor in dist/src/v0.`);
  }
  for (const landmark of LANDMARKS) sourceFile(join(app, code, landmark));
  if (!existsSync(join(app, 'node_modules', '@rudderstack', 'integrations-lib', 'package.json'))) {
    throw new Refused(
      `${app} has no @rudderstack/integrations-lib in its node_modules: install the transformer's own dependencies first.`,
    );
  }
  return { app, code, version: versionOf(app) };
}

/** The file of that name in TypeScript or JavaScript. Throws `Refused` if there is none. */
export function sourceFile(path: string): string {
  const found = findSourceFile(path);
  if (found === undefined) {
    throw new Refused(`${path}.js is not there, nor .ts: this layout of the transformer is not known.`);
  }
  return found;
}

export function findSourceFile(path: string): string | undefined {
  return [`${path}.ts`, `${path}.js`].find((file) => existsSync(file));
}

function isTransformer(folder: string): boolean {
  return readManifest(folder)?.['name'] === 'rudder-transformer';
}

export function versionOf(app: string): string {
  const version = readManifest(app)?.['version'];
  return typeof version === 'string' ? version : 'unknown';
}

function readManifest(folder: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Readonly<
      Record<string, unknown>
    >;
  } catch {
    return undefined;
  }
}
