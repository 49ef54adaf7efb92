export type { DataEvent, IdentifierKind, UnixSeconds, WireMetadata, WireValue } from './data-event';
export type { Identifier, Identity } from './identity';
export { createMapper, type Mapped, type TrackCallMapper } from './map-track-call';
export {
  DEFAULT_MAPPING_SETTINGS,
  type EmailSource,
  type EventRule,
  type MappingSettings,
  type MetadataSettings,
  type PropertyType,
} from './mapping-settings';
export { MAPPING_VERSION } from './mapping-version';
export type { Note, NoteCode } from './notes';
export type { Refusal, RefusalCode } from './refusal';
export type { TrackCall } from './track-call';
