import { isDeepStrictEqual } from 'node:util';
import {
  asJson,
  breachesOfJobs,
  breachesOfTags,
  isEmptyMap,
  isMap,
  isMapOfTexts,
  isStatus,
  jobIdsOf,
  overJson,
  type Json,
} from './rudder-answer';

/** What RudderStack's server needs of a transformation, a rule a function, each giving what breaks it. They look at nothing of ours. */

/** What breaks the contract in the answer of `processRouterDest` to these inputs. */
export function breachesOfRouter(given: unknown, outputs: unknown): string[] {
  const items = overJson(outputs);
  const inputs = overJson(given);
  if (!Array.isArray(items)) return ['the answer is no list'];
  const asked: readonly unknown[] = Array.isArray(inputs) ? inputs : [];
  const jobIds = asked.map((input) => asJson(asJson(input)['metadata'])['jobId']);
  const inputsOf = new Map<unknown, unknown[]>(jobIds.map((jobId) => [jobId, []]));
  asked.forEach((input, at) => inputsOf.get(jobIds[at])?.push(input));
  return [
    ...breachesOfJobs(jobIds, items),
    ...items.flatMap((item, at) =>
      breachesOfItem(asJson(item), inputsOf).map((breach) => `item ${at}: ${breach}`),
    ),
  ];
}

/** What breaks it in what `process` made of an input; `request` is `undefined` where it threw. */
export function breachesOfProcess(input: unknown, request: unknown): string[] {
  const message = asJson(asJson(overJson(input))['message']);
  if (isFinished(message)) {
    return isDeepStrictEqual(message, overJson(request))
      ? []
      : ['a finished request was not handed on as it is'];
  }
  if (request === undefined) return [];
  return [
    ...breachesOfRequest(request),
    ...breachesOfOptions(message, asJson(asJson(input)['destination'])),
    ...breachesOfMapped(message, asJson(asJson(asJson(request)['body'])['JSON'])),
  ];
}

/** What breaks it in a request that was made of an event. */
export function breachesOfRequest(given: unknown): string[] {
  const request = asJson(overJson(given));
  const bodies = asJson(request['body']);
  const filled = Object.entries(bodies).filter(([, map]) => isMap(map) && Object.keys(map).length > 0);
  return [
    ...(request['version'] === '1' ? [] : ['version is not "1"']),
    ...(request['type'] === 'REST' ? [] : ['type is not REST']),
    ...(request['method'] === 'POST' ? [] : ['method is not POST']),
    ...(typeof request['endpoint'] === 'string' && URL.canParse(request['endpoint'])
      ? []
      : ['endpoint is no URL']),
    ...(request['endpointPath'] === '/events' ? [] : ['endpointPath is not /events']),
    ...(typeof request['userId'] === 'string' ? [] : ['userId is no text']),
    ...(isMapOfTexts(request['headers']) ? [] : ['headers are not all texts']),
    ...(isEmptyMap(request['params']) ? [] : ['params would go into the URL']),
    ...(isEmptyMap(request['files']) ? [] : ['files keep the server from sending']),
    ...(isMap(request['body']) && Object.values(bodies).every(isMap) ? [] : ['body holds what is no map']),
    ...(filled.length === 1 && filled[0]?.[0] === 'JSON'
      ? []
      : ['the server would not know which body to send']),
  ];
}

/** What breaks it in an error that `process` throws: the transformer reads these two of it. */
export function breachesOfError(error: unknown): string[] {
  const { status, statTags } = error as { status?: unknown; statTags?: unknown };
  return [...breachesOfErrorStatus(status), ...breachesOfTags(statTags)];
}

/** Whether something given was changed: `before` is its text from before. */
export function breachesOfInput(before: string, given: unknown): string[] {
  return JSON.stringify(given) === before ? [] : ['what was given was changed'];
}

/** What of a schema's patterns keeps out a value that RudderStack fills in later. */
export function breachesOfPatterns(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(breachesOfPatterns);
  return Object.entries(asJson(schema)).flatMap(([key, value]) => {
    if (key !== 'pattern' || typeof value !== 'string') return breachesOfPatterns(value);
    return ['{{ event.properties.x || 5 }}', 'env.TOKEN']
      .filter((text) => !new RegExp(value, 'u').test(text))
      .map((text) => `${text} does not match ${value}`);
  });
}

function breachesOfItem(item: Json, inputsOf: ReadonlyMap<unknown, readonly unknown[]>): string[] {
  const request = item['batchedRequest'];
  const inputs = [...new Set(jobIdsOf(item))].flatMap((jobId) => inputsOf.get(jobId) ?? []);
  return [
    ...(Array.isArray(item['metadata']) ? [] : ['metadata is no list']),
    ...(isMap(item['destination']) ? [] : ['destination is missing']),
    ...(typeof item['batched'] === 'boolean' ? [] : ['batched is no boolean']),
    ...inputs.flatMap((input) => breachesOfProcess(input, request)),
    ...('batchedRequest' in item
      ? [
          ...(item['statusCode'] === 200 ? [] : ['a request without status 200']),
          ...('error' in item || 'statTags' in item ? ['a request with an error'] : []),
        ]
      : [
          ...breachesOfErrorStatus(item['statusCode']),
          ...breachesOfTags(item['statTags']),
          ...(typeof item['error'] === 'string' && item['error'] !== '' ? [] : ['an error without words']),
        ]),
  ];
}

/** 298 and 299 are left out on purpose; below 400 the others would be taken for delivered, or dropped without a word. */
function breachesOfErrorStatus(status: unknown): string[] {
  const isFailure = isStatus(status) && status >= 400;
  return isFailure || status === 298 || status === 299 ? [] : ['an error with the status of a success'];
}

/** Whether an earlier transformation made a request of it. One that the server could not read would spoil the whole answer. */
function isFinished(message: Json): boolean {
  const { statusCode, type, method, endpoint, endpointPath, userId, headers, params, files, body } = message;
  return (
    Boolean(statusCode) &&
    type === 'REST' &&
    [method, endpoint].every((text) => typeof text === 'string') &&
    [endpointPath, userId].every((text) => text === undefined || text === null || typeof text === 'string') &&
    [headers, params, files].every((map) => map === undefined || map === null || isMap(map)) &&
    isMapOfTexts(headers ?? {}) &&
    isMap(body) &&
    Object.values(body).every(isMap)
  );
}

/** The options of the event for the destination stand under the name that the dashboard shows. */
function breachesOfOptions(message: Json, destination: Json): string[] {
  const name = asJson(destination['DestinationDefinition'])['DisplayName'];
  const isRefused = typeof name === 'string' && asJson(message['integrations'])[name] === false;
  return isRefused ? ['an event that is kept from the destination was sent'] : [];
}

/** The fields of a mapped event are the destination's own already. */
function breachesOfMapped(message: Json, dataEvent: Json): string[] {
  if (!asJson(message['context'])['mappedToDestination']) return [];
  const { event_name, created_at } = asJson(message['traits']);
  const isPlainName = typeof event_name === 'string' && /^\w[\w ]{0,80}\w$/.test(event_name);
  const isPlainTime =
    Number.isInteger(created_at) && (created_at as number) > 1e9 && (created_at as number) < 2e9;
  return [
    ...(isPlainName && dataEvent['event_name'] !== event_name ? ['a mapped name was changed'] : []),
    ...(isPlainTime && dataEvent['created_at'] !== created_at ? ['a mapped time was changed'] : []),
  ];
}
