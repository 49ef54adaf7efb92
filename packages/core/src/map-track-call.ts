import type { DataEvent, UnixSeconds } from './data-event';
import { createNameReader } from './event-name';
import { createIdentityReader, type Identity } from './identity';
import type { EventRule, MappingSettings } from './mapping-settings';
import { createKeyLegaliser, createKeyReader } from './metadata/keys';
import { createMetadataMapper } from './metadata/map-metadata';
import type { Note } from './notes';
import { refusal, type Refusal } from './refusal';
import { readMappingSettings } from './settings/guard';
import { findTimestamp } from './timestamp';
import { asObject, ownValue, type TrackCall } from './track-call';

/** What became of a call: a data event, or the reason why there is none. */
export type Mapped =
  | {
      readonly ok: true;
      readonly dataEvent: DataEvent;
      readonly identity: Identity;
      readonly notes: readonly Note[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

export type TrackCallMapper = (call: unknown) => Mapped;

/**
 * Checks and compiles the settings once and returns the mapper. Throws `SettingsError` on a bad one. The mapper is pure: any JSON value gives a result,
 * never an exception; the same call always gives the same result; the call is not changed and shares nothing with it.
 */
export function createMapper(settings: Partial<MappingSettings> = {}): TrackCallMapper {
  const complete = readMappingSettings(settings);
  const readName = createNameReader(complete);
  const readIdentity = createIdentityReader(complete);
  const memory = { factsOf: createKeyReader(), legalKeyOf: createKeyLegaliser() };
  const mapMetadata = createMetadataMapper(complete, memory);
  const mapMetadataByRule = new Map(
    complete.events.rules.map((rule: EventRule) => [
      rule,
      rule.metadata === undefined
        ? mapMetadata
        : createMetadataMapper({ ...complete, ...rule.metadata }, memory),
    ]),
  );

  return (input) => {
    const call: TrackCall | undefined = asObject(input);
    if (call === undefined || !isTrack(ownValue(call, 'type'))) return refuse('not_a_track_call');

    const notes: Note[] = [];
    const event = ownValue(call, 'event');
    const name = readName(event);
    if (name === undefined) return refuse('no_event_name');
    if (name.action === 'skip') return refuse('skipped_by_rule');
    if (name.name !== event) {
      notes.push({
        code: 'name_changed',
        key: 'event',
        detail: 'Trimmed, renamed, or changed where Intercom allows no such character.',
      });
    }
    const identity = readIdentity(call, notes);
    if (identity === undefined) return refuse('no_contact');
    const createdAt = findTimestamp(call, notes);
    if (createdAt === undefined) return refuse('no_timestamp');

    const mapEventMetadata = name.rule === undefined ? mapMetadata : mapMetadataByRule.get(name.rule);
    const metadata = (mapEventMetadata ?? mapMetadata)(call, emailsOf(identity), notes);
    return { ok: true, dataEvent: toDataEvent(name.name, createdAt, identity, metadata), identity, notes };
  };
}

function refuse(code: Refusal['code']): Mapped {
  return { ok: false, refusal: refusal(code) };
}

function isTrack(type: unknown): boolean {
  return type === undefined || type === null || (typeof type === 'string' && type.toLowerCase() === 'track');
}

function emailsOf(identity: Identity): string[] {
  return [identity, ...identity.fallbacks].filter(({ by }) => by === 'email').map(({ value }) => value);
}

function toDataEvent(
  eventName: string,
  createdAt: UnixSeconds,
  identity: Identity,
  metadata: DataEvent['metadata'],
): DataEvent {
  const { by, value } = identity;
  const event: DataEvent =
    by === 'id'
      ? { event_name: eventName, created_at: createdAt, id: value }
      : by === 'user_id'
        ? { event_name: eventName, created_at: createdAt, user_id: value }
        : { event_name: eventName, created_at: createdAt, email: value };
  return metadata === undefined ? event : { ...event, metadata };
}
