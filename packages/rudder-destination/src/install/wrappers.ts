import { mark } from './mark';

/** The folder with our own files, within the transformer's code. */
export const OWN_FOLDER = 'intercom-destination';

/** What the built-in file is called while ours stands in its place. */
export const BUILT_IN = '.builtIn';

/** How the built-in file is written that ours stands for, and so ours: TypeScript that is compiled, or CommonJS. */
export interface Language {
  readonly extension: '.ts' | '.js';
  /** Only of TypeScript, where `export *` leaves the default export out. */
  readonly hasDefault: boolean;
}

/**
 * In JavaScript: every own name of the built-in file but those in `ours`. Each is read when it is asked for, since where
 * files load each other in a circle it may be set later.
 */
const PASS_ON_ALL = [
  'for (const name of Object.getOwnPropertyNames(builtIn)) {',
  '  if (Object.hasOwn(ours, name)) continue;',
  '  const { enumerable } = Object.getOwnPropertyDescriptor(builtIn, name);',
  '  Object.defineProperty(exports, name, { enumerable, get: () => builtIn[name] });',
  '}',
  'Object.assign(exports, ours);',
].join('\n');

/** `cdk/v2/handler`: INTERCOM goes this way, by processor and by router. */
export function workflowWrapper(ids: readonly string[], { extension, hasDefault }: Language): string {
  const load = `const { takeOverWorkflow } = require('../../${OWN_FOLDER}/take-over.cjs');`;
  return extension === '.ts'
    ? wrapper(
        `export * from './handler${BUILT_IN}';`,
        ...(hasDefault ? [`export { default } from './handler${BUILT_IN}';`] : []),
        `import { processCdkV2Workflow as builtIn } from './handler${BUILT_IN}';`,
        '',
        load,
        ...listOf(ids),
        'export const processCdkV2Workflow: typeof builtIn = takeOverWorkflow(builtIn, ids);',
      )
    : wrapper(
        `const builtIn = require('./handler${BUILT_IN}');`,
        load,
        ...listOf(ids),
        'const ours = { processCdkV2Workflow: takeOverWorkflow(builtIn.processCdkV2Workflow, ids) };',
        PASS_ON_ALL,
      );
}

/** `v0/destinations/intercom/transform`: the way INTERCOM goes where the workflows are switched off. */
export function transformWrapper(ids: readonly string[]): string {
  return wrapper(
    `const builtIn = require('./transform${BUILT_IN}');`,
    `const { takeOverTransform } = require('../../../${OWN_FOLDER}/take-over.cjs');`,
    ...listOf(ids),
    'const ours = takeOverTransform(builtIn, ids);',
    PASS_ON_ALL,
  );
}

/** `v1/destinations/intercom/networkHandler`: `builtIn` is the path from there to the built-in handler. */
export function networkHandlerWrapper(ids: readonly string[], builtIn: string, version: 'v0' | 'v1'): string {
  return wrapper(
    `const builtIn = require('${builtIn}');`,
    `const { takeOverNetworkHandler } = require('../../../${OWN_FOLDER}/take-over.cjs');`,
    ...listOf(ids),
    'const Handler = builtIn.networkHandler ?? builtIn.NetworkHandler;',
    `const ours = { networkHandler: takeOverNetworkHandler(Handler, '${version}', ids) };`,
    PASS_ON_ALL,
  );
}

/** A file under `v0/destinations/<own type>` or `v1/…` that hands on what the package exports. */
export function reExport(names: readonly string[]): string {
  return wrapper(
    `const { ${names.join(', ')} } = require('../../../${OWN_FOLDER}/index.cjs');`,
    '',
    `module.exports = { ${names.join(', ')} };`,
  );
}

/** A built file of this package. As one statement that a formatter leaves alone, it passes whatever a fork checks. */
export function runtimeFile(content: string): string {
  return wrapper("'use strict';", '', '// prettier-ignore', '{', content.trimEnd(), '}');
}

function listOf(ids: readonly string[]): readonly string[] {
  return ['', '// prettier-ignore', `const ids = ${JSON.stringify(ids)};`, ''];
}

function wrapper(...lines: readonly string[]): string {
  return mark(['/* eslint-disable */', ...lines, ''].join('\n'));
}
