import { defaultValues, type Preset } from '@segment/actions-core';
import { fields } from './track-event/fields';

/** Source: Segment's spec for e-commerce. */
const ORDER_EVENTS = ['Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled'];

/** Sign-up and trial events: Segment's spec for B2B SaaS. */
const SIGN_UP_EVENTS = [
  'Signed Up',
  'Account Created',
  'Trial Started',
  'Trial Ended',
  'Subscription Started',
  'Subscription Updated',
  'Subscription Cancelled',
];

/**
 * A row that a reverse-ETL source adds comes as a track call of this name, its columns as the properties. Source:
 * `retlAudienceMembership` in packages/core/src/audience-membership.ts of segmentio/action-destinations, 970a17ee8 of
 * 2026-08-21.
 */
const ADDED_ROW = 'new';

/** By field, the column of a row that it is read from. */
const COLUMNS = {
  event: 'event_name',
  timestamp: 'created_at',
  userId: 'user_id',
  email: 'email',
  contactId: 'contact_id',
};

/**
 * What most people want to send, ready to be switched on; together all track calls. Each call matches one of them, since
 * Segment switches all of them on at once and would send what matches two twice.
 */
export const presets: Preset[] = [
  { name: 'Order Events', subscribe: anyOf(ORDER_EVENTS) },
  { name: 'Sign-up and Subscription Events', subscribe: anyOf(SIGN_UP_EVENTS) },
  {
    name: 'Rows of a Warehouse (Reverse ETL)',
    subscribe: `type = "track" and event = "${ADDED_ROW}" and properties.${COLUMNS.event} != null`,
    mapping: mapColumns(),
  },
  {
    name: 'All Other Track Calls',
    subscribe: `${noneOf([...ORDER_EVENTS, ...SIGN_UP_EVENTS])} and (event != "${ADDED_ROW}" or properties.${COLUMNS.event} = null)`,
  },
].map((preset) => ({
  mapping: defaultValues(fields),
  ...preset,
  partnerAction: 'trackEvent',
  type: 'automatic' as const,
}));

function anyOf(events: readonly string[]): string {
  return `type = "track" and (${events.map((event) => `event = "${event}"`).join(' or ')})`;
}

/** A call without a name is none of them either. */
function noneOf(events: readonly string[]): string {
  return ['type = "track"', ...events.map((event) => `event != "${event}"`)].join(' and ');
}

/** The other columns are metadata. The time is the row's own: the call has that of the sync. */
function mapColumns(): ReturnType<typeof defaultValues> {
  const mapping = defaultValues(fields);
  for (const [field, column] of Object.entries(COLUMNS))
    mapping[field] = { '@path': `$.properties.${column}` };
  delete mapping['eventEmail'];
  delete mapping['externalIds'];
  return { ...mapping, dropKeys: Object.values(COLUMNS) };
}
