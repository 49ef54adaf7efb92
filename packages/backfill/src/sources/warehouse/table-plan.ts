import { SourceFault } from '../source-fault';
import type { CallField, ColumnMapping, ColumnType, PropertyColumns } from './column-mapping';
import { findPlace, type Place } from './place';
import { presetFields } from './preset-fields';
import { describeWrongTable } from './recognise-table';
import { isReservedColumn, isRudderStacksOwn, isWrittenByRudderStack } from './warehouse-columns';

/** A property, or an object of such. Either has a place, or children, or both. */
export interface Branch {
  readonly key: string;
  readonly place?: Place;
  readonly type?: ColumnType;
  readonly children: readonly Branch[];
}

/** Where the parts of a call stand in the rows of a table. */
export interface TablePlan {
  readonly fields: readonly (readonly [CallField, Place])[];
  /** Columns `context_…`, by their names in lower case. */
  readonly context: ReadonlyMap<string, number>;
  /** Columns that hold these parts of a call as JSON. */
  readonly parts: readonly (readonly ['integrations' | 'context', Place])[];
  /** Columns whose names are paths in the call. */
  readonly call: readonly Branch[];
  readonly properties: readonly Branch[];
  /** An object whose members are properties, but for those that something else is read from. */
  readonly propertyObject?: { readonly place: Place; readonly except: ReadonlySet<string> };
  readonly hasProperties: boolean;
  /** Columns that the preset makes nothing of, for no reason that its docs give. */
  readonly unread: readonly string[];
}

interface Base {
  readonly properties: PropertyColumns;
  /** Whether a column is none of the properties, whatever else it is. */
  readonly leavesOut: (lower: string) => boolean;
}

function baseOf(mapping: ColumnMapping | undefined, byRudderStack: boolean): Base {
  const isContext = (lower: string) => lower.startsWith('context_');
  switch (mapping === undefined ? 'warehouse' : mapping.preset) {
    case 'warehouse':
      return {
        properties: { kind: 'others' },
        leavesOut: (lower) =>
          isReservedColumn(lower) || isContext(lower) || (byRudderStack && isRudderStacksOwn(lower)),
      };
    case 'fivetran':
      return {
        properties: { kind: 'prefix', prefix: 'properties_' },
        leavesOut: isContext,
      };
    case 'intercom':
      return {
        properties: { kind: 'object', path: 'metadata' },
        leavesOut: () => false,
      };
    case 'segment-import':
      return { properties: { kind: 'list', paths: [] }, leavesOut: () => false };
    default:
      return { properties: { kind: 'others' }, leavesOut: isContext };
  }
}

/**
 * Finds the parts of a call among the columns of a table. Throws `SourceFault` where two of them are alike, or where what
 * says the event is not there.
 */
export function planTable(names: readonly string[], mapping: ColumnMapping | undefined): TablePlan {
  const columns = names.map((name) => name.trim());
  requireDistinct(columns);
  const base = baseOf(
    mapping,
    columns.some((name) => isWrittenByRudderStack(name)),
  );
  const wanted = {
    ...presetFields(mapping === undefined ? 'warehouse' : mapping.preset),
    ...mapping?.fields,
  };
  const types = new Map(
    Object.entries(mapping?.types ?? {}).map(([name, type]) => [name.toLowerCase(), type]),
  );
  const isCallItself = mapping?.preset === 'segment-import';
  const call = isCallItself ? growTree(columns.flatMap((name, index) => toCallPath(name, index, types))) : [];
  const fields: (readonly [CallField, Place])[] = [];
  for (const [field, path] of Object.entries(wanted) as [CallField, string][]) {
    const place = findPlace(columns, path);
    if (place !== undefined) fields.push([field, place]);
    else if (mapping?.fields[field] !== undefined) {
      throw new SourceFault(`has no column ${path}, which columns.${field} of the mapping names`);
    }
  }
  if (!fields.some(([field]) => field === 'event') && !call.some(({ key }) => key === 'event')) {
    throw new SourceFault(describeWrongTable(columns, mapping));
  }
  const taken = new Set(fields.flatMap(([, { index, rest }]) => (rest.length === 0 ? [index] : [])));
  const parts = call.length > 0 ? [] : findParts(columns, taken);
  const properties = planProperties(mapping?.properties ?? base.properties, columns, {
    types,
    leavesOut: (index, lower) => taken.has(index) || base.leavesOut(lower),
    fields,
  });
  const hasPresetsProperties = mapping?.properties === undefined;
  return {
    fields,
    context: findContext(columns),
    parts,
    call,
    ...properties,
    hasProperties: properties.properties.length > 0 || properties.propertyObject !== undefined,
    unread:
      hasPresetsProperties && (mapping?.preset === 'intercom' || mapping?.preset === 'fivetran')
        ? findUnread(columns, [...fields.map(([, place]) => place), ...placesOf(parts, properties)])
        : [],
  };
}

function placesOf(
  parts: TablePlan['parts'],
  { properties, propertyObject }: Pick<TablePlan, 'properties' | 'propertyObject'>,
): Place[] {
  return [
    ...parts.map(([, place]) => place),
    ...(propertyObject === undefined ? [] : [propertyObject.place]),
    ...allPlaces(properties),
  ];
}

function allPlaces(branches: readonly Branch[]): Place[] {
  return branches.flatMap(({ place, children }) => [
    ...(place === undefined ? [] : [place]),
    ...allPlaces(children),
  ]);
}

/** What is written by whoever copied the table is no part of a call. */
const WRITTEN_BY_LOADERS = /^(?:context_|_fivetran_)/;

function findUnread(columns: readonly string[], read: readonly Place[]): string[] {
  const indexes = new Set(read.map(({ index }) => index));
  return columns.filter(
    (name, index) => name !== '' && !indexes.has(index) && !WRITTEN_BY_LOADERS.test(name.toLowerCase()),
  );
}

/** Of two cells under one name one would be lost. Properties of events are told apart without regard to case. */
function requireDistinct(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const lower = name.toLowerCase();
    const other = seen.get(lower);
    if (other !== undefined && name !== '') {
      const both =
        other === name ? `two columns named ${name}` : `columns ${other} and ${name}, alike but for case`;
      throw new SourceFault(`has ${both}; give one of them another name`);
    }
    seen.set(lower, name);
  }
}

function findContext(columns: readonly string[]): ReadonlyMap<string, number> {
  const context = new Map<string, number>();
  columns.forEach((name, index) => {
    const lower = name.toLowerCase();
    if (lower.startsWith('context_')) context.set(lower, index);
  });
  return context;
}

/** An opt-out or a consent inside of them must not go unseen. */
function findParts(columns: readonly string[], taken: ReadonlySet<number>): TablePlan['parts'] {
  return (['integrations', 'context'] as const).flatMap((part) => {
    const place = findPlace(columns, part);
    return place === undefined || taken.has(place.index) ? [] : [[part, place] as const];
  });
}

interface PropertyOptions {
  readonly types: ReadonlyMap<string, ColumnType>;
  readonly leavesOut: (index: number, lower: string) => boolean;
  readonly fields: TablePlan['fields'];
}

function planProperties(
  wanted: PropertyColumns,
  columns: readonly string[],
  { types, leavesOut, fields }: PropertyOptions,
): Pick<TablePlan, 'properties' | 'propertyObject'> {
  // Snowflake writes every name in capitals.
  const isShouted = columns.every((name) => name === name.toUpperCase());
  const leaf = (path: readonly string[], place: Place, name: string): Leaf => {
    const type = types.get(name.toLowerCase());
    return type === undefined ? { path, place } : { path, place, type };
  };
  switch (wanted.kind) {
    case 'others': {
      const leaves = columns.flatMap((name, index) =>
        name === '' || leavesOut(index, name.toLowerCase())
          ? []
          : [leaf([isShouted ? name.toLowerCase() : name], { index, rest: [] }, name)],
      );
      return { properties: growTree(leaves) };
    }
    case 'prefix': {
      const prefix = wanted.prefix.toLowerCase();
      const leaves = columns.flatMap((name, index) => {
        const lower = name.toLowerCase();
        if (!lower.startsWith(prefix) || lower.length === prefix.length) return [];
        return [leaf(toPath((isShouted ? lower : name).slice(prefix.length)), { index, rest: [] }, name)];
      });
      return { properties: growTree(leaves) };
    }
    case 'list': {
      const leaves = wanted.paths.flatMap((path) => {
        const place = findPlace(columns, path);
        if (place === undefined) return [];
        return [leaf(place.rest.length === 0 ? [path] : toPath(path), place, path)];
      });
      return { properties: growTree(leaves) };
    }
    case 'object': {
      const place = findPlace(columns, wanted.path);
      if (place === undefined) return { properties: [] };
      return { properties: [], propertyObject: { place, except: membersReadElsewhere(place, fields) } };
    }
    default:
      return wanted satisfies never;
  }
}

function membersReadElsewhere(object: Place, fields: TablePlan['fields']): ReadonlySet<string> {
  const depth = object.rest.length;
  return new Set(
    fields.flatMap(([, { index, rest }]) => {
      const isWithin =
        index === object.index &&
        rest.length === depth + 1 &&
        object.rest.every((part, at) => part === rest[at]);
      return isWithin ? rest.slice(depth) : [];
    }),
  );
}

interface Leaf {
  readonly path: readonly string[];
  readonly place: Place;
  readonly type?: ColumnType;
}

/** Levels of objects that names of columns may ask for; the rest of a longer name is one key. */
const DEPTH_MAX = 16;

function toPath(name: string): string[] {
  const parts = name.split('.');
  if (parts.some((part) => part === '')) return [name];
  return parts.length <= DEPTH_MAX
    ? parts
    : [...parts.slice(0, DEPTH_MAX - 1), parts.slice(DEPTH_MAX - 1).join('.')];
}

/** Names of Segment's import, and of calls as SDKs write them, in any case of letters. */
const CALL_NAMES: ReadonlyMap<string, string> = new Map(
  [
    'event',
    'userId',
    'anonymousId',
    'messageId',
    'timestamp',
    'originalTimestamp',
    'sentAt',
    'receivedAt',
    'type',
  ]
    .map((name): [string, string] => [name.toLowerCase(), name])
    .concat([['action', 'type']]),
);

function toCallPath(name: string, index: number, types: ReadonlyMap<string, ColumnType>): Leaf[] {
  if (name === '') return [];
  const lower = name.toLowerCase();
  const known = CALL_NAMES.get(lower);
  const type = types.get(lower);
  const leaf = { path: known === undefined ? toPath(name) : [known], place: { index, rest: [] } };
  return [type === undefined ? leaf : { ...leaf, type }];
}

function growTree(leaves: readonly Leaf[]): Branch[] {
  const byKey = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const [key = ''] = leaf.path;
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [leaf]);
    else group.push(leaf);
  }
  return [...byKey].map(([key, group]) => {
    const own = group.find(({ path }) => path.length === 1);
    const inner = group.filter(({ path }) => path.length > 1);
    const children = growTree(inner.map((leaf) => ({ ...leaf, path: leaf.path.slice(1) })));
    if (own === undefined) return { key, children };
    return own.type === undefined
      ? { key, place: own.place, children }
      : { key, place: own.place, type: own.type, children };
  });
}
