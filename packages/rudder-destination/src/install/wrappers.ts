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
        ...passOn(['processCdkV2Workflow']),
        `exports.processCdkV2Workflow = takeOverWorkflow(builtIn.processCdkV2Workflow, ${JSON.stringify(ids)});`,
      );
}

/** `v0/destinations/intercom/transform`: the way INTERCOM goes where the workflows are switched off. */
export function transformWrapper(ids: readonly string[]): string {
  return wrapper(
    `const builtIn = require('./transform${BUILT_IN}');`,
    `const { takeOverTransform } = require('../../../${OWN_FOLDER}/take-over.cjs');`,
    '',
    `const own = takeOverTransform(builtIn, ${JSON.stringify(ids)});`,
    ...passOn('Object.keys(own)'),
    'Object.assign(exports, own);',
  );
}

/** `v1/destinations/intercom/networkHandler`: `builtIn` is the path from there to the built-in handler. */
export function networkHandlerWrapper(ids: readonly string[], builtIn: string, version: 'v0' | 'v1'): string {
  return wrapper(
    `const builtIn = require(${JSON.stringify(builtIn)});`,
    `const { takeOverNetworkHandler } = require('../../../${OWN_FOLDER}/take-over.cjs');`,
    '',
    ...passOn(['networkHandler']),
    `exports.networkHandler = takeOverNetworkHandler(builtIn.networkHandler ?? builtIn.NetworkHandler, '${version}', ${JSON.stringify(ids)});`,
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
  const merged = [
    '  ...builtIn,',
    `  routerTransform: { ...builtIn.routerTransform, ${DESTINATION_NAME}: true },`,
    `  regulations: [...builtIn.regulations, '${DESTINATION_NAME}'],`,
    '};',
  ];
  return extension === '.ts'
    ? wrapper(
        `export * from './features${BUILT_IN}';`,
        `import builtIn from './features${BUILT_IN}';`,
        '',
        'export default {',
        ...merged,
      )
    : wrapper(
        `const all = require('./features${BUILT_IN}');`,
        '',
        ...passOn(['default'], 'all'),
        'const builtIn = all.default;',
        'exports.default = {',
        ...merged,
      );
}

/**
 * JavaScript that exports all that the built-in file does, under every name of its own, but for those that ours replaces.
 * Each is read when it is asked for, as where files load each other in a circle it may be set later.
 */
function passOn(replaced: readonly string[] | 'Object.keys(own)', builtIn = 'builtIn'): readonly string[] {
  const names = typeof replaced === 'string' ? replaced : JSON.stringify(replaced);
  return [
    `for (const name of Object.getOwnPropertyNames(${builtIn})) {`,
    `  if (${names}.includes(name)) continue;`,
    `  const { enumerable } = Object.getOwnPropertyDescriptor(${builtIn}, name);`,
    `  Object.defineProperty(exports, name, { enumerable, get: () => ${builtIn}[name] });`,
    '}',
  ];
}

/** What every such file begins with. */
function wrapper(...lines: readonly string[]): string {
  return [`${MARK}. --uninstall takes it away again.`, '/* eslint-disable */', ...lines, ''].join('\n');
}
