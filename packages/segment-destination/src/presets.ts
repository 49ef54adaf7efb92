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
 * What most people want to send, ready to be switched on; together all track calls. Each call matches one of them, since
 * Segment switches all of them on at once and would send what matches two twice.
 */
export const presets: Preset[] = [
  { name: 'Order Events', subscribe: anyOf(ORDER_EVENTS) },
  { name: 'Sign-up and Subscription Events', subscribe: anyOf(SIGN_UP_EVENTS) },
  { name: 'All Other Track Calls', subscribe: noneOf([...ORDER_EVENTS, ...SIGN_UP_EVENTS]) },
].map((preset) => ({
  ...preset,
  partnerAction: 'trackEvent',
  mapping: defaultValues(fields),
  type: 'automatic' as const,
}));

function anyOf(events: readonly string[]): string {
  return `type = "track" and (${events.map((event) => `event = "${event}"`).join(' or ')})`;
}

/** A call without a name is none of them either. */
function noneOf(events: readonly string[]): string {
  return ['type = "track"', ...events.map((event) => `event != "${event}"`)].join(' and ');
}
