import { asObject, describeReply } from '@intercom-destination/core';
import { deliverByProxy } from './deliver-by-proxy';
import { DELIVERED, errorTypeOf, isDone, toJobStatus, type JobStatus } from './job-status';
import type { ProxyAnswer, ProxyMetadata, ProxyRequest } from './rudder-types';
import { toStatTags } from './stat-tags';

/** An answer as RudderStack hands it from step to step. */
export interface DestinationResponse {
  readonly status: number;
  readonly response: unknown;
  readonly headers?: unknown;
}

/** What `responseHandler` is given. */
export interface ResponseParams {
  readonly destinationResponse: DestinationResponse;
  readonly rudderJobMetadata: ProxyMetadata | readonly ProxyMetadata[];
  readonly destType: string;
  readonly destinationRequest?: ProxyRequest;
}

/**
 * Delivery through RudderStack's transformer, version 1: it judges each answer and says of each job how it fared. Nothing
 * is thrown, and nothing but what Intercom has taken is called a success.
 */
export class NetworkHandler {
  /** The request in the form in which RudderStack's own client would send it, for its delivery test. */
  readonly prepareProxy = ({ endpoint, headers, method, params, body }: ProxyRequest) => ({
    endpoint,
    data: body.JSON,
    params,
    headers: { ...headers, 'User-Agent': 'RudderLabs' },
    method,
  });

  /** Delivers, with as many requests as it takes. */
  readonly proxy = async (request: ProxyRequest): Promise<ProxiedDelivery> =>
    new ProxiedDelivery(await deliverByProxy(request));

  /** What `proxy` gave, or an answer of RudderStack's own client, as `responseHandler` wants it. */
  readonly processAxiosResponse = (given: ProxiedDelivery | AxiosOutcome): DestinationResponse => {
    if (given instanceof ProxiedDelivery) return { status: given.ended.status, response: given };
    const { response } = given;
    const answer = given.success ? response : response?.response;
    // A failure of the network, DNS included, may pass.
    return { status: answer?.status ?? 500, response: answer?.data ?? '', headers: answer?.headers };
  };

  /** Says of each job how it fared. */
  readonly responseHandler = ({
    destinationResponse,
    rudderJobMetadata,
    destType,
    destinationRequest,
  }: ResponseParams): ProxyAnswer => {
    const { response } = destinationResponse;
    const ended =
      response instanceof ProxiedDelivery ? response.ended : judge(destinationResponse, destinationRequest);
    return toAnswer(ended, [rudderJobMetadata].flat(), destType);
  };
}

/** A delivery that is judged already. */
export class ProxiedDelivery {
  readonly ended: JobStatus;

  constructor(ended: JobStatus) {
    this.ended = ended;
  }
}

/** What RudderStack's own client gives: an answer, or an error that may hold one. */
export interface AxiosOutcome {
  readonly success: boolean;
  readonly response?: AxiosAnswer & { readonly response?: AxiosAnswer };
}

interface AxiosAnswer {
  readonly status?: number;
  readonly data?: unknown;
  readonly headers?: unknown;
}

/** Judges an answer of Intercom's to a request that somebody else has sent. */
function judge(
  { status, response, headers }: DestinationResponse,
  request: ProxyRequest | undefined,
): JobStatus {
  const body = typeof response === 'string' ? response : JSON.stringify(response ?? '');
  const { id, user_id, email } = asObject(asObject(request?.body)?.['JSON']) ?? {};
  const secrets = [id, user_id, email].filter((value) => typeof value === 'string');
  const location = asObject(headers)?.['location'];
  const reply = { status, body, headers: typeof location === 'string' ? { location } : {} };
  const failure = describeReply(reply, secrets, false);
  return failure === undefined ? DELIVERED : toJobStatus(failure);
}

function toAnswer(jobStatus: JobStatus, metadata: readonly ProxyMetadata[], destType: string): ProxyAnswer {
  const { status, message } = jobStatus;
  const answer = {
    status,
    message,
    response: metadata.map((job) => ({ statusCode: status, metadata: job, error: message })),
  };
  if (isDone(jobStatus)) return answer;
  const tags = { errorCategory: 'network', errorType: errorTypeOf(jobStatus) };
  const isConnected = metadata.some((job) => asObject(asObject(job)?.['secret']) !== undefined);
  return {
    ...answer,
    statTags: toStatTags(tags, 'dataDelivery', metadata[0] ?? {}, destType),
    // Intercom's tokens cannot be refreshed: the customer has to connect the account again.
    ...(jobStatus.isUnauthorised && isConnected ? { authErrorCategory: 'AUTH_STATUS_INACTIVE' } : {}),
  };
}
