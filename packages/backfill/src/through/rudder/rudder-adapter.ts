import { CannotRun } from '../../terminal/cannot-run';
import { toDroppedReason } from '../dropped-reason';
import {
  missingContactOf,
  type AdapterSettings,
  type HostAdapter,
  type HostCall,
  type HostVerdict,
  type RelayAddress,
} from '../host-adapter';
import { loadPackage } from '../load-package';
import type { RouterOutput, RudderDestination, RudderMetadata, RudderPackage } from './rudder-package';
import { putSettingsInFile } from './settings-in-file';

const DESTINATION_ID = 'backfill';
const DESTINATION_TYPE = 'intercom_events';

/** The RudderStack destination, transformed by the router and delivered by the proxy as RudderStack's server would. */
export function openRudderAdapter(settings: AdapterSettings): HostAdapter {
  const loaded = loadPackage(
    '@intercom-destination/rudder-destination',
    '@rudderstack/integrations-lib/build/errors',
    'rudder',
  );
  // The call that is handed over has the time that was chosen in its `timestamp`, moved or not.
  const file = putSettingsInFile(DESTINATION_ID, { ...settings.mapping, timeFrom: [] });
  const rudder = loaded.exports as RudderPackage;
  let jobs = 0;
  return {
    sendAnonymousId: settings.mapping.sendAnonymousId,
    send: (call, address) => send(call, (jobs += 1), toDestination(settings, address), rudder),
    close: file.remove,
  };
}

function toDestination(settings: AdapterSettings, { baseUrl, token }: RelayAddress): RudderDestination {
  return {
    ID: DESTINATION_ID,
    Config: {
      apiKey: token,
      apiServer: 'standard',
      baseUrl,
      missingContact: missingContactOf(settings),
      // The run itself decides for how long.
      retryForMinutes: '0',
    },
    DestinationDefinition: { Name: DESTINATION_TYPE.toUpperCase() },
  };
}

async function send(
  message: HostCall,
  jobId: number,
  destination: RudderDestination,
  rudder: RudderPackage,
): Promise<HostVerdict> {
  const metadata = { jobId, destinationId: destination.ID };
  const [output] = asJson(await rudder.processRouterDest(asJson([{ message, metadata, destination }])));
  if (output?.batchedRequest === undefined) return toVerdictOfRouter(output);
  return deliver(output.batchedRequest, asJson(output.metadata), destination, rudder);
}

function toVerdictOfRouter(output: RouterOutput | undefined): HostVerdict {
  if (output?.statTags?.['errorType'] === 'configuration') {
    throw new CannotRun(`The RudderStack destination refuses its settings: ${output.error ?? ''}`);
  }
  return { kind: 'dropped', reason: 'refused', code: output?.statTags?.['errorType'] ?? 'transformation' };
}

async function deliver(
  batchedRequest: object,
  metadata: readonly RudderMetadata[],
  { Config }: RudderDestination,
  { networkHandler }: RudderPackage,
): Promise<HostVerdict> {
  const request = { ...batchedRequest, metadata, destinationConfig: Config };
  const handler = new networkHandler();
  const delivery = await handler.proxy(request);
  const answer = handler.responseHandler({
    destinationResponse: handler.processAxiosResponse(delivery),
    rudderJobMetadata: metadata,
    destType: DESTINATION_TYPE,
    destinationRequest: request,
  });
  const status = answer.response[0]?.statusCode ?? 500;
  if (status >= 200 && status < 300) return { kind: 'accepted' };
  if (status === 429 || status === 408 || status >= 500) return { kind: 'retryable' };
  const { reason } = delivery.ended;
  return { kind: 'dropped', reason: toDroppedReason(reason), code: reason };
}

/** The server and the transformer speak over HTTP, and what JSON does to a call belongs to the way. */
function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
