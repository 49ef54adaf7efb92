import type { InputField } from '@segment/actions-core';
import { mappingFields } from './mapping-fields';

/**
 * All that is sent, and how it is mapped. What the mapping has no field for does not reach Intercom. What Segment's schema
 * refuses is lost, so no field has a format that core is more patient with.
 */
export const fields: Record<string, InputField> = {
  event: {
    label: 'Event name',
    description: 'The name of the event in Intercom, which has room for 120 different ones.',
    type: 'string',
    required: true,
    default: { '@path': '$.event' },
  },
  timestamp: {
    label: 'Time',
    description:
      'When it happened. Without a readable time the event is refused: the present would be a guess.',
    type: 'string',
    required: true,
    default: { '@path': '$.timestamp' },
  },
  userId: {
    label: 'User ID',
    description: "Your id of the person, which is the contact's external id in Intercom.",
    type: 'string',
    category: 'identifier',
    default: { '@path': '$.userId' },
  },
  email: {
    label: 'Email',
    description:
      "The person's email, by which contacts without a user id are found. One that is no email address is passed over.",
    type: 'string',
    category: 'identifier',
    default: { '@path': '$.context.traits.email' },
  },
  eventEmail: {
    label: 'Email, where nothing else names the person',
    description:
      "An email that the event itself has is often somebody else's, such as the one of a friend who is invited. It is used only where the other identifiers are empty. Clear it to use it never.",
    type: 'string',
    category: 'identifier',
    default: { '@path': '$.properties.email' },
  },
  contactId: {
    label: 'Contact ID',
    description:
      "Intercom's own id of the contact. It is the only identifier that reaches every lead, and goes before the others.",
    type: 'string',
    category: 'identifier',
    default: { '@path': '$.integrations.Intercom.id' },
  },
  externalIds: {
    label: 'External IDs',
    description:
      'Further identifiers, each with an id and a type: intercom_contact_id, user_id or email. They count where the fields above are empty.',
    type: 'object',
    multiple: true,
    additionalProperties: true,
    category: 'identifier',
    default: { '@path': '$.context.externalIds' },
  },
  anonymousId: {
    label: 'Anonymous ID',
    description:
      'Used where there is no user ID, if the setting Send anonymous id of the destination is on. Choose $.anonymousId here when you switch it on.',
    type: 'string',
    category: 'identifier',
    displayMode: 'collapsed',
  },
  metadata: {
    label: 'Metadata',
    description:
      'What to tell Intercom about the event. Money, dates, links, lists and nested objects become what Intercom shows as such. Ten keys are sent; the fields below say which.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'object',
    category: 'data',
    default: { '@path': '$.properties' },
  },
  furtherMetadata: {
    label: 'Further metadata',
    description:
      'Values from elsewhere in the event, such as page_url from context.page.url. They overrule the metadata, and stay when there are too many keys.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'keyvalue',
    category: 'data',
  },
  ...mappingFields,
  receivedAt: {
    label: 'Time of arrival',
    description:
      'When the event reached Segment. An event whose contact is missing is tried again for some minutes after it.',
    type: 'string',
    unsafe_hidden: true,
    default: { '@path': '$.receivedAt' },
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
};
