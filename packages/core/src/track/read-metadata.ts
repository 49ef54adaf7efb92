import type { Identifier } from '../call/identity';
import type { Note } from '../notes';
import { compileMetadataSettings } from '../settings/compile-metadata-settings';
import type { MetadataSettings } from '../settings/mapping-settings';
import type { TimeZone } from '../time-zone';
import { PropertyCache } from '../values/property-cache';
import { readProperties } from '../values/read-properties';
import type { Candidate } from '../values/value';
import { nameKeys } from './name-keys';
import { selectKeys } from './select-keys';
import type { TrackCall } from './track-call';

/** Compiles the settings into a reader of metadata, which gives what is sent, in the order in which it is sent. */
export function createMetadataReader(
  settings: MetadataSettings,
  timeZone: TimeZone,
): (call: TrackCall, identifiers: readonly Identifier[], notes: Note[]) => readonly Candidate[] {
  const compiled = compileMetadataSettings(settings, timeZone);
  const cache = new PropertyCache(compiled);
  return (call, identifiers, notes) => {
    const collected = readProperties(call, compiled, cache, notes);
    const candidates = hasEmail(collected) ? leaveOutIdentityEmail(collected, identifiers, notes) : collected;
    nameKeys(candidates, notes);
    return selectKeys(candidates, settings, notes);
  };
}

function hasEmail(candidates: readonly Candidate[]): boolean {
  for (const { property } of candidates) if (property.isEmail) return true;
  return false;
}

/** The address that names the contact is on the contact already; any other, an invitee's for example, stays. */
function leaveOutIdentityEmail(
  candidates: Candidate[],
  identifiers: readonly Identifier[],
  notes: Note[],
): Candidate[] {
  return candidates.filter(({ property, kind, value }) => {
    if (!property.isEmail || kind !== 'text' || typeof value !== 'string') return true;
    const email = value.trim().toLowerCase();
    if (!identifiers.some((identifier) => identifier.by === 'email' && identifier.value === email))
      return true;
    const detail = 'The contact is known by it already; left out.';
    notes.push({ code: 'email_is_identity', key: property.path, detail });
    return false;
  });
}
