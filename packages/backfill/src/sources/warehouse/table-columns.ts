import { SourceFault } from '../source-fault';

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

export interface TableColumns {
  /** Where each reserved column and each `context_…` one stands, by its name in lower case. */
  readonly known: ReadonlyMap<string, number>;
  /** All others, in their order. */
  readonly properties: readonly { readonly name: string; readonly index: number }[];
}

/** Tells a table's columns apart, or throws `SourceFault` where it is no table of track calls. */
export function readTableColumns(names: readonly string[]): TableColumns {
  const trimmed = names.map((name) => name.trim());
  requireDistinct(trimmed);
  // Snowflake writes every name in capitals.
  const isShouted = trimmed.every((name) => name === name.toUpperCase());
  const byRudderStack = trimmed.some((name) => WRITTEN_BY_RUDDERSTACK.has(name.toLowerCase()));
  const known = new Map<string, number>();
  const properties: { name: string; index: number }[] = [];
  trimmed.forEach((name, index) => {
    const lower = name.toLowerCase();
    const isOwn = byRudderStack && RESERVED_BY_RUDDERSTACK.has(lower);
    if (isReservedColumn(name) || isOwn || lower.startsWith('context_')) known.set(lower, index);
    else if (name !== '') properties.push({ name: isShouted ? lower : name, index });
  });
  if (!known.has('event_text')) {
    throw new SourceFault(
      'has no column event_text: only tables of track calls can be read, not identifies, pages or users',
    );
  }
  return { known, properties };
}

/** Whether a column's bytes are text even where its type does not say so: `event` itself is not read. */
export function isReadAsText(name: string): boolean {
  const lower = name.trim().toLowerCase();
  return READ_CONTEXT.test(lower) || (isReservedColumn(lower) && !NOT_READ.has(lower));
}

const NOT_READ = new Set(['event', 'uuid', 'uuid_ts', 'loaded_at']);
const READ_CONTEXT = /^context_(?:traits_email$|consent_)/;

/** Of two cells under one name one would be lost. Properties of events are told apart without regard to case. */
function requireDistinct(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const lower = name.toLowerCase();
    const other = seen.get(lower);
    if (other !== undefined && name !== '') {
      const both =
        other === name ? `two columns named ${name}` : `columns ${other} and ${name}, alike but for case`;
      throw new SourceFault(`has ${both}; give one of them another name`);
    }
    seen.set(lower, name);
  }
}

export function isReservedColumn(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}
