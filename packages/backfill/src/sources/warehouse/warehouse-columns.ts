/**
 * Columns that both hosts write of their own accord. Sources: Segment's "Warehouse Schemas"; rudder-transformer,
 * src/warehouse/config and `getColumns`.
 */
const RESERVED = new Set([
  'id',
  'event',
  'event_text',
  'anonymous_id',
  'user_id',
  'timestamp',
  'original_timestamp',
  'sent_at',
  'received_at',
  'uuid',
  'uuid_ts',
  'loaded_at',
]);

/** RudderStack's alone: in a table of Segment's these are somebody's properties. */
const RESERVED_BY_RUDDERSTACK = new Set(['channel', 'record_id', 'rudder_event']);
const WRITTEN_BY_RUDDERSTACK = new Set([
  'context_source_id',
  'context_destination_id',
  'context_request_ip',
  'context_passed_ip',
]);

export function isReservedColumn(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}

export function isRudderStacksOwn(name: string): boolean {
  return RESERVED_BY_RUDDERSTACK.has(name.toLowerCase());
}

export function isWrittenByRudderStack(name: string): boolean {
  return WRITTEN_BY_RUDDERSTACK.has(name.toLowerCase());
}
