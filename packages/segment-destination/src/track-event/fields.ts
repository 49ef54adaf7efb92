import type { InputField } from '@segment/actions-core';
import { mappingFields } from './mapping-fields';

/**
 * All that is sent, and how it is mapped. What the mapping has no field for does not reach Intercom. What Segment's schema
 * refuses is lost, so no field has a format that core is more patient with.
 */
export const fields: Record<string, InputField> = {
  event: {
    label: 'Event name',
    description: 'The name of the event in Intercom. A workspace can have 120 different names.',
    type: 'string',
    required: true,
    default: { '@path': '$.event' },
  },
  timestamp: {
    label: 'Time',
    description:
      'When the event happened. An event without a readable time is refused: the present would be a guess.',
    type: 'string',
    required: true,
    default: { '@path': '$.timestamp' },
  },
  userId: {
    label: 'User ID',
    description: "Your ID of the person, which is the contact's external ID in Intercom.",
    type: 'string',
    category: 'identifier',
    default: { '@path': '$.userId' },
  },
  email: {
    label: 'Email',
    description:
      "The person's email, used to find contacts without a user ID. An invalid address is passed over.",
    type: 'string',
    category: 'identifier',
    default: { '@path': '$.context.traits.email' },
  },
  eventEmail: {
    label: 'Fallback email',
    description:
      "An email in the event's properties often belongs to somebody else, such as an invited friend, so it is used only when all other identifiers are empty. Clear this field to never use it.",
    type: 'string',
    category: 'identifier',
    default: { '@path': '$.properties.email' },
  },
  contactId: {
    label: 'Contact ID',
    description:
      "Intercom's own ID of the contact. It is the only identifier that works for every lead, and takes precedence over the others.",
    type: 'string',
    category: 'identifier',
    default: { '@path': '$.integrations.Intercom.id' },
  },
  externalIds: {
    label: 'External IDs',
    description:
      'Further identifiers, each with an id and a type: intercom_contact_id, user_id or email. Each is used where the field of its kind is empty. A contact ID takes precedence over all others.',
    type: 'object',
    multiple: true,
    additionalProperties: true,
    category: 'identifier',
    default: { '@path': '$.context.externalIds' },
  },
  anonymousId: {
    label: 'Anonymous ID',
    description:
      'Used when there is no user ID and the setting Send anonymous ID of the destination is on. If you turn that on, map $.anonymousId here.',
    type: 'string',
    category: 'identifier',
    displayMode: 'collapsed',
  },
  metadata: {
    label: 'Metadata',
    description:
      'Details of the event. Money, dates, links, lists and nested objects are converted to what Intercom can show. Up to ten keys are sent; the fields below control which.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'object',
    category: 'data',
    default: { '@path': '$.properties' },
  },
  furtherMetadata: {
    label: 'Further metadata',
    description:
      'Values from elsewhere in the event, such as page_url from context.page.url. They override metadata with the same key, and are kept when there are too many keys.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'keyvalue',
    category: 'data',
  },
  ...mappingFields,
  receivedAt: {
    label: 'Time of arrival',
    description:
      'When Segment received the event. An event whose contact is missing is retried for some minutes after that.',
    type: 'string',
    unsafe_hidden: true,
    default: { '@path': '$.receivedAt' },
  },
  enable_batching: {
    label: 'Send in batches',
    description:
      'Whether Segment delivers events in batches. Each event is a request to Intercom of its own all the same.',
    type: 'boolean',
    default: true,
  },
  batch_size: {
    label: 'Batch size',
    description:
      'Maximum number of events in a batch. Segment waits for a batch for a few seconds, so of more than 100 some may not be sent in time; those are retried.',
    type: 'number',
    default: 50,
    unsafe_hidden: true,
  },
};
