// Asks an installed transformer, as its own services do, and prints the answers: `node ask.cjs <folder of its code>`.
const { createRequire } = require('node:module');
const { join } = require('node:path');

const code = process.argv[2];
const load = (path) => require(join(code, path));

const event = (jobId, type, ID) => ({
  message: {
    type,
    event: 'Order Completed',
    userId: 'u1',
    timestamp: '2024-01-01T00:00:00Z',
    properties: { plan: 'pro' },
  },
  metadata: { jobId, sourceId: 's', destinationId: ID, workspaceId: 'w' },
  destination: {
    ID,
    Name: 'Intercom',
    DestinationDefinition: { Name: 'INTERCOM', DisplayName: 'Intercom' },
    Config: { apiKey: 'token', apiServer: 'eu' },
  },
});

const events = () => [
  event(1, 'track', 'chosen'),
  event(2, 'identify', 'chosen'),
  event(3, 'TRACK', 'chosen'),
  event(4, 'group', 'chosen'),
];

async function main() {
  const { processCdkV2Workflow, executeStep } = load('cdk/v2/handler');
  const answers = {
    features: load('features').default,
    step: executeStep(),
    processor: {
      track: endpointOf(await processCdkV2Workflow('intercom', event(1, 'track', 'chosen'), 'processor')),
      identify: endpointOf(
        await processCdkV2Workflow('intercom', event(1, 'identify', 'chosen'), 'processor'),
      ),
      other: endpointOf(await processCdkV2Workflow('intercom', event(1, 'track', 'other'), 'processor')),
      otherType: endpointOf(await processCdkV2Workflow('braze', event(1, 'track', 'chosen'), 'processor')),
    },
    router: routes(await processCdkV2Workflow('intercom', events(), 'router', { namespace: 'n' })),
    routerOther: routes(await processCdkV2Workflow('intercom', [event(9, 'track', 'other')], 'router')),
    transform: await transform(),
    delivery: await delivery(),
    refusal: await refusal(processCdkV2Workflow),
    deletion: await load('v0/destinations/intercom/deleteUsers').processDeleteUsers(),
    ownType: ownType(),
    start: start(),
  };
  console.log(JSON.stringify(answers));
}

/** The transformer knows an error by the class of its own copy of the library. */
async function refusal(processCdkV2Workflow) {
  const own = event(1, 'track', 'chosen');
  const lib = createRequire(join(code, 'features.js'))('@rudderstack/integrations-lib/build/errors');
  try {
    await processCdkV2Workflow('intercom', { ...own, message: { ...own.message, userId: '' } }, 'processor');
    return undefined;
  } catch (error) {
    return {
      status: error.status,
      isTheirs: error instanceof lib.InstrumentationError,
      tags: error.statTags,
    };
  }
}

async function transform() {
  try {
    const { processRouterDest } = load('v0/destinations/intercom/transform');
    return routes(await processRouterDest(events(), {}));
  } catch (error) {
    return error.code;
  }
}

async function delivery() {
  const { getNetworkHandler } = load('adapters/networkHandlerFactory');
  const { networkHandler, handlerVersion } = getNetworkHandler('intercom', 'v1');
  const metadata = [
    { jobId: 1, destinationId: 'other' },
    { jobId: 2, destinationId: 'other' },
  ];
  const request = { endpoint: 'https://api.intercom.io/events', metadata };
  const response = networkHandler.processAxiosResponse(await networkHandler.proxy(request, 'intercom'));
  const parameters = {
    destinationResponse: response,
    rudderJobMetadata: handlerVersion === 'v1' ? metadata : metadata[0],
    destType: 'intercom',
  };
  const ours = { ...request, body: { JSON: {} }, metadata: [{ jobId: 1, destinationId: 'chosen' }] };
  const isOurs = (each) =>
    getNetworkHandler('intercom', 'v1').networkHandler.prepareProxy(each)?.by !== 'built-in';
  return {
    handlerVersion,
    answer: networkHandler.responseHandler(parameters),
    isOurs: isOurs(ours),
    isOurContact: isOurs({ ...ours, endpoint: 'https://api.intercom.io/contacts' }),
  };
}

function ownType() {
  try {
    return {
      transform: Object.keys(load('v0/destinations/intercom_events/transform')),
      networkHandler: Object.keys(load('v1/destinations/intercom_events/networkHandler')),
      deleteUsers: Object.keys(load('v0/destinations/intercom_events/deleteUsers')),
    };
  } catch (error) {
    return error.code;
  }
}

/** What the files say that load `features` when the transformer starts; the older ones have none. */
function start() {
  try {
    const { DestinationValidationMiddleware } = load('middlewares/destinationValidation');
    const { batchedDestinationsMap } = load('constants/batchedDestinationsMap');
    const { shouldUseCdkV2 } = load('cdk/v2/utils');
    const { MiscService } = load('services/misc');
    const takes = ['INTERCOM', 'INTERCOM_EVENTS', 'UNKNOWN'].filter((type) =>
      DestinationValidationMiddleware.takes(type),
    );
    return {
      takes,
      batched: batchedDestinationsMap,
      workflow: shouldUseCdkV2('INTERCOM'),
      deletion: Object.keys(MiscService.getDeletionHandler('INTERCOM', 'v0')),
      ...(takes.includes('INTERCOM_EVENTS')
        ? { transform: Object.keys(MiscService.getDestHandler('INTERCOM_EVENTS', 'v0')) }
        : {}),
    };
  } catch (error) {
    return error.code ?? error.message;
  }
}

function routes(items) {
  return items.flatMap(({ batchedRequest, metadata, statusCode }) =>
    metadata.map(({ jobId }) => [jobId, endpointOf(batchedRequest), statusCode]),
  );
}

function endpointOf(request) {
  return (Array.isArray(request) ? request[0] : request)?.endpoint;
}

main();
