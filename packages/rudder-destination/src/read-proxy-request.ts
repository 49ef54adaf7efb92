import {
  asObject,
  readMissingContactPolicy,
  readSubmission,
  readWorkspaceOf,
  SettingsError,
  type DataEvent,
  type Identity,
  type MissingContactPolicy,
  type TrackCall,
  type Workspace,
} from '@intercom-destination/core';
import { readConfig } from './config/read-config';
import { readDestInfo } from './dest-info';
import type { ProxyMetadata } from './rudder-types';

/** A request come back to be delivered. */
export interface Proxied {
  readonly workspace: Workspace;
  readonly dataEvent: DataEvent;
  readonly identity: Identity;
  readonly missingContact: MissingContactPolicy;
  /** As much of the call as tells whether a missing contact may still come. */
  readonly call: TrackCall;
}

/** The request is of another make. The message names what is wrong and holds no value. */
export class ForeignRequestError extends Error {
  override readonly name = 'ForeignRequestError';
}

/** The workspace is the one that the request was made for. Throws `ForeignRequestError` on a request of another make. */
export function readProxyRequest(request: unknown): Proxied {
  const { endpoint, headers, body, metadata, destinationConfig } = asObject(request) ?? {};
  const texts = (asObject(headers) ?? {}) as Readonly<Record<string, string>>;
  const workspace =
    typeof endpoint === 'string' ? readWorkspaceOf({ url: endpoint, headers: texts }) : undefined;
  if (workspace === undefined)
    throw new ForeignRequestError('The request does not submit an event to Intercom.');
  const dataEvent = asObject(body)?.['JSON'] as DataEvent;
  const job = (Array.isArray(metadata) ? metadata[0] : undefined) as ProxyMetadata | undefined;
  const { fallbacks = [], receivedAt, anonymous } = readDestInfo(job?.destInfo);
  const identity = { ...identityOf(dataEvent), fallbacks };
  return {
    workspace,
    dataEvent,
    identity,
    missingContact: readPolicy(job, asObject(destinationConfig) ?? {}),
    call: {
      receivedAt,
      ...(anonymous === true ? { anonymousId: userIdOf(identity) } : {}),
    },
  };
}

function identityOf(dataEvent: DataEvent): Identity {
  try {
    return readSubmission(dataEvent);
  } catch (error) {
    throw error instanceof TypeError ? new ForeignRequestError(error.message) : error;
  }
}

/** Under settings that cannot be read any more the request is delivered all the same: it was made under good ones. */
function readPolicy(
  job: ProxyMetadata | undefined,
  Config: Readonly<Record<string, unknown>>,
): MissingContactPolicy {
  try {
    const ID = job?.destinationId ?? '';
    return readConfig({ ID, Config }, job?.secret ?? undefined).missingContact;
  } catch (error) {
    if (error instanceof SettingsError) return readMissingContactPolicy({}, {});
    throw error;
  }
}

function userIdOf(identity: Identity): string | undefined {
  return [identity, ...identity.fallbacks].find(({ by }) => by === 'user_id')?.value;
}
