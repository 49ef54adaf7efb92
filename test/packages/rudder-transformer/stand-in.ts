import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { readFacts, type Facts } from './facts';

/** How a stand-in for rudder-transformer lies on disk. */
export interface Layout {
  readonly name: string;
  /** Of which it has the modules, their exports, and the files that import them. */
  readonly version: string;
  /** Where its package.json is, from the folder that the installer is given. */
  readonly app: string;
  readonly code: 'src' | 'dist/src';
  /** Whether INTERCOM has a transform besides its workflow, as transformers had long before, and `features` one export. */
  readonly isOld: boolean;
}

export const LAYOUTS: readonly Layout[] = [
  { name: 'a clone', version: '1.145.0', app: '.', code: 'src', isOld: false },
  { name: 'the root of an image', version: '1.141.4', app: 'home/node/app', code: 'dist/src', isOld: false },
  { name: 'the app folder of an older image', version: '1.141.0', app: '.', code: 'dist/src', isOld: true },
];

/**
 * Writes the files of rudder-transformer that the installer deals with and those that lead to them, under the same names
 * and with the same exports. The built-in destination answers with what it was asked, so that a test sees who answered.
 */
export function writeTransformer(folder: string, { app, version, code, isOld }: Layout): string {
  const root = join(folder, app);
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  write('package.json', `{ "name": "rudder-transformer", "version": "${version}" }\n`);
  const written = isOld
    ? { 'cdk/v2/handler.ts': TYPESCRIPT['cdk/v2/handler.ts'], 'features.ts': OLDER_FEATURES }
    : TYPESCRIPT;
  const sources = { ...importers(readFacts(version)), ...written };
  for (const [path, content] of Object.entries(sources)) {
    if (code === 'src') write(`src/${path}`, content);
    else write(`${code}/${path.replace(/\.ts$/, '.js')}`, compile(content));
  }
  for (const [path, content] of Object.entries(COMMON)) write(`${code}/${path}`, content);
  if (isOld) write(`${code}/v0/destinations/intercom/transform.js`, TRANSFORM);
  mkdirSync(join(root, 'node_modules', '@rudderstack'), { recursive: true });
  symlinkSync(integrationsLib(), join(root, 'node_modules', '@rudderstack', 'integrations-lib'));
  return root;
}

/** The files that import what the installer deals with, each with all of it. */
function importers({ modules }: Facts): Record<string, string> {
  const entries = modules.flatMap(({ path, importedBy }) =>
    importedBy.map((importer): readonly [string, string] => {
      const name = relative(dirname(importer), path).replace(/\.[jt]s$/, '');
      const from = name.startsWith('.') ? name : `./${name}`;
      return [importer, `import * as loaded from '${from}';\n\nexport const names = Object.keys(loaded);\n`];
    }),
  );
  return Object.fromEntries(entries);
}

/** As the transformer's own build does. */
function compile(source: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2021,
    esModuleInterop: true,
  };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

/** The real library, from the package that has it as a peer. */
function integrationsLib(): string {
  const require = createRequire(join(__dirname, '../../../packages/rudder-destination/package.json'));
  for (const folder of require.resolve.paths('@rudderstack/integrations-lib') ?? []) {
    const path = join(folder, '@rudderstack', 'integrations-lib');
    if (existsSync(path)) return path;
  }
  throw new Error('@rudderstack/integrations-lib is not installed');
}

const TYPESCRIPT = {
  'cdk/v2/handler.ts': `export async function processCdkV2Workflow(
  destType: string,
  parsedEvent: any,
  feature: string,
  requestMetadata: NonNullable<unknown> = {},
): Promise<any> {
  if (parsedEvent.length === 0) throw new Error('Invalid event array');
  if (feature === 'processor') return { endpoint: 'built-in', of: parsedEvent.metadata.jobId };
  return parsedEvent.map(({ metadata, destination }: any) => ({
    batchedRequest: { endpoint: 'built-in' }, metadata: [metadata], destination, batched: false, statusCode: 200, requestMetadata,
  }));
}

export function getEmptyExecutionBindings() {
  return { outputs: {}, context: {} };
}

export async function getWorkflowEngine(destName: string) {
  return 'built-in engine of ' + destName;
}

export async function getCachedWorkflowEngine(destName: string) {
  return getWorkflowEngine(destName);
}

export async function executeWorkflow() {
  return 'built-in workflow';
}

export function executeStep() {
  return 'built-in step';
}
`,
  'features.ts': `import { readdirSync } from 'node:fs';
import path from 'node:path';

interface Capabilities {
  routerTransform?: true;
  regulations?: true;
  batching?: true;
  cdkV2?: true;
}

const destinationCapabilities: Record<string, Capabilities> = {
  BRAZE: { routerTransform: true, regulations: true },
  INTERCOM: { routerTransform: true, regulations: true, cdkV2: true },
  POSTHOG: { routerTransform: true, batching: true },
};

const known = new Set(
  ['v0/destinations', 'v1/destinations'].flatMap((folder) => readdirSync(path.join(__dirname, folder))),
);

const having = (capability: keyof Capabilities) =>
  Object.keys(destinationCapabilities).filter((name) => destinationCapabilities[name]?.[capability]);
const mapOf = (capability: keyof Capabilities): Record<string, true> =>
  Object.fromEntries(having(capability).map((name) => [name, true]));

export const isValidDestination = (destination: unknown): boolean =>
  typeof destination === 'string' && known.has(destination.trim().toLowerCase());

export const getDestinationHandlerName = (destination: string): string => {
  if (isValidDestination(destination)) return destination.trim().toLowerCase();
  throw new Error('Invalid destination: ' + destination);
};

export const getBatchingFrameworkGaDestinations = (): Record<string, true> => mapOf('batching');

export const isDestinationCdkV2Enabled = (destination: string): boolean =>
  Boolean(destinationCapabilities[destination.trim().toUpperCase()]?.cdkV2);

const defaultFeaturesConfig = {
  routerTransform: mapOf('routerTransform'),
  regulations: having('regulations'),
  supportTransformerProxyV1: true,
};

export default defaultFeaturesConfig;
`,
  'middlewares/destinationValidation.ts': `import { isValidDestination } from '../features';

export class DestinationValidationMiddleware {
  public static takes(destination: unknown): boolean {
    return isValidDestination(destination);
  }
}
`,
  'constants/batchedDestinationsMap.ts': `import { getBatchingFrameworkGaDestinations } from '../features';

export const batchedDestinationsMap: Record<string, true> = getBatchingFrameworkGaDestinations();

export const isBatchingFrameworkEnabled = (destType: string): boolean =>
  batchedDestinationsMap[destType.toUpperCase()] === true;
`,
  'cdk/v2/utils.ts': `import { isDestinationCdkV2Enabled, getDestinationHandlerName } from '../../features';

export function getRootPathForDestination(destName: string) {
  return 'cdk/v2/destinations/' + getDestinationHandlerName(destName);
}

export function shouldUseCdkV2(destType: string) {
  return isDestinationCdkV2Enabled(destType);
}
`,
  'services/misc.ts': `import defaultFeaturesConfig, { getDestinationHandlerName } from '../features';

export class MiscService {
  public static getDestHandler(dest: string, version: string) {
    return require('../' + version + '/destinations/' + getDestinationHandlerName(dest) + '/transform');
  }

  public static getDeletionHandler(dest: string, version: string) {
    return require('../' + version + '/destinations/' + getDestinationHandlerName(dest) + '/deleteUsers');
  }

  public static getFeatures() {
    return JSON.stringify(defaultFeaturesConfig);
  }
}
`,
};

/** Before 1.141.4 there was one export. */
const OLDER_FEATURES = `interface FeaturesConfig {
  routerTransform: Record<string, boolean>;
  regulations: string[];
  supportTransformerProxyV1: true;
}

const defaultFeaturesConfig: FeaturesConfig = {
  routerTransform: {
    BRAZE: true,
    INTERCOM: true,
  },
  regulations: [
    'BRAZE',
    'INTERCOM',
  ],
  supportTransformerProxyV1: true,
};

export default defaultFeaturesConfig;
`;

const COMMON = {
  'v0/destinations/intercom/networkHandler.js': `class networkHandler {
  constructor() {
    this.prepareProxy = (request) => ({ by: 'built-in', endpoint: request.endpoint });
    this.proxy = async () => ({ status: 404 });
    this.processAxiosResponse = (response) => ({ status: response.status, response: 'built-in' });
    this.responseHandler = ({ destinationResponse, rudderJobMetadata, destType }) => ({
      status: destinationResponse.status,
      message: 'built-in ' + destType + ' ' + rudderJobMetadata.jobId,
      destinationResponse: destinationResponse.response,
    });
  }
}

module.exports = { networkHandler };
`,
  'v0/destinations/intercom/deleteUsers.js': `const processDeleteUsers = async () => ({ statusCode: 200, status: 'built-in' });

module.exports = { processDeleteUsers };
`,
  'v1/destinations/braze/networkHandler.js': `module.exports = { networkHandler: class {} };
`,
  'adapters/networkHandlerFactory.js': `const fs = require('fs');
const path = require('path');

const handlers = { v0: {}, v1: {} };
['v0', 'v1'].forEach((version) => {
  const folder = path.resolve(__dirname, '../' + version + '/destinations');
  fs.readdirSync(folder).forEach((dest) => {
    try {
      const networkHandler = require(folder + '/' + dest + '/networkHandler');
      handlers[version][dest] = networkHandler.networkHandler || networkHandler.NetworkHandler;
    } catch (error) {
      if (!/Cannot find module .*networkHandler'/.test(error.message)) throw error;
    }
  });
});

const getNetworkHandler = (type, version) => {
  let handlerVersion = version;
  let NetworkHandler = handlers[version][type];
  if (version === 'v1' && NetworkHandler === undefined) {
    NetworkHandler = handlers.v0[type];
    handlerVersion = 'v0';
  }
  return { networkHandler: new NetworkHandler(), handlerVersion };
};

module.exports = { getNetworkHandler };
`,
};

const TRANSFORM = `const process = (event) => ({ endpoint: 'built-in', of: event.metadata.jobId });
const processRouterDest = async (inputs) =>
  inputs.map(({ metadata, destination }) => ({ batchedRequest: { endpoint: 'built-in' }, metadata: [metadata], destination, batched: false, statusCode: 200 }));
module.exports = { process, processRouterDest };
`;
