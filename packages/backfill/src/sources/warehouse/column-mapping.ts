/** Exports whose columns are known. */
export const COLUMN_PRESETS = ['warehouse', 'intercom', 'fivetran', 'segment-import'] as const;
export type ColumnPreset = (typeof COLUMN_PRESETS)[number];

/** Parts of a call that a column, or a path into one, may be. */
export const CALL_FIELDS = [
  'event',
  'userId',
  'anonymousId',
  'email',
  'contactId',
  'time',
  'messageId',
  'originalTimestamp',
  'sentAt',
  'receivedAt',
  'type',
] as const;
export type CallField = (typeof CALL_FIELDS)[number];

/** What the cells of a column are, where their looks do not tell. `date`: text, for the mapping to read. */
export const COLUMN_TYPES = ['text', 'number', 'boolean', 'date', 'json'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** `columns` of a mapping file: what the columns of a table are to a call. Without a preset, nothing is but what it says. */
export interface ColumnMapping {
  readonly preset?: ColumnPreset;
  readonly fields: Readonly<Partial<Record<CallField, string>>>;
  readonly properties?: PropertyColumns;
  /** By column. */
  readonly types: Readonly<Record<string, ColumnType>>;
}

/** `object`: the members of one column or path. `prefix`: columns that begin so, without it. `others`: what is not named. */
export type PropertyColumns =
  | { readonly kind: 'others' }
  | { readonly kind: 'object'; readonly path: string }
  | { readonly kind: 'prefix'; readonly prefix: string }
  | { readonly kind: 'list'; readonly paths: readonly string[] };
