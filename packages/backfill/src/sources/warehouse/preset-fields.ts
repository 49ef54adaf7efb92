import type { CallField, ColumnMapping, ColumnPreset } from './column-mapping';

type Fields = Readonly<Partial<Record<CallField, string>>>;

const WAREHOUSE: Fields = {
  event: 'event_text',
  messageId: 'id',
  userId: 'user_id',
  anonymousId: 'anonymous_id',
  time: 'timestamp',
  originalTimestamp: 'original_timestamp',
  sentAt: 'sent_at',
  receivedAt: 'received_at',
  email: 'context_traits_email',
};

/** Source: Fivetran's docs, "Segment", and its release notes of November 2020 for `properties_`. */
const FIVETRAN: Fields = { ...WAREHOUSE, event: 'event', messageId: 'message_id', type: 'type' };

/** Source: Intercom's REST reference, "Submit a data event". */
const INTERCOM: Fields = {
  event: 'event_name',
  time: 'created_at',
  userId: 'user_id',
  email: 'email',
  contactId: 'id',
};

/** Where a preset has the parts of a call. `undefined`: there is no preset. */
export function presetFields(preset: ColumnPreset | undefined): Fields {
  switch (preset) {
    case 'warehouse':
      return WAREHOUSE;
    case 'fivetran':
      return FIVETRAN;
    case 'intercom':
      return INTERCOM;
    // Its columns are named by the parts of the call themselves.
    case 'segment-import':
    case undefined:
      return {};
    default:
      return preset satisfies never;
  }
}

/** Tells the columns that say who, what or when, whose bytes are text even where their type does not say so. */
export function columnsOfTheCall(mapping: ColumnMapping | undefined): (column: string) => boolean {
  const fields = {
    ...presetFields(mapping === undefined ? 'warehouse' : mapping.preset),
    ...mapping?.fields,
  };
  const columns = new Set(Object.values(fields).map((path) => path.toLowerCase()));
  return (column) => {
    const lower = column.trim().toLowerCase();
    return columns.has(lower) || lower.startsWith('context_consent_');
  };
}
