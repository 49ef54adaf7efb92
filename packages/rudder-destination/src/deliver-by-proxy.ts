import {
  contactMayCome,
  Deliverer,
  describeFailure,
  ImpatientSender,
  systemClock,
  withDeadline,
} from '@intercom-destination/core';
import { DELIVERED, toJobStatus, type JobStatus } from './job-status';
import { ForeignRequestError, readProxyRequest, type Proxied } from './read-proxy-request';
import type { ProxyRequest } from './rudder-types';
import { send } from './send';

/** The server itself waits ten seconds for an answer where it sends without the proxy. Source: rudder-server, `httpTimeout`. */
const REQUEST_TIMEOUT_MS = 10_000;
/** For all requests that one event may need. Ours: well within the minute that the transformer gives an answer. */
const TIME_BUDGET_MS = 30_000;

/**
 * Delivers a request with all that belongs to it: other identifiers, the search, making the contact. Never rejects; once
 * the time is over nothing more is asked of Intercom.
 */
export async function deliverByProxy(
  request: ProxyRequest,
  { budgetMs = TIME_BUDGET_MS, requestTimeoutMs = REQUEST_TIMEOUT_MS } = {},
): Promise<JobStatus> {
  let proxied: Proxied;
  try {
    proxied = readProxyRequest(request);
  } catch (error) {
    if (!(error instanceof ForeignRequestError)) return unforeseen(error);
    return { status: 400, message: error.message, isUnauthorised: false };
  }
  return withDeadline(budgetMs, undefined, (signal) => deliver(proxied, requestTimeoutMs, signal));
}

async function deliver(
  { workspace, dataEvent, identity, missingContact, call }: Proxied,
  requestTimeoutMs: number,
  signal: AbortSignal,
): Promise<JobStatus> {
  const environment = { workspace, http: send, clock: systemClock, random: Math.random };
  const sender = new ImpatientSender(environment, { requestTimeoutMs });
  const deliverer = new Deliverer(sender, { missingContact: missingContact.missingContact });
  try {
    const delivery = await deliverer.deliver({ dataEvent, identity }, signal);
    if (delivery.outcome === 'accepted') return DELIVERED;
    const mayCome = contactMayCome(call, { dataEvent, identity }, missingContact, Date.now());
    return toJobStatus(describeFailure(delivery, mayCome));
  } catch (error) {
    return signal.aborted ? NOT_IN_TIME : unforeseen(error);
  }
}

const NOT_IN_TIME: JobStatus = {
  status: 504,
  message: 'There was no time left to ask Intercom, so no event was stored in this try.',
  isUnauthorised: false,
};

/** Its message may quote the event, so it is not shown. */
function unforeseen(error: unknown): JobStatus {
  const name = error instanceof Error ? error.name : typeof error;
  return { status: 500, message: `Sending failed unexpectedly (${name}).`, isUnauthorised: false };
}
