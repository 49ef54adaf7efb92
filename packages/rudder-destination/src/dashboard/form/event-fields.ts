import type { FormField, Option } from './form-field';

const ACTIONS: readonly Option[] = [
  { label: 'Send', value: 'send' },
  { label: 'Skip', value: 'skip' },
];

/** Core's event rules: what becomes of the others, and the rules, but for the metadata settings of a rule. */
export const EVENT_FIELDS: readonly FormField[] = [
  {
    kind: 'choice',
    key: 'unlistedEvents',
    label: 'Unlisted events',
    note: 'What becomes of events that no event rule matches.',
    options: ACTIONS,
    default: 'send',
  },
  {
    kind: 'rows',
    key: 'eventRules',
    label: 'Event rules',
    note: 'Which events are sent or skipped, and under what name. The first rule that matches wins. A match is a name or a pattern with *, compared without case. Rules that change metadata settings too have their place in the settings file.',
    columns: [
      {
        kind: 'text',
        key: 'match',
        label: 'Event',
        note: 'The name of the event as it is sent to RudderStack, or a pattern with *.',
        placeholder: 'e.g. Order *',
      },
      {
        kind: 'choice',
        key: 'action',
        label: 'Action',
        note: 'Whether such events are sent to Intercom.',
        options: ACTIONS,
        default: 'send',
      },
      {
        kind: 'text',
        key: 'name',
        label: 'Send as',
        note: 'The name that Intercom gets. Blank: the name that the event has.',
        placeholder: 'e.g. order-completed',
      },
    ],
  },
];
