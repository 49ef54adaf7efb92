import {
  readSubmission,
  readWorkspaceOf,
  SettingsError,
  type DataEvent,
  type Identity,
  type TrackCall,
  type Workspace,
} from '@intercom-destination/core';
import { readConfig, type CompiledConfig } from './config/read-config';
import { readDestInfo } from './dest-info';
import type { ProxyMetadata, ProxyRequest } from './rudder-types';

/** A request come back to be delivered. */
export interface Proxied {
  readonly workspace: Workspace;
  readonly dataEvent: DataEvent;
  readonly identity: Identity;
  readonly missingContact: CompiledConfig['missingContact'];
  /** As much of the call as tells whether a missing contact may still come. */
  readonly call: TrackCall;
}

/**
 * The workspace is the one that the request was made for. Throws a `TypeError` on a request of another make, which
 * names what is wrong and holds no value.
 */
export function readProxyRequest(request: ProxyRequest): Proxied {
  const { endpoint, headers, body, metadata, destinationConfig } = request as Partial<ProxyRequest>;
  const workspace = readWorkspaceOf({ url: String(endpoint), headers: headers ?? {} });
  if (workspace === undefined) throw new TypeError('The request does not submit an event to Intercom.');
  const dataEvent = body?.JSON as unknown as DataEvent;
  const [job] = Array.isArray(metadata) ? (metadata as readonly ProxyMetadata[]) : [];
  const { fallbacks = [], receivedAt, anonymous } = readDestInfo(job?.destInfo);
  const identity = { ...readSubmission(dataEvent), fallbacks };
  return {
    workspace,
    dataEvent,
    identity,
    missingContact: readPolicy(job, destinationConfig),
    call: {
      receivedAt,
      timestamp: dataEvent.created_at,
      ...(anonymous === true ? { anonymousId: userIdOf(identity) } : {}),
    },
  };
}

/** As the form says. */
const DEFAULT_POLICY: CompiledConfig['missingContact'] = { missingContact: 'retry', retryForMs: 600_000 };

/** Under settings that cannot be read any more the request is delivered all the same: it was made under good ones. */
function readPolicy(
  job: ProxyMetadata | undefined,
  Config: ProxyRequest['destinationConfig'],
): CompiledConfig['missingContact'] {
  try {
    const ID = job?.destinationId ?? '';
    return readConfig({ ID, Config: Config ?? {} }, job?.secret ?? undefined).missingContact;
  } catch (error) {
    if (error instanceof SettingsError) return DEFAULT_POLICY;
    throw error;
  }
}

function userIdOf(identity: Identity): string | undefined {
  return [identity, ...identity.fallbacks].find(({ by }) => by === 'user_id')?.value;
}
