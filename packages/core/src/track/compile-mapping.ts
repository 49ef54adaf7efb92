import { createIdentifierFinder, toIdentity, type FoundIdentifier, type Identity } from '../call/identity';
import { createUnclearIntegrationNoter } from '../call/integration-names';
import { openCall } from '../call/open-call';
import { createTimestampFinder } from '../call/timestamp';
import type { DataEvent, UnixSeconds } from '../data-event';
import { asObject, ownValue } from '../json-object';
import { EVENT_NAME_LENGTH_MAX } from '../limits';
import type { Note } from '../notes';
import type { MappingSettings } from '../settings/mapping-settings';
import { createTimeZone } from '../time-zone';
import type { Candidate } from '../values/value';
import { createNameReader } from './event-name';
import { createMetadataReader } from './read-metadata';
import { refusal, refuseYear, type PlainRefusalCode, type Refusal } from './refusal';
import { toWireMetadata } from './to-wire-metadata';
import type { TrackCall } from './track-call';

/** Everything that mapping a call finds out; the mapper gives a part of it, an explanation all. */
export type Finding =
  | { readonly ok: false; readonly refusal: Refusal; readonly notes: readonly Note[] }
  | {
      readonly ok: true;
      readonly dataEvent: DataEvent;
      readonly identity: Identity;
      readonly identifiers: readonly FoundIdentifier[];
      readonly sent: readonly Candidate[];
      readonly notes: readonly Note[];
      /** How many of the notes are about the call itself; the others are about its properties. */
      readonly callNotes: number;
    };

/** Compiles checked settings into the whole way from a call to a data event. */
export function compileMapping(settings: MappingSettings): (input: unknown) => Finding {
  const readName = createNameReader(settings);
  const findIdentifiers = createIdentifierFinder(settings);
  const noteUnclearIntegrations = createUnclearIntegrationNoter(settings);
  const timeZone = createTimeZone(settings.timeZone);
  const findTimestamp = createTimestampFinder(settings, timeZone);
  const readMetadata = createMetadataReader(settings, timeZone);
  const metadataReaders = new Map(
    settings.events.rules.map((rule) => [
      rule,
      rule.metadata === undefined
        ? readMetadata
        : createMetadataReader({ ...settings, ...rule.metadata }, timeZone),
    ]),
  );

  return (input) => {
    const notes: Note[] = [];
    const given: TrackCall | undefined = asObject(input);
    if (given === undefined || !isTrack(ownValue(given, 'type'))) return refuse('not_a_track_call', notes);
    const event = ownValue(given, 'event');
    if (typeof event === 'string' && event.length > EVENT_NAME_LENGTH_MAX) {
      return refuse('event_name_too_long', notes);
    }
    const name = readName(event);
    if (name === undefined) return refuse('no_event_name', notes);
    if (name.action === 'skip') return refuse('skipped_by_rule', notes);
    if (name.name !== event) {
      const detail = 'Trimmed, renamed, or changed where Intercom allows no such character.';
      notes.push({ code: 'name_changed', key: 'event', detail });
    }
    const opened = openCall(given, notes);
    const { call, integrations } = opened;
    if (integrations !== undefined) noteUnclearIntegrations(integrations, notes);
    const { identifiers, isUnreadable } = findIdentifiers(opened, notes);
    const identity = toIdentity(identifiers);
    if (identity === undefined) return refuse(isUnreadable ? 'identifier_unreadable' : 'no_contact', notes);
    const createdAt = findTimestamp(call, notes);
    if (createdAt === undefined) return refuse('no_timestamp', notes);
    if (typeof createdAt === 'object') return { ok: false, refusal: refuseYear(createdAt), notes };

    const callNotes = notes.length;
    const readEventMetadata = (name.rule && metadataReaders.get(name.rule)) ?? readMetadata;
    const sent = readEventMetadata(call, identifiers, notes);
    const dataEvent = toDataEvent(name.name, createdAt, identity, toWireMetadata(sent));
    return { ok: true, dataEvent, identity, identifiers, sent, notes, callNotes };
  };
}

function refuse(code: PlainRefusalCode, notes: readonly Note[]): Finding {
  return { ok: false, refusal: refusal(code), notes };
}

function isTrack(type: unknown): boolean {
  return type === undefined || type === null || (typeof type === 'string' && type.toLowerCase() === 'track');
}

function toDataEvent(
  eventName: string,
  createdAt: UnixSeconds,
  { by, value }: Identity,
  metadata: DataEvent['metadata'],
): DataEvent {
  const dataEvent: { -readonly [Key in keyof DataEvent]: DataEvent[Key] } = {
    event_name: eventName,
    created_at: createdAt,
  };
  dataEvent[by] = value;
  if (metadata !== undefined) dataEvent.metadata = metadata;
  return dataEvent;
}
