import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/**
 * What Segment wants written beside a destination, made from the fields of the built package: the types of its settings
 * and of its action's payload, and its metadata. Path and content of each file, unformatted.
 */
export async function segmentFiles(compile) {
  const { fieldsToJsonSchema } = require('@segment/actions-core');
  const { destination } = require('./dist/index.cjs');
  const source = (path) => fileURLToPath(new URL(`src/${path}`, import.meta.url));
  const typesOf = (fields, name) =>
    compile(withoutTitles(fieldsToJsonSchema(fields, { tsType: true })), name, {
      // Theirs, to the letter: the folder of their catalogue has these files too.
      bannerComment: '// Generated file. DO NOT MODIFY IT BY HAND.',
      format: false,
    });
  const files = [
    [source('generated-types.ts'), await typesOf(destination.authentication.fields, 'Settings')],
    [source('metadata.json'), JSON.stringify(metadataOf(destination), null, 2)],
  ];
  for (const [name, { fields }] of Object.entries(destination.actions)) {
    const folder = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    files.push([source(`${folder}/generated-types.ts`), await typesOf(fields, 'Payload')]);
  }
  return files;
}

/** A property with a title would get a type of its own. */
function withoutTitles(schema) {
  return {
    ...schema,
    properties: mapValues(schema.properties, (property) => ({ ...property, title: undefined })),
  };
}

/** In the form that Segment's repository keeps for each destination. */
function metadataOf({ slug, name, mode, authentication, actions, presets }) {
  return {
    slug,
    name,
    mode,
    authentication: {
      scheme: authentication.scheme,
      fields: mapValues(authentication.fields, metadataOfField),
    },
    audienceConfig: null,
    actions: mapValues(actions, (action) => ({
      title: action.title,
      description: action.description,
      platform: 'cloud',
      defaultSubscription: action.defaultSubscription ?? null,
      hidden: false,
      hasPerformBatch: action.performBatch !== undefined,
      syncMode: null,
      hooks: null,
      fields: mapValues(action.fields, metadataOfField),
    })),
    presets,
  };
}

function metadataOfField(field) {
  const { label, description, type, required, multiple, default: standard, choices } = field;
  return {
    label,
    description,
    type,
    required: required ?? false,
    multiple: multiple ?? false,
    allowNull: false,
    dynamic: false,
    default: standard ?? null,
    choices: choices ?? null,
    placeholder: null,
    properties: null,
    category: null,
    depends_on: null,
    readOnly: null,
    hidden: field.unsafe_hidden ?? null,
    minimum: null,
    maximum: null,
    defaultObjectUI: field.defaultObjectUI ?? null,
    disabledInputMethods: null,
    displayMode: null,
    additionalProperties: field.additionalProperties ?? false,
  };
}

function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
