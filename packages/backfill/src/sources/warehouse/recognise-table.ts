import type { ColumnMapping, ColumnPreset } from './column-mapping';

/** A preset whose columns a table or a JSON object has, other than a warehouse's; `undefined`: it is none of them. */
export function recognisePreset(names: readonly string[]): Exclude<ColumnPreset, 'warehouse'> | undefined {
  const lower = new Set(names.map((name) => name.trim().toLowerCase()));
  const hasOne = (...wanted: readonly string[]) => wanted.some((name) => lower.has(name));
  if (lower.has('event_text')) return undefined;
  if (lower.has('event_name') && lower.has('created_at') && hasOne('user_id', 'email', 'id'))
    return 'intercom';
  if (!lower.has('event')) return undefined;
  if (lower.has('message_id') && hasOne('user_id', 'anonymous_id')) return 'fivetran';
  return hasOne('action', 'type') && hasOne('userid', 'anonymousid') ? 'segment-import' : undefined;
}

/** What tables of pages, screens, groups and aliases have, and no event. */
const OTHER_COLUMNS = ['url', 'path', 'referrer', 'group_id', 'previous_id'];
/** Columns that the hosts write into every table of theirs. */
const HOSTS_COLUMNS = ['received_at', 'uuid_ts', 'context_library_name'];

/** Why a table's events cannot be found, as a sentence that goes on from the file's name. */
export function describeWrongTable(columns: readonly string[], mapping: ColumnMapping | undefined): string {
  if (mapping?.preset !== undefined && mapping.preset !== 'warehouse') {
    return `has no column for the name of the event, as the preset ${mapping.preset} has it`;
  }
  const preset = recognisePreset(columns);
  if (preset !== undefined) {
    return `has no column event_text, but the columns of the preset ${preset}: put "columns: ${preset}" into the mapping file (--mapping)`;
  }
  const lower = columns.map((name) => name.toLowerCase());
  const mayHaveEvent = lower.some((name) => /event|action/.test(name));
  const has = (names: readonly string[]) => names.some((name) => lower.includes(name));
  return !mayHaveEvent && (has(OTHER_COLUMNS) || has(HOSTS_COLUMNS))
    ? 'has no column event_text: only tables of track calls can be read, not identifies, pages or users'
    : 'has no column event_text; "columns" in the mapping file (--mapping) says which of its columns is the event';
}
