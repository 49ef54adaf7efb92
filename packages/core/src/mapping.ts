export { isIdentifierType } from './call/identity';
export type { FoundIdentifier, Identifier, Identity } from './call/identity';
export { openTexts } from './call/open-texts';
export { createOptOutTest, isOff } from './call/opt-out';
export { toIdentifierText } from './call/read-identifier';
export type { DataEvent, IdentifierKind, UnixSeconds, WireMetadata, WireValue } from './data-event';
export { isoCurrencies, isoExponent } from './iso-4217';
export { asObject, type JsonObject } from './json-object';
export { CALLS_PER_WINDOW_DEFAULT, EVENT_NAMES_MAX, EVENTS_LISTED_DAYS, RATE_WINDOW_MS } from './limits';
export { MAPPING_VERSION } from './mapping-version';
export type { Note, NoteCode } from './notes';
export { DEFAULT_MAPPING_SETTINGS, readMappingSettings } from './settings/guard';
export { mappingSettingsSchema } from './settings/json-schema';
export type {
  EmailSource,
  EventRule,
  EventRules,
  MappingSettings,
  MetadataSettings,
  PropertyType,
} from './settings/mapping-settings';
export type { SettingRow } from './settings/row';
export { SettingsError } from './settings/settings-error';
export { MAPPING_SETTINGS, METADATA_SETTINGS } from './settings/table';
export { compileEventPattern } from './track/event-name';
export {
  explainTrackCall,
  type Explanation,
  type PropertyFate,
  type SentKey,
} from './track/explain-track-call';
export { createMapper, type Mapped, type TrackCallMapper } from './track/map-track-call';
export type { Refusal, RefusalCode } from './track/refusal';
export type { TrackCall } from './track/track-call';
