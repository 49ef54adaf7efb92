import type { TrackCallMapper } from '@intercom-destination/core';

/** How the event names of a backfill relate to those of live calls. */
export type NamePolicy = { readonly kind: 'same' } | { readonly kind: 'prefix'; readonly prefix: string };

export const NAME_POLICY_FORMS = 'same, or prefix: with a text behind it, such as "prefix:Imported "';

/** Reads `same` or `prefix:<text>`; `undefined`: it is neither. */
export function parseNamePolicy(text: string): NamePolicy | undefined {
  if (text === 'same') return { kind: 'same' };
  if (!text.startsWith('prefix:')) return undefined;
  // What Intercom would make of it anyway.
  const prefix = text.slice('prefix:'.length).trimStart().replaceAll(/[.$]/g, '-');
  return prefix === '' || /\p{Surrogate}/u.test(prefix) ? undefined : { kind: 'prefix', prefix };
}

export function writeNamePolicy(policy: NamePolicy): string {
  return policy.kind === 'same' ? 'same' : `prefix:${policy.prefix}`;
}

/** An event name as the backfill sends it. */
export function applyNamePolicy(name: string, policy: NamePolicy): string {
  return policy.kind === 'same' ? name : `${policy.prefix}${name}`;
}

/** The mapper with the names that the backfill gives its events. */
export function withNames(mapTrackCall: TrackCallMapper, policy: NamePolicy): TrackCallMapper {
  if (policy.kind === 'same') return mapTrackCall;
  return (call) => {
    const mapped = mapTrackCall(call);
    if (!mapped.ok) return mapped;
    const { dataEvent } = mapped;
    return {
      ...mapped,
      dataEvent: { ...dataEvent, event_name: applyNamePolicy(dataEvent.event_name, policy) },
    };
  };
}
