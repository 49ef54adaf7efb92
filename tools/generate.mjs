import { compile } from 'json-schema-to-typescript';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { columnsSchema } from '../packages/backfill/columns-schema.mjs';
import { pinMapping } from './pin-mapping.mjs';
import { root } from './run.mjs';
import { setUp } from './set-up.mjs';

// Writes what is made from core's settings table and from the fields of the two hosts' destinations, and pins what the mapper makes of the shared cases. `--check` writes nothing, and fails where a written file is out of date with what is built.
const isCheck = process.argv.includes('--check');
if (!isCheck) setUp();
const { segmentFiles } = await import('../packages/segment-destination/generate.mjs');
const { rudderFiles } = await import('../packages/rudder-destination/generate.mjs');
const core = await import('../packages/core/dist/index.js');
const { mappingSettingsSchema, MAPPING_SETTINGS, METADATA_SETTINGS } = core;
const { files: pins, fault } = pinMapping(core, isCheck);

const files = [
  [
    join(root, 'packages', 'backfill', 'mapping.schema.json'),
    JSON.stringify(withColumns(mappingSettingsSchema()), null, 2),
  ],
  [join(root, 'docs', 'settings.md'), settingsReference()],
  ...(await segmentFiles(compile)),
  ...rudderFiles(),
  ...pins,
];
for (const [file, content] of files) {
  const isPlain = file.endsWith('.ndjson');
  const text = isPlain ? content : await format(content, { ...(await resolveConfig(file)), filepath: file });
  if (!isCheck) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`${relative(root, file)} is out of date: npm run generate`);
    process.exitCode = 1;
  }
}
if (fault !== undefined) {
  console.error(fault);
  process.exitCode = 1;
}

/** A mapping file of the backfill has one key more, which is no setting of the mapping. */
function withColumns(schema) {
  return { ...schema, properties: { ...schema.properties, columns: columnsSchema } };
}

function settingsReference() {
  const own = Object.entries(MAPPING_SETTINGS).filter(([name]) => !Object.hasOwn(METADATA_SETTINGS, name));
  return `# Settings of the mapping

<!-- Written by \`npm run generate\` from packages/core/src/settings/table.ts. -->

A mapping file is YAML or JSON; every setting may be left out. \`packages/backfill/mapping.schema.json\` is its JSON Schema.
The [rules](mapping.md) say what each setting changes.

## Events, identity and time

${own.map(describe).join('\n\n')}

## Metadata

An event rule may replace any of these for its events, in its \`metadata\`.

${Object.entries(METADATA_SETTINGS).map(describe).join('\n\n')}
`;
}

function describe([name, row]) {
  return `### \`${name}\`\n\n${row.note}\n\n${allowed(row)} Default: \`${JSON.stringify(row.default)}\`.`;
}

function allowed(row) {
  switch (row.kind) {
    case 'choice':
      return `One of ${listed(row.options)}.`;
    case 'flag':
      return '`true` or `false`.';
    case 'whole_number':
      return `A whole number from ${row.least} to ${row.most}.`;
    case 'currency':
      return 'An ISO 4217 code.';
    case 'time_zone':
      return "A name of the IANA's list of time zones.";
    case 'names':
      return 'A list of names.';
    case 'choices':
      return `A list of ${listed(row.options)}, the order counts.`;
    case 'name_map':
      return 'An object of names.';
    case 'choice_map':
      return `An object of names with one of ${listed(row.options)} each.`;
    case 'event_rules':
      return 'An object with `unlisted` (`send` or `skip`) and `rules`, a list of `{ match, action, name?, metadata? }`.';
  }
}

function listed(options) {
  return options.map((option) => `\`${option}\``).join(', ');
}
