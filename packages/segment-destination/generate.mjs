import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/**
 * What Segment wants written beside a destination, made from the fields of the built package: the types of its settings
 * and of its action's payload, and its metadata. Path and content of each file, unformatted.
 */
export async function segmentFiles(compile) {
  const { destination } = require('./dist/index.cjs');
  const source = (path) => fileURLToPath(new URL(`src/${path}`, import.meta.url));
  const files = await generatedFiles(destination, compile);
  return files.map(([path, content]) => [source(path), content]);
}

/** The same for any definition, with paths from its folder. `folderOf` names the folder of an action. */
export async function generatedFiles(destination, compile, folderOf = toKebab) {
  const { fieldsToJsonSchema } = require('@segment/actions-core');
  const typesOf = (fields, name) =>
    compile(withoutExtra(fieldsToJsonSchema(fields, { tsType: true })), name, {
      // Theirs, to the letter: the folder of their catalogue has these files too.
      bannerComment: '// Generated file. DO NOT MODIFY IT BY HAND.',
      format: false,
    });
  const files = [
    ['generated-types.ts', await typesOf(destination.authentication.fields, 'Settings')],
    ['metadata.json', JSON.stringify(metadataOf(destination), null, 2)],
  ];
  for (const [name, { fields }] of Object.entries(destination.actions)) {
    files.push([`${folderOf(name)}/generated-types.ts`, await typesOf(fields, 'Payload')]);
  }
  return files;
}

function toKebab(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Source: `removeExtra` in packages/cli/src/commands/generate/types.ts of segmentio/action-destinations, 970a17ee8 of 2026-08-21. */
function withoutExtra(schema) {
  const copy = { ...schema };
  delete copy.title;
  delete copy.enum;
  if (copy.type === 'object' && copy.properties) copy.properties = mapValues(copy.properties, withoutExtra);
  else if (copy.type === 'array' && copy.items) copy.items = withoutExtra(copy.items);
  return copy;
}

/** Source: packages/cli/src/commands/generate/metadata-payload.ts, the same commit. */
function metadataOf({ slug, name, mode, description, authentication, actions, presets }) {
  return {
    slug,
    name,
    mode,
    description,
    authentication: {
      scheme: authentication.scheme,
      fields: mapValues(authentication.fields, metadataOfSetting),
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
      dynamicFields: null,
      fields: mapValues(action.fields, metadataOfField),
    })),
    presets: presets.map((preset) => ({
      name: preset.name,
      type: preset.type,
      partnerAction: preset.partnerAction,
      subscribe: preset.subscribe,
      mapping: preset.mapping,
      eventSlug: null,
    })),
  };
}

function metadataOfSetting(field) {
  return {
    ...whatItIs(field),
    choices: choicesOf(field.choices),
    default: field.default ?? null,
    depends_on: field.depends_on ?? null,
  };
}

function metadataOfField(field) {
  const { properties } = field;
  return {
    ...whatItIs(field),
    allowNull: field.allowNull ?? false,
    dynamic: false,
    default: field.default ?? null,
    choices: choicesOf(field.choices),
    placeholder: field.placeholder ?? null,
    properties: properties === undefined ? null : mapValues(properties, metadataOfField),
    category: field.category ?? null,
    depends_on: field.depends_on ?? null,
    readOnly: field.readOnly ?? null,
    hidden: field.unsafe_hidden ?? null,
    minimum: field.minimum ?? null,
    maximum: field.maximum ?? null,
    defaultObjectUI: field.defaultObjectUI ?? null,
    disabledInputMethods: field.disabledInputMethods ?? null,
    displayMode: field.displayMode ?? null,
    format: field.format ?? null,
    additionalProperties: field.additionalProperties ?? false,
  };
}

/** What they write of settings and fields alike, in the order in which they write it. */
function whatItIs({ label, description, type, required = false, multiple = false }) {
  return { label, description, type, required, multiple };
}

function choicesOf(choices = []) {
  if (choices.length === 0) return null;
  return choices.map((choice) => (typeof choice === 'object' ? choice : { label: choice, value: choice }));
}

function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
