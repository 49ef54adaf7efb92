import { asObject, nearestName } from '@intercom-destination/core';
import {
  CALL_FIELDS,
  COLUMN_PRESETS,
  COLUMN_TYPES,
  type CallField,
  type ColumnMapping,
  type ColumnType,
  type PropertyColumns,
} from './column-mapping';

const SETTINGS = ['preset', ...CALL_FIELDS, 'properties', 'types'] as const;

/** What is wrong with `columns`, as a sentence that names the setting. */
export class ColumnsError extends Error {
  override readonly name = 'ColumnsError';
}

/**
 * Reads `columns` of a mapping file: a preset by its name, or an object. `properties` is `all`, a path, a prefix such as
 * `properties_*`, a list of columns, or columns with their types. Throws `ColumnsError` at the first fault.
 */
export function readColumnMapping(given: unknown): ColumnMapping {
  if (typeof given === 'string') {
    return { preset: readChoice(given, COLUMN_PRESETS, 'columns'), fields: {}, types: {} };
  }
  const settings = asObject(given);
  if (settings === undefined) throw fault('columns', `one of ${list(COLUMN_PRESETS)}, or an object`);
  for (const name of Object.keys(settings)) {
    if ((SETTINGS as readonly string[]).includes(name)) continue;
    const nearest = nearestName(name, SETTINGS);
    const advice = nearest === undefined ? `it takes ${list(SETTINGS)}` : `did you mean ${nearest}?`;
    throw new ColumnsError(`columns has no setting ${JSON.stringify(name)}: ${advice}`);
  }
  const { preset, event } = settings;
  if (preset === undefined && event === undefined) {
    throw new ColumnsError('columns must say which column is the event, or name a preset');
  }
  const { properties, types } = readProperties(settings['properties']);
  return {
    ...(preset === undefined ? {} : { preset: readChoice(preset, COLUMN_PRESETS, 'columns.preset') }),
    fields: Object.fromEntries(CALL_FIELDS.flatMap((field) => readField(settings, field))),
    ...(properties === undefined ? {} : { properties }),
    types: { ...types, ...readTypes(settings['types'], 'columns.types') },
  };
}

/** The same as it would stand in a mapping file. */
export function writeColumnMapping({ preset, fields, properties, types }: ColumnMapping): unknown {
  if (preset !== undefined && Object.keys({ ...fields, ...types }).length === 0 && properties === undefined)
    return preset;
  return {
    ...(preset === undefined ? {} : { preset }),
    ...fields,
    ...(properties === undefined ? {} : { properties: writeProperties(properties) }),
    ...(Object.keys(types).length === 0 ? {} : { types }),
  };
}

function writeProperties(properties: PropertyColumns): unknown {
  switch (properties.kind) {
    case 'others':
      return 'all';
    case 'object':
      return properties.path;
    case 'prefix':
      return `${properties.prefix}*`;
    case 'list':
      return properties.paths;
    default:
      return properties satisfies never;
  }
}

function readField(settings: Readonly<Record<string, unknown>>, field: CallField): [CallField, string][] {
  const path = settings[field];
  return path === undefined ? [] : [[field, readPath(path, `columns.${field}`)]];
}

function readProperties(given: unknown): {
  readonly properties?: PropertyColumns;
  readonly types?: Readonly<Record<string, ColumnType>>;
} {
  const name = 'columns.properties';
  if (given === undefined) return {};
  if (given === 'all') return { properties: { kind: 'others' } };
  if (typeof given === 'string') {
    const path = readPath(given, name);
    if (!path.endsWith('*')) return { properties: { kind: 'object', path } };
    return { properties: { kind: 'prefix', prefix: readPath(path.slice(0, -1), name) } };
  }
  if (Array.isArray(given)) {
    const paths = given.map((path, index) => readPath(path, `${name}[${index}]`));
    return { properties: { kind: 'list', paths } };
  }
  const types = readTypes(given, name);
  return { properties: { kind: 'list', paths: Object.keys(types) }, types };
}

function readTypes(given: unknown, name: string): Readonly<Record<string, ColumnType>> {
  if (given === undefined) return {};
  const types = asObject(given);
  if (types === undefined) {
    const more =
      name === 'columns.properties' ? 'all, a column, a list of columns, or an object of' : 'an object of';
    throw fault(name, `${more} columns and their types`);
  }
  return Object.fromEntries(
    Object.entries(types).map(([column, type]) => [
      column,
      readChoice(type, COLUMN_TYPES, `${name}.${column}`),
    ]),
  );
}

function readPath(given: unknown, name: string): string {
  if (typeof given === 'string' && given.trim() !== '') return given;
  throw fault(name, 'the name of a column, or a path into one such as event_properties.plan');
}

function readChoice<T extends string>(given: unknown, options: readonly T[], name: string): T {
  const found = options.find((option) => option === given);
  if (found !== undefined) return found;
  const nearest = typeof given === 'string' ? nearestName(given, options) : undefined;
  throw fault(name, `one of ${list(options)}`, nearest);
}

function fault(name: string, wanted: string, nearest?: string): ColumnsError {
  return new ColumnsError(
    `${name} must be ${wanted}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
  );
}

function list(options: readonly string[]): string {
  return `${options.slice(0, -1).join(', ')} or ${options.at(-1) ?? ''}`;
}
