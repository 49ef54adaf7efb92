import { DESTINATION_NAME } from '../dashboard/identity';

/** Begins every file that the installer writes, so that it knows them again. */
export const MARK = '// Written by rudder-install of @intercom-destination/rudder-destination';

/** The folder with our own files, within the transformer's code. */
export const OWN_FOLDER = 'intercom-destination';

/** What the built-in file is called while ours stands in its place. */
export const BUILT_IN = '.builtIn';

/** How a file of ours is written: as TypeScript that the transformer compiles, or as the CommonJS that comes of it. */
export interface Language {
  readonly extension: '.ts' | '.js';
}

/** `cdk/v2/handler`: INTERCOM goes this way, by processor and by router. */
export function workflowWrapper(ids: readonly string[], { extension }: Language): string {
  const load = `require('../../${OWN_FOLDER}/take-over.cjs')`;
  return extension === '.ts'
    ? wrapper(
        `export * from './handler${BUILT_IN}';`,
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
        "Object.defineProperty(exports, '__esModule', { value: true });",
        'Object.assign(exports, builtIn, {',
        `  processCdkV2Workflow: takeOverWorkflow(builtIn.processCdkV2Workflow, ${JSON.stringify(ids)}),`,
        '});',
      );
}

/** `v0/destinations/intercom/transform`: the way INTERCOM goes where the workflows are switched off. */
export function transformWrapper(ids: readonly string[]): string {
  return wrapper(
    `const builtIn = require('./transform${BUILT_IN}');`,
    `const { takeOverTransform } = require('../../../${OWN_FOLDER}/take-over.cjs');`,
    '',
    `module.exports = { ...builtIn, ...takeOverTransform(builtIn, ${JSON.stringify(ids)}) };`,
  );
}

/** `v1/destinations/intercom/networkHandler`: `builtIn` is the path from there to the built-in handler. */
export function networkHandlerWrapper(ids: readonly string[], builtIn: string, version: 'v0' | 'v1'): string {
  return wrapper(
    `const builtIn = require(${JSON.stringify(builtIn)});`,
    `const { takeOverNetworkHandler } = require('../../../${OWN_FOLDER}/take-over.cjs');`,
    '',
    'module.exports = {',
    '  ...builtIn,',
    `  networkHandler: takeOverNetworkHandler(builtIn.networkHandler ?? builtIn.NetworkHandler, '${version}', ${JSON.stringify(ids)}),`,
    '};',
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

/** `features`: the server asks there what the transformer can do. */
export function featuresWrapper({ extension }: Language): string {
  const merged = [
    '  ...builtIn,',
    `  routerTransform: { ...builtIn.routerTransform, ${DESTINATION_NAME}: true },`,
    `  regulations: [...builtIn.regulations, '${DESTINATION_NAME}'],`,
    '};',
  ];
  return extension === '.ts'
    ? wrapper(`import builtIn from './features${BUILT_IN}';`, '', 'export default {', ...merged)
    : wrapper(
        `const builtIn = require('./features${BUILT_IN}').default;`,
        '',
        "Object.defineProperty(exports, '__esModule', { value: true });",
        'exports.default = {',
        ...merged,
      );
}

/** What every such file begins with. */
function wrapper(...lines: readonly string[]): string {
  return [`${MARK}. --uninstall takes it away again.`, '/* eslint-disable */', ...lines, ''].join('\n');
}
