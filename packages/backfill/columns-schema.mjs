const path = { type: 'string', minLength: 1 };
const presets = { enum: ['warehouse', 'fivetran', 'intercom', 'segment-import'] };
const types = {
  type: 'object',
  additionalProperties: { enum: ['text', 'number', 'boolean', 'date', 'json'] },
};
const fields = [
  ...['event', 'userId', 'anonymousId', 'email', 'contactId', 'time', 'messageId'],
  ...['originalTimestamp', 'sentAt', 'receivedAt', 'type'],
];

/** JSON Schema of `columns` in a mapping file, as src/sources/warehouse/read-column-mapping.ts reads it. */
export const columnsSchema = {
  description: 'What the columns of tables and other exports are to a call: docs/backfill-sources.md.',
  anyOf: [
    presets,
    {
      type: 'object',
      additionalProperties: false,
      anyOf: [{ required: ['event'] }, { required: ['preset'] }],
      properties: {
        preset: presets,
        ...Object.fromEntries(fields.map((field) => [field, path])),
        properties: { anyOf: [path, { type: 'array', items: path }, types] },
        types,
      },
    },
  ],
};
