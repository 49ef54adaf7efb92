import { asObject, SettingsError } from '@intercom-destination/core';
import {
  isPlaceholder,
  NAME,
  patternOf,
  type Column,
  type FormField,
  type Option,
  type TextRule,
} from '../dashboard/form/form-field';

/** What a field says. Rows are those with something in them, blank columns left out. */
export type FieldValue = string | boolean | readonly string[] | readonly Row[];

export type Row = Readonly<Record<string, string>>;

/**
 * The value of a field as `Config` holds it, blanks around texts cut off. `undefined`: not set, which is also what a
 * blank text and an empty list say. Throws `SettingsError` on what the schema refuses, and on a placeholder still there.
 */
export function readValue(field: FormField, value: unknown): FieldValue | undefined {
  const { key } = field;
  if (value === undefined) return undefined;
  switch (field.kind) {
    case 'text': {
      const text = readText(key, value, field.text, field.secret ?? field.unquoted);
      return text === '' ? undefined : text;
    }
    case 'choice':
      return readChoice(key, value, field.options);
    case 'flag':
      return typeof value === 'boolean' ? value : fail(key, 'true or false', value);
    case 'tags': {
      const texts = readList(key, value)
        .map((entry, index) => readTag(`${key}[${index}]`, entry, field.tagKey, field.text))
        .filter((text) => text !== '');
      return texts.length === 0 ? undefined : texts;
    }
    case 'rows': {
      const rows = readList(key, value)
        .map((entry, index) => readRow(`${key}[${index}]`, entry, field.columns))
        .filter((row) => row !== undefined);
      return rows.length === 0 ? undefined : rows;
    }
    default:
      return field satisfies never;
  }
}

function readText(name: string, value: unknown, rule: TextRule, secret = false): string {
  const text = typeof value === 'number' && rule.numeric === true ? String(value) : value;
  if (typeof text !== 'string') return fail(name, rule.must, value, secret);
  if (text === '') return text;
  // Before any pattern: what stands for a value is looked for in a time that grows with the square of the length.
  if (text.length > TEXT_MAX) return fail(name, `at most ${TEXT_MAX} characters`, value, secret);
  if (!rule.free && isPlaceholder(text)) {
    throw new SettingsError(
      `${name} is still a placeholder (${secret ? '{{ … }} or env.…' : show(text)}): RudderStack has put no value in its place.`,
    );
  }
  return matcherOf(rule).test(text) ? text.trim() : fail(name, rule.must, value, secret);
}

/** Ours: no field needs as much. */
const TEXT_MAX = 2000;

const matchers = new Map<TextRule, RegExp>();

function matcherOf(rule: TextRule): RegExp {
  const known = matchers.get(rule);
  if (known !== undefined) return known;
  const matcher = new RegExp(patternOf(rule), 'u');
  matchers.set(rule, matcher);
  return matcher;
}

function readChoice(name: string, value: unknown, options: readonly Option[]): string {
  const found = options.find((option) => option.value === value);
  return found?.value ?? fail(name, orList(options), value);
}

function readList(name: string, value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : fail(name, 'a list', value);
}

function readTag(name: string, entry: unknown, tagKey: string, rule: TextRule): string {
  const value = readObject(name, entry)[tagKey];
  return value === undefined ? '' : readText(`${name}.${tagKey}`, value, rule);
}

/** `undefined`: nothing was written into the row. A choice alone says nothing. */
function readRow(name: string, entry: unknown, columns: readonly Column[]): Row | undefined {
  const given = readObject(name, entry);
  const row: Record<string, string> = {};
  let isBlank = true;
  for (const column of columns) {
    const text = readColumn(`${name}.${column.key}`, given[column.key], column);
    if (text === '') continue;
    row[column.key] = text;
    if (column.kind === 'text') isBlank = false;
  }
  return isBlank ? undefined : row;
}

function readColumn(name: string, value: unknown, column: Column): string {
  switch (column.kind) {
    case 'text':
      return value === undefined ? '' : readText(name, value, NAME);
    case 'choice':
      return value === undefined ? column.default : readChoice(name, value, column.options);
    default:
      return column satisfies never;
  }
}

function readObject(name: string, value: unknown): Readonly<Record<string, unknown>> {
  return asObject(value) ?? fail(name, 'an object', value);
}

function fail(name: string, must: string, value: unknown, secret = false): never {
  throw new SettingsError(`${name} must be ${must}${secret ? '.' : `; it is ${show(value)}`}`);
}

function orList(options: readonly Option[]): string {
  return `one of ${options
    .slice(0, SHOWN_OPTIONS)
    .map((option) => `"${option.value}"`)
    .join(', ')}${options.length > SHOWN_OPTIONS ? ' …' : ''}`;
}

const SHOWN_OPTIONS = 8;
const SHOWN_LENGTH = 60;

function show(value: unknown): string {
  // Its types leave out that a function has no JSON.
  const text = (JSON.stringify(value) as string | undefined) ?? typeof value;
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH)}…`;
}
