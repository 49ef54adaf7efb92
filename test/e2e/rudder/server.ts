import {
  networkHandler,
  process,
  processRouterDest,
  type DeliveryRequest,
  type ProxyMetadata,
  type RudderDestination,
  type RudderMetadata,
  type TransformInput,
} from '@intercom-destination/rudder-destination';
import { BaseError } from '@rudderstack/integrations-lib/build/errors';
import { breachesOfProcess, breachesOfRouter } from '../../contract/rudder-contract';
import { breachesOfProxy } from '../../contract/rudder-delivery-contract';

/** How events are transformed, and who delivers them. */
export interface Way {
  readonly transformBy: 'router' | 'processor';
  readonly deliverBy: 'server' | 'proxy';
}

export const WAYS: readonly Way[] = [
  { transformBy: 'router', deliverBy: 'proxy' },
  { transformBy: 'router', deliverBy: 'server' },
  { transformBy: 'processor', deliverBy: 'proxy' },
  { transformBy: 'processor', deliverBy: 'server' },
];

/** How a job ended, or why it is still tried. */
export interface Job {
  readonly jobId: number;
  readonly message: object;
  state: 'waiting' | 'delivered' | 'filtered' | 'dropped';
  status: number;
  said: string;
  attempts: number;
}

/**
 * The part of RudderStack's server, as it is read in its source: it transforms what waits, delivers what became a
 * request, tries again by status and keeps the order of a user's events. A round stands for the time between two tries.
 */
export class RudderServer {
  readonly jobs: Job[];
  readonly #way: Way;
  readonly #destination: RudderDestination;
  readonly #secret: Readonly<Record<string, unknown>> | undefined;

  constructor(
    way: Way,
    destination: RudderDestination,
    messages: readonly object[],
    secret?: Readonly<Record<string, unknown>>,
  ) {
    this.#way = way;
    this.#destination = destination;
    this.#secret = secret;
    this.jobs = messages.map((message, at) => ({
      jobId: at + 1,
      message,
      state: 'waiting',
      status: 0,
      said: '',
      attempts: 0,
    }));
  }

  /** `between` comes after each round but the last. */
  async run(rounds: number, between: (round: number) => void = () => undefined): Promise<readonly Job[]> {
    for (let round = 0; round < rounds; round += 1) {
      await this.#round();
      if (this.jobs.every(({ state }) => state !== 'waiting')) break;
      between(round);
    }
    return this.jobs;
  }

  async #round(): Promise<void> {
    const waiting = this.jobs.filter(({ state }) => state === 'waiting');
    const heldBack = new Set<unknown>();
    for (const ready of await this.#transform(waiting)) {
      const user = userOf(ready.job);
      if (heldBack.has(user)) continue;
      ready.job.attempts += 1;
      const { status, said } = 'request' in ready ? await this.#deliver(ready) : ready;
      settle(ready.job, status, said);
      if (ready.job.state === 'waiting') heldBack.add(user);
    }
  }

  async #transform(jobs: readonly Job[]): Promise<Ready[]> {
    const inputs = jobs.map((job) => this.#input(job));
    if (this.#way.transformBy === 'processor') {
      return inputs.map((input, at) => processOne(input, jobs[at] as Job));
    }
    const outputs = await processRouterDest(overJson(inputs));
    refuseBreaches(breachesOfRouter(inputs, outputs));
    return overJson(outputs).map((item): Ready => {
      const [metadata] = item.metadata;
      const job = jobs.find(({ jobId }) => jobId === metadata?.jobId) as Job;
      return 'batchedRequest' in item
        ? { job, request: item.batchedRequest, metadata: metadata as RudderMetadata }
        : { job, status: item.statusCode, said: item.error };
    });
  }

  async #deliver({ request, metadata, job }: Extract<Ready, { request: unknown }>): Promise<Said> {
    if (this.#way.deliverBy === 'server') return send(request);
    const jobs: ProxyMetadata[] = [
      {
        jobId: metadata.jobId,
        attemptNum: job.attempts,
        userId: metadata.userId ?? '',
        destinationId: metadata.destinationId ?? '',
        workspaceId: metadata.workspaceId ?? '',
        secret: metadata.secret ?? null,
        // What comes of the router's transformation only: the server keeps no more of the processor's.
        ...(metadata.destInfo === undefined ? {} : { destInfo: metadata.destInfo }),
        dontBatch: false,
      },
    ];
    const handler = new networkHandler();
    const given = overJson({ ...request, metadata: jobs, destinationConfig: this.#destination.Config });
    const answer = handler.responseHandler({
      destinationResponse: handler.processAxiosResponse(await handler.proxy(given)),
      rudderJobMetadata: given.metadata,
      destType: 'intercom_events',
      destinationRequest: given,
    });
    refuseBreaches(breachesOfProxy(jobs, answer));
    const [state] = overJson(answer).response;
    return { status: state?.statusCode ?? 500, said: state?.error ?? '' };
  }

  #input({ jobId, message, attempts }: Job): TransformInput {
    const metadata = {
      jobId,
      userId: 'u',
      sourceId: 's',
      destinationId: this.#destination.ID,
      workspaceId: 'w',
      attemptNum: attempts,
      ...(this.#secret === undefined ? {} : { secret: this.#secret }),
    };
    return { message, metadata, destination: this.#destination } as TransformInput;
  }
}

interface Said {
  readonly status: number;
  readonly said: string;
}

type Ready =
  | { readonly job: Job; readonly request: DeliveryRequest; readonly metadata: RudderMetadata }
  | ({ readonly job: Job } & Said);

/** As the transformer does: an error of the library's has a status, any other is 500. */
function processOne(input: TransformInput, job: Job): Ready {
  let request: DeliveryRequest;
  try {
    request = process(input);
  } catch (error) {
    const status = error instanceof BaseError ? error.status : 500;
    return { job, status, said: (error as Error).message };
  }
  refuseBreaches(breachesOfProcess(input, request));
  return { job, request: overJson(request), metadata: input.metadata };
}

/** Source: rudder-server, `router/network.go`: no answer is a 504. */
async function send({ endpoint, method, headers, params, files, body }: DeliveryRequest): Promise<Said> {
  if (Object.keys({ ...params, ...files }).length > 0)
    throw new Error('The server would send something else.');
  try {
    const response = await fetch(endpoint, {
      method,
      headers: { ...headers, 'User-Agent': 'RudderLabs' },
      body: JSON.stringify(body.JSON),
    });
    return { status: response.status, said: await response.text() };
  } catch (error) {
    return { status: 504, said: String(error) };
  }
}

function settle(job: Job, status: number, said: string): void {
  job.status = status;
  job.said = said;
  const isRetried = status === 429 || status === 408 || status >= 500;
  if (isRetried) return;
  job.state = status === 298 ? 'filtered' : status >= 200 && status < 300 ? 'delivered' : 'dropped';
}

function userOf({ message, jobId }: Job): unknown {
  return (message as { userId?: unknown }).userId ?? jobId;
}

function refuseBreaches(breaches: readonly string[]): void {
  if (breaches.length > 0) throw new Error(`The contract is broken: ${breaches.join(', ')}`);
}

function overJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
