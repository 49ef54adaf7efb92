import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** How a stand-in for rudder-transformer lies on disk. */
export interface Layout {
  readonly name: string;
  /** Where its package.json is, from the folder that the installer is given. */
  readonly app: string;
  readonly code: 'src' | 'dist/src';
  /** Whether INTERCOM has a transform besides its workflow, as the older transformers have. */
  readonly hasTransform: boolean;
}

export const LAYOUTS: readonly Layout[] = [
  { name: 'a clone', app: '.', code: 'src', hasTransform: false },
  { name: 'the root of an image', app: 'home/node/app', code: 'dist/src', hasTransform: false },
  { name: 'the app folder of an older image', app: '.', code: 'dist/src', hasTransform: true },
];

/**
 * Writes the files of rudder-transformer that the installer deals with and those that lead to them, under the same names
 * and with the same exports. The built-in destination answers with what it was asked, so that a test sees who answered.
 */
export function writeTransformer(folder: string, { app, code, hasTransform }: Layout): string {
  const root = join(folder, app);
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  write('package.json', '{ "name": "rudder-transformer", "version": "1.145.0", "main": "GATransform.js" }\n');
  const sources = code === 'src' ? TYPESCRIPT : JAVASCRIPT;
  for (const [path, content] of Object.entries({ ...sources, ...COMMON })) write(`${code}/${path}`, content);
  if (hasTransform) write(`${code}/v0/destinations/intercom/transform.js`, TRANSFORM);
  mkdirSync(join(root, 'node_modules', '@rudderstack'), { recursive: true });
  symlinkSync(integrationsLib(), join(root, 'node_modules', '@rudderstack', 'integrations-lib'));
  return root;
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

export function executeStep() {
  return 'built-in step';
}
`,
  'features.ts': `interface FeaturesConfig {
  routerTransform: Record<string, boolean>;
  regulations: string[];
  supportTransformerProxyV1: boolean;
}

const defaultFeaturesConfig: FeaturesConfig = {
  routerTransform: { BRAZE: true, INTERCOM: true },
  regulations: ['BRAZE', 'INTERCOM'],
  supportTransformerProxyV1: true,
};

export default defaultFeaturesConfig;
`,
};

const JAVASCRIPT = {
  'cdk/v2/handler.js': `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.executeStep = exports.processCdkV2Workflow = void 0;
async function processCdkV2Workflow(destType, parsedEvent, feature, requestMetadata = {}) {
    if (parsedEvent.length === 0)
        throw new Error('Invalid event array');
    if (feature === 'processor')
        return { endpoint: 'built-in', of: parsedEvent.metadata.jobId };
    return parsedEvent.map(({ metadata, destination }) => ({
        batchedRequest: { endpoint: 'built-in' }, metadata: [metadata], destination, batched: false, statusCode: 200, requestMetadata,
    }));
}
exports.processCdkV2Workflow = processCdkV2Workflow;
function executeStep() {
    return 'built-in step';
}
exports.executeStep = executeStep;
//# sourceMappingURL=handler.js.map
`,
  'features.js': `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const defaultFeaturesConfig = {
    routerTransform: { BRAZE: true, INTERCOM: true },
    regulations: ['BRAZE', 'INTERCOM'],
    supportTransformerProxyV1: true,
};
exports.default = defaultFeaturesConfig;
`,
};

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
  'v0/destinations/intercom/deleteUsers.js': `module.exports = { processDeleteUsers: async () => ({ statusCode: 200, status: 'built-in' }) };
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
