import type { FoundIdentifier } from '../call/identity';
import { openTexts } from '../call/open-texts';
import type { WireValue } from '../data-event';
import { asObject, ownValue, type JsonObject } from '../json-object';
import { KEY_LENGTH_MAX, NESTING_DEPTH_MAX } from '../limits';
import type { Note, NoteCode } from '../notes';
import { readMappingSettings } from '../settings/guard';
import type { MappingSettings } from '../settings/mapping-settings';
import type { ValueKind } from '../values/value';
import { compileMapping, type Finding } from './compile-mapping';
import type { Mapped } from './map-track-call';

/** A metadata key that a property became. A list may become two: its count and its names. */
export interface SentKey {
  readonly key: string;
  readonly kind: ValueKind;
  readonly value: WireValue;
}

/** What became of one property, and why. */
export interface PropertyFate {
  /** Where the call has it, such as `address.city`. */
  readonly path: string;
  /** `opened`: an object whose own properties have their fates. */
  readonly fate: 'sent' | 'opened' | 'left_out';
  readonly became: readonly SentKey[];
  readonly notes: readonly { readonly code: NoteCode; readonly detail: string }[];
}

/** What the mapper gives, and how it came to it. */
export type Explanation = Mapped & {
  /** Every identifier found, with its place in the call; the first is sent. */
  readonly identifiers: readonly FoundIdentifier[];
  /** Notes about the call itself: its name, identity and time. */
  readonly callNotes: readonly Note[];
  /** Every property, in the order in which the call was read. */
  readonly properties: readonly PropertyFate[];
};

/**
 * Maps one call and tells the fate of each of its properties. For people; `createMapper` is the fast way.
 *
 * @example
 * ```ts
 * import { explainTrackCall } from '@intercom-destination/core';
 *
 * const call = { event: 'Plan Upgraded', userId: 'u1', timestamp: '2026-01-01T00:00:00Z' };
 * const explanation = explainTrackCall({ ...call, properties: { plan: 'pro', coupon: '', seats: ['a1', 'b2'] } });
 * for (const { path, fate, notes } of explanation.properties) {
 *   console.log(path, fate, notes.map(({ detail }) => detail));
 * }
 * // plan sent []
 * // coupon left_out [ 'Empty, or a word for nothing such as null.' ]
 * // seats sent [ 'A list; sent as one text.' ]
 * ```
 */
export function explainTrackCall(call: unknown, settings: Partial<MappingSettings> = {}): Explanation {
  const finding = compileMapping(readMappingSettings(settings))(call);
  if (!finding.ok) {
    return {
      ok: false,
      refusal: finding.refusal,
      identifiers: [],
      callNotes: finding.notes,
      properties: [],
    };
  }
  const { dataEvent, identity, identifiers, notes, callNotes } = finding;
  return {
    ok: true,
    dataEvent,
    identity,
    notes,
    identifiers,
    callNotes: notes.slice(0, callNotes),
    properties: inOrderOfCall(listFates(finding), openTexts(call)),
  };
}

function listFates({ sent, notes, callNotes }: Extract<Finding, { ok: true }>): PropertyFate[] {
  const fates = new Map<string, { became: SentKey[]; notes: { code: NoteCode; detail: string }[] }>();
  const fateOf = (path: string) => {
    const fate = fates.get(path) ?? { became: [], notes: [] };
    fates.set(path, fate);
    return fate;
  };
  for (const { code, key, detail } of notes.slice(callNotes)) fateOf(key).notes.push({ code, detail });
  for (const { property, key, kind, value } of sent) {
    fateOf(property.path).became.push({ key: key.legal, kind, value });
  }
  return [...fates].map(([path, { became, notes: own }]) => ({
    path,
    fate: became.length > 0 ? 'sent' : own.some(({ code }) => code === 'flattened') ? 'opened' : 'left_out',
    became,
    notes: own,
  }));
}

/** As a reader of the call meets them; what `addKeys` brought comes last. */
function inOrderOfCall(fates: readonly PropertyFate[], call: unknown): PropertyFate[] {
  const positions = new Map<string, number>();
  const visit = (object: JsonObject | undefined, prefix: string, depth: number) => {
    if (object === undefined || depth === NESTING_DEPTH_MAX) return;
    for (const [key, value] of Object.entries(object)) {
      const path = prefix + key;
      positions.set(path, positions.size);
      if (key.length <= KEY_LENGTH_MAX) visit(asObject(value), `${path}.`, depth + 1);
    }
  };
  visit(asObject(ownValue(asObject(call), 'properties')), '', 0);
  const positionOf = ({ path }: PropertyFate) => positions.get(path) ?? positions.size;
  return [...fates].sort((a, b) => positionOf(a) - positionOf(b));
}
