import { DESTINATION_NAME } from '../dashboard/identity';

/** Begins every file that the installer writes, so that it knows them again. */
export const MARK = '// Written by rudder-install of @intercom-destination/rudder-destination';

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

/** In TypeScript: every export of a built-in file but its default. */
export const PASSES_ON_ALL_BUT_DEFAULT = /^export \* from ['"]\.\/\w+\.builtIn['"];$/m;

/**
 * In JavaScript: every own name of the built-in file but those in `ours`. Each is read when it is asked for, since where
 * files load each other in a circle it may be set later.
 */
export const PASS_ON_ALL = [
  'for (const name of Object.getOwnPropertyNames(builtIn)) {',
  '  if (Object.hasOwn(ours, name)) continue;',
  '  const { enumerable } = Object.getOwnPropertyDescriptor(builtIn, name);',
  '  Object.defineProperty(exports, name, { enumerable, get: () => builtIn[name] });',
  '}',
  'Object.assign(exports, ours);',
].join('\n');

/** `cdk/v2/handler`: INTERCOM goes this way, by processor and by router. */
export function workflowWrapper(ids: readonly string[], { extension, hasDefault }: Language): string {
  const load = `require('../../${OWN_FOLDER}/take-over.cjs')`;
  return extension === '.ts'
    ? wrapper(
        `export * from './handler${BUILT_IN}';`,
        ...(hasDefault ? [`export { default } from './handler${BUILT_IN}';`] : []),
        `import { processCdkV2Workflow as builtIn } from './handler${BUILT_IN}';`,
        '',
        `const { takeOverWorkflow } = ${load};`,
        '',
        `export const processCdkV2Workflow: typeof builtIn = takeOverWorkflow(builtIn, ${JSON.stringify(ids)});`,
      )
    : wrapper(
        `const builtIn = require('./handler${BUILT_IN}');`,
        `const { takeOverWorkflow } = ${load};`,
        '',
        'const ours = {',
        `  processCdkV2Workflow: takeOverWorkflow(builtIn.processCdkV2Workflow, ${JSON.stringify(ids)}),`,
        '};',
        PASS_ON_ALL,
      );
}

/** `v0/destinations/intercom/transform`: the way INTERCOM goes where the workflows are switched off. */
export function transformWrapper(ids: readonly string[]): string {
  return wrapper(
    `const builtIn = require('./transform${BUILT_IN}');`,
    `const { takeOverTransform } = require('../../../${OWN_FOLDER}/take-over.cjs');`,
    '',
    `const ours = takeOverTransform(builtIn, ${JSON.stringify(ids)});`,
    PASS_ON_ALL,
  );
}

/** `v1/destinations/intercom/networkHandler`: `builtIn` is the path from there to the built-in handler. */
export function networkHandlerWrapper(ids: readonly string[], builtIn: string, version: 'v0' | 'v1'): string {
  return wrapper(
    `const builtIn = require(${JSON.stringify(builtIn)});`,
    `const { takeOverNetworkHandler } = require('../../../${OWN_FOLDER}/take-over.cjs');`,
    '',
    'const ours = {',
    `  networkHandler: takeOverNetworkHandler(builtIn.networkHandler ?? builtIn.NetworkHandler, '${version}', ${JSON.stringify(ids)}),`,
    '};',
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

/** `features`: the server asks there what the transformer can do, and since 1.141.4 the transformer itself does. */
export function featuresWrapper({ extension }: Language): string {
  const lists = [
    `  routerTransform: { ...features.routerTransform, ${DESTINATION_NAME}: true },`,
    `  regulations: [...features.regulations, '${DESTINATION_NAME}'],`,
    '};',
  ];
  return extension === '.ts'
    ? wrapper(
        `export * from './features${BUILT_IN}';`,
        `import features from './features${BUILT_IN}';`,
        '',
        'export default {',
        '  ...features,',
        ...lists,
      )
    : wrapper(
        `const builtIn = require('./features${BUILT_IN}');`,
        '',
        '// Compiled TypeScript has them in its default export; written by hand, the module may be they.',
        'const features = builtIn.default ?? builtIn;',
        'const lists = {',
        ...lists,
        'const ours = features === builtIn ? lists : { default: { ...features, ...lists } };',
        PASS_ON_ALL,
      );
}

/** What every such file begins with. */
function wrapper(...lines: readonly string[]): string {
  return [`${MARK}. --uninstall takes it away again.`, '/* eslint-disable */', ...lines, ''].join('\n');
}
