import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CALL_FIELDS, COLUMN_PRESETS, COLUMN_TYPES } from './column-mapping';
import { readColumnMapping, writeColumnMapping } from './read-column-mapping';

interface ColumnsSchema {
  readonly anyOf: readonly [
    { readonly enum: readonly string[] },
    {
      readonly properties: Readonly<Record<string, unknown>> & {
        readonly types: { readonly additionalProperties: { readonly enum: readonly string[] } };
      };
    },
  ];
}

it('is what the JSON Schema says', () => {
  const path = join(__dirname, '..', '..', '..', 'mapping.schema.json');
  const schema = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly properties: { readonly columns: ColumnsSchema };
  };
  const [presets, settings] = schema.properties.columns.anyOf;
  expect([...presets.enum].sort()).toEqual([...COLUMN_PRESETS].sort());
  expect(Object.keys(settings.properties).sort()).toEqual(
    ['preset', 'properties', 'types', ...CALL_FIELDS].sort(),
  );
  expect([...settings.properties.types.additionalProperties.enum].sort()).toEqual([...COLUMN_TYPES].sort());
});

it.each([
  'fivetran',
  { event: 'e', userId: 'u' },
  { event: 'e', properties: 'all' },
  { event: 'e', properties: 'props' },
  { event: 'e', properties: 'props_*' },
  { event: 'e', properties: ['a', 'b.c'], types: { a: 'boolean' } },
  { preset: 'warehouse', types: { a: 'boolean' } },
])('writes %j as it was read', (given) => {
  expect(writeColumnMapping(readColumnMapping(given))).toEqual(given);
});
