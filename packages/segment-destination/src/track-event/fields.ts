import type { InputField } from '@segment/actions-core';

/**
 * What of a call goes to core. Each field is text or an object without further rules: what Segment's schema refuses is
 * lost, and whether a value will do is core's question. Where
 * the call carries the value anyway, a field has a default only if people look for it in the form.
 */
export const fields: Record<string, InputField> = {
  event: {
    label: 'Event name',
    description: 'The name of the event in Intercom, which has room for 120 different ones.',
    type: 'string',
    default: { '@path': '$.event' },
  },
  timestamp: {
    label: 'Time',
    description:
      'When it happened. Without a readable time the event is refused: the present would be a guess.',
    type: 'string',
    default: { '@path': '$.timestamp' },
  },
  contactId: {
    label: 'Contact ID',
    description:
      "Intercom's own id of the contact. It is the only identifier that reaches every lead. Empty: it is read from the call.",
    type: 'string',
  },
  userId: {
    label: 'User ID',
    description: "Your id of the person, which is the contact's external id in Intercom.",
    type: 'string',
    default: { '@path': '$.userId' },
  },
  anonymousId: {
    label: 'Anonymous ID',
    description:
      'Used only if the setting Send anonymous id is on, and where there is no user id. Empty: it is read from the call.',
    type: 'string',
  },
  email: {
    label: 'Email',
    description:
      "The person's email. One that is none is passed over, and the event goes by another identifier. Empty: it is read from the call.",
    type: 'string',
  },
  metadata: {
    label: 'Metadata',
    description:
      'What to tell Intercom about the event. Money, dates, links, lists and nested objects become what Intercom shows as such; the settings say which ten keys stay.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'keyvalue',
    default: { '@path': '$.properties' },
  },
  messageId: {
    label: 'Message ID',
    description:
      'The id of the call, for what the setting Keys to add takes from it. Empty: it is read from the call.',
    type: 'string',
  },
  call: {
    label: 'Whole call',
    description:
      'The fields above overrule it, but for the metadata, which they replace. From it come further identifiers, the time of arrival, and what the setting Keys to add names. Leave it empty to send nothing but the fields above.',
    type: 'object',
    additionalProperties: true,
    default: { '@path': '$.' },
  },
  enable_batching: {
    label: 'Send in batches',
    description:
      'Whether Segment hands over events in batches. Each is one request to Intercom all the same.',
    type: 'boolean',
    default: true,
  },
  batch_size: {
    label: 'Batch size',
    description:
      'Events in a batch, at most. Each is a request of its own and Segment waits a few seconds, so more than 100 may not be sent in time; those are tried again.',
    type: 'number',
    default: 50,
    unsafe_hidden: true,
  },
  batch_keys: {
    label: 'Batch keys',
    description: 'The fields whose values the events of a batch share: none.',
    type: 'string',
    multiple: true,
    unsafe_hidden: true,
    default: [],
  },
};
