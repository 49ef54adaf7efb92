import type { DataEvent, Identity } from '@intercom-destination/core';
import type { Overlaps } from '../overlaps/overlaps';
import type { Dump } from '../reading/dump';
import { identifierKey } from '../reading/identifier-key';
import type { SampledContact } from './join-people';

/**
 * A call that names a sampled contact: its position, event name as sent, second as sent, and which of the contact's
 * identifiers it has, the strongest first. It need not go to that contact: a stronger one may be somebody else's.
 */
export type SampledCall = readonly [
  position: number,
  name: string,
  second: number,
  identifiers: readonly number[],
];

/** What is known of one contact's calls; `undefined`: there are too many to be kept. */
export type GatheredCalls = readonly SampledCall[] | undefined;

const CALLS_OF_A_CONTACT_MAX = 5_000;

/** Reads the dump for the calls of the contacts, by whatever identifier, in the order of the contacts given. */
export async function gatherCalls(
  contacts: readonly Pick<SampledContact, 'identifiers'>[],
  options: {
    readonly dump: Dump;
    readonly overlaps: Overlaps;
    readonly onProgress: (calls: number) => void;
    readonly signal: AbortSignal;
  },
): Promise<GatheredCalls[]> {
  const { dump, overlaps, onProgress, signal } = options;
  const index = indexIdentifiers(contacts);
  const gathered = contacts.map((): SampledCall[] | undefined => []);
  let read = 0;
  for await (const batch of dump.read()) {
    for (const source of batch) {
      const fate = dump.decideFate(source);
      if (fate.kind !== 'to_deliver') continue;
      const second = secondAsSent(source.position, fate.mapped.dataEvent, overlaps);
      if (second === undefined) continue;
      const { dataEvent, identity } = fate.mapped;
      for (const [contact, own] of contactsOf(identity, index)) {
        const calls = gathered[contact];
        calls?.push([source.position, dataEvent.event_name, second, own]);
        if (calls !== undefined && calls.length > CALLS_OF_A_CONTACT_MAX) gathered[contact] = undefined;
      }
    }
    read += batch.length;
    onProgress(read);
    signal.throwIfAborted();
  }
  return gathered;
}

/** Which contact has an identifier, and where in its list; an email may be of several. */
type IdentifierIndex = ReadonlyMap<string, readonly { readonly contact: number; readonly at: number }[]>;

function indexIdentifiers(contacts: readonly Pick<SampledContact, 'identifiers'>[]): IdentifierIndex {
  const index = new Map<string, { contact: number; at: number }[]>();
  for (const [contact, { identifiers }] of contacts.entries()) {
    for (const [at, identifier] of identifiers.entries()) {
      const key = identifierKey(identifier);
      index.set(key, [...(index.get(key) ?? []), { contact, at }]);
    }
  }
  return index;
}

/** The contacts that a call names, each with which of its identifiers the call has. */
function contactsOf(identity: Identity, index: IdentifierIndex): ReadonlyMap<number, number[]> {
  const own = new Map<number, number[]>();
  for (const identifier of [identity, ...identity.fallbacks]) {
    for (const { contact, at } of index.get(identifierKey(identifier)) ?? []) {
      const known = own.get(contact);
      if (known === undefined) own.set(contact, [at]);
      else known.push(at);
    }
  }
  return own;
}

/** `undefined`: it is not sent. */
function secondAsSent(
  position: number,
  { created_at: second }: DataEvent,
  overlaps: Overlaps,
): number | undefined {
  const overlap = overlaps.at(position);
  if (overlap?.kind === 'duplicate' || overlap?.kind === 'dropped') return undefined;
  return second + (overlap?.kind === 'shifted' ? overlap.seconds : 0);
}
