import { defaultValues, type Preset } from '@segment/actions-core';
import { fields } from './track-event/fields';

/** What most people want to send, ready to be switched on. */
export const presets: Preset[] = [
  { name: 'Track Calls', subscribe: 'type = "track"' },
  {
    name: 'Order Events',
    subscribe: anyOf(['Order Completed', 'Order Updated', 'Order Refunded', 'Order Cancelled']),
  },
  {
    name: 'Sign-up and Subscription Events',
    subscribe: anyOf([
      'Signed Up',
      'Account Created',
      'Trial Started',
      'Trial Ended',
      'Subscription Started',
      'Subscription Updated',
      'Subscription Cancelled',
    ]),
  },
].map((preset) => ({
  ...preset,
  partnerAction: 'trackEvent',
  mapping: defaultValues(fields),
  type: 'automatic' as const,
}));

/** Order events: Segment's spec for e-commerce. Sign-up and trial events: its spec for B2B SaaS. */
function anyOf(events: readonly string[]): string {
  return `type = "track" and (${events.map((event) => `event = "${event}"`).join(' or ')})`;
}
