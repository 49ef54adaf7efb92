import type {
  DeadLetterReason,
  MappingSettings,
  MissingContact,
  MissingContactPolicy,
} from '@intercom-destination/core';

/** An adapter in its host's runtime, which sends to whatever address it is given. */
export interface HostAdapter {
  /** Whether an anonymous id names the person. */
  readonly sendAnonymousId: boolean;
  /** Hands over one call, and gives what the host is told of it. Rejects with `CannotRun` on a setting that cannot be. */
  send(call: HostCall, to: RelayAddress): Promise<HostVerdict>;
  close(): void;
}

/** A track call as its host would have it. */
export type HostCall = Readonly<Record<string, unknown>>;

/** What stands in for Intercom: the adapter's base URL and token. */
export interface RelayAddress {
  readonly baseUrl: string;
  readonly token: string;
}

/** How the host would go on. */
export type HostVerdict =
  | { readonly kind: 'accepted' }
  /** The host tries again. */
  | { readonly kind: 'retryable' }
  /** The host drops the call. `code` is the host's own name for it. */
  | { readonly kind: 'dropped'; readonly reason: DeadLetterReason; readonly code: string | undefined };

/** What an adapter is set to. */
export interface AdapterSettings {
  readonly mapping: MappingSettings;
  readonly missingContact: MissingContact;
}

/** What the hosts' forms offer. Who is left for later is asked for again by the run, not by the host. */
export function missingContactOf({
  missingContact,
}: AdapterSettings): MissingContactPolicy['missingContact'] {
  return missingContact === 'create_user' ? 'create_user' : 'give_up';
}
