import { isDeepStrictEqual } from 'node:util';

/**
 * What RudderStack's server needs of an answer, a rule a function, each giving what breaks it. They look at what JSON
 * makes of an answer, as the server does, and at nothing of ours.
 */

type Json = Readonly<Record<string, unknown>>;

/** What breaks the contract in the answer of `processRouterDest` to these inputs. */
export function breachesOfRouter(inputs: unknown, outputs: unknown): string[] {
  const items = overJson(outputs);
  if (!Array.isArray(items)) return ['the answer is no list'];
  return [
    ...breachesOfJobs(jobIdsOf(overJson(inputs)), items),
    ...items.flatMap((item, at) => breachesOfItem(asObject(item)).map((breach) => `item ${at}: ${breach}`)),
  ];
}

/** What breaks it in a request, on whatever way it comes. */
export function breachesOfRequest(given: unknown): string[] {
  const request = asObject(overJson(given));
  const bodies = asObject(request['body']);
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

/** What breaks it in the answer to a delivery by proxy for the jobs with these metadata. */
export function breachesOfProxy(metadata: readonly unknown[], given: unknown): string[] {
  const answer = asObject(overJson(given));
  const states: readonly unknown[] = Array.isArray(answer['response']) ? answer['response'] : [];
  const isDone = isSuccess(answer['status']);
  return [
    ...(isStatus(answer['status']) ? [] : ['status is no HTTP status']),
    ...(typeof answer['message'] === 'string' ? [] : ['message is no text']),
    ...breachesOfJobs(
      metadata.map((job) => asObject(job)['jobId']),
      states.map((state) => ({ metadata: [asObject(state)['metadata']] })),
    ),
    ...states.flatMap((state) => {
      const { statusCode, error } = asObject(state);
      return [
        ...(isStatus(statusCode) ? [] : ['the status of a job is no HTTP status']),
        ...(typeof error === 'string' ? [] : ['the error of a job is no text']),
        ...(isSuccess(statusCode) === isDone ? [] : ['a job fares otherwise than its request']),
      ];
    }),
    ...(isDone ? [] : breachesOfTags(answer['statTags'])),
    ...(!isDone && /success/i.test(String(answer['message'])) ? ['a failure is called a success'] : []),
  ];
}

/** Whether something given was changed: `before` is its text from before. */
export function breachesOfInput(before: string, given: unknown): string[] {
  return JSON.stringify(given) === before ? [] : ['what was given was changed'];
}

/** Whether a message that is a request already was handed on as it is. */
export function breachesOfPassing(message: unknown, request: unknown): string[] {
  return isDeepStrictEqual(overJson(message), overJson(request)) ? [] : ['a finished request was changed'];
}

function breachesOfItem(item: Json): string[] {
  const isRequest = 'batchedRequest' in item;
  return [
    ...(Array.isArray(item['metadata']) ? [] : ['metadata is no list']),
    ...(isMap(item['destination']) ? [] : ['destination is missing']),
    ...(typeof item['batched'] === 'boolean' ? [] : ['batched is no boolean']),
    ...(isRequest
      ? [
          ...breachesOfRequest(item['batchedRequest']),
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

function breachesOfJobs(asked: readonly unknown[], items: readonly unknown[]): string[] {
  const answered = items.flatMap((item) => {
    const { metadata } = asObject(item);
    return Array.isArray(metadata) ? metadata.map((job: unknown) => asObject(job)['jobId']) : [];
  });
  const times = (jobId: unknown, among: readonly unknown[]) => among.filter((one) => one === jobId).length;
  return [
    ...new Set([
      ...asked
        .filter((jobId) => times(jobId, answered) < times(jobId, asked))
        .map((jobId) => `job ${String(jobId)} is lost`),
      ...answered
        .filter((jobId) => times(jobId, answered) > times(jobId, asked))
        .map((jobId) => `job ${String(jobId)} is extra`),
    ]),
  ];
}

/** 298 and 299 are left out on purpose; below 400 the others would be taken for delivered, or dropped without a word. */
function breachesOfErrorStatus(status: unknown): string[] {
  const isFailure = isStatus(status) && status >= 400;
  return isFailure || status === 298 || status === 299 ? [] : ['an error with the status of a success'];
}

function breachesOfTags(statTags: unknown): string[] {
  if (!isMap(statTags) || Object.keys(statTags).length === 0) return ['an error that counts as a success'];
  return isMapOfTexts(statTags) ? [] : ['statTags are not all texts'];
}

function jobIdsOf(inputs: unknown): unknown[] {
  if (!Array.isArray(inputs)) return [];
  return inputs.map((input) => asObject(asObject(input)['metadata'])['jobId']);
}

function overJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function isStatus(status: unknown): status is number {
  return Number.isInteger(status) && (status as number) >= 100 && (status as number) < 600;
}

function isSuccess(status: unknown): boolean {
  return isStatus(status) && status >= 200 && status < 300;
}

function asObject(value: unknown): Json {
  return isMap(value) ? value : {};
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmptyMap(value: unknown): boolean {
  return isMap(value) && Object.keys(value).length === 0;
}

function isMapOfTexts(value: unknown): boolean {
  return isMap(value) && Object.values(value).every((entry) => typeof entry === 'string');
}
