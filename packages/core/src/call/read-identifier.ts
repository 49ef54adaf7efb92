import { hasOwn } from '../has-own';
import { IDENTIFIER_LENGTH_MAX } from '../limits';
import type { Note } from '../notes';
import type { MappingSettings } from '../settings/mapping-settings';
import { unwrapExtendedJson } from '../values/extended-json';
import { toWellFormed } from '../well-formed';

/** What reading one call's identifiers came upon, beside the identifiers. */
export interface IdentifierReading {
  readonly notes: Note[];
  /** An identifier can't be read, or was mangled on its way. */
  isUnreadable: boolean;
  /** A field that should name the person names nobody, so that `properties.email` may be somebody else's. */
  isSpoiled: boolean;
}

/** Reads the value of a field that should hold an identifier. `from`: the field's path. */
export type IdentifierReader = (
  value: unknown,
  from: string,
  reading: IdentifierReading,
) => string | undefined;

/**
 * Compiles a reader of identifiers, which gives text or a number as text, trimmed. `undefined`: blank, or passed over with
 * a note. Passed over are placeholders; values of another type; text that is too long; a number so large that JSON has
 * rounded it, perhaps to somebody else's; and what a spreadsheet made of a long number.
 */
export function createIdentifierReader(isPlaceholder: (text: string) => boolean): IdentifierReader {
  return (given, from, reading) => {
    if (given === undefined || given === null) return undefined;
    const value = typeof given === 'object' ? unwrapId(given) : given;
    if (typeof value !== 'string') return readOther(value, from, reading, isPlaceholder);
    if (isTooLong(value, from, reading)) return undefined;
    const identifier = toWellFormed(value.trim());
    if (identifier === '') return undefined;
    if (isPlaceholder(identifier)) {
      passOverPlaceholder(from, reading);
      return undefined;
    }
    if (isMangled(identifier)) {
      passOver(
        from,
        reading,
        'A long number in scientific notation, which has lost its digits; passed over.',
      );
      return undefined;
    }
    if (identifier !== value) {
      const detail = 'Trimmed, or half a character replaced.';
      reading.notes.push({ code: 'identifier_changed', key: from, detail });
    }
    return identifier;
  };
}

/**
 * The text, or the number as text, that a field for an identifier holds, by itself or in an object of MongoDB's: untrimmed, and
 * a placeholder too. `undefined`: the field is blank, or holds what no identifier is read from.
 */
export function toIdentifierText(given: unknown): string | undefined {
  const value = typeof given === 'object' && given !== null ? unwrapId(given) : given;
  if (typeof value === 'number') return isKeptWhole(value) ? String(value) : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** JSON rounds larger ones. */
function isKeptWhole(number: number): boolean {
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER;
}

/** A `$date` of MongoDB's becomes text too, and is nobody's id. */
function unwrapId(value: object): unknown {
  return hasOwn(value, '$date') ? value : unwrapExtendedJson(value);
}

/** Compiles a test for trimmed texts that stand for nobody, compared without case. */
export function createPlaceholderTest({
  placeholderIds,
}: Pick<MappingSettings, 'placeholderIds'>): (text: string) => boolean {
  const trimmed = placeholderIds.map((placeholder) => placeholder.trim());
  const placeholders = new Set(trimmed.map((placeholder) => placeholder.toLowerCase()));
  const firstLetters = new Set(
    trimmed.flatMap((one) => [one.charAt(0), one.charAt(0).toLowerCase(), one.charAt(0).toUpperCase()]),
  );
  const lengths = new Set([...trimmed, ...placeholders].map(({ length }) => length));
  // Most identifiers are told by their length or their first letter.
  return (text) =>
    lengths.has(text.length) && firstLetters.has(text.charAt(0)) && placeholders.has(text.toLowerCase());
}

/** Asked before anything else looks at the text. */
export function isTooLong(text: string, from: string, reading: IdentifierReading): boolean {
  if (text.length <= IDENTIFIER_LENGTH_MAX) return false;
  passOver(from, reading, `Longer than ${IDENTIFIER_LENGTH_MAX} UTF-16 units; passed over.`);
  return true;
}

export function passOverPlaceholder(from: string, reading: IdentifierReading): void {
  const detail = 'A placeholder, which is nobody; passed over.';
  reading.notes.push({ code: 'placeholder_ignored', key: from, detail });
  reading.isSpoiled = true;
}

function readOther(
  value: unknown,
  from: string,
  reading: IdentifierReading,
  isPlaceholder: (text: string) => boolean,
): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') {
    const text = String(value);
    if (isPlaceholder(text)) {
      passOverPlaceholder(from, reading);
      return undefined;
    }
    if (typeof value === 'number' && isKeptWhole(value)) return text;
  }
  passOver(from, reading, 'Neither text nor a number that JSON keeps whole; passed over.');
  return undefined;
}

export function passOver(from: string, reading: IdentifierReading, detail: string): void {
  reading.notes.push({ code: 'identifier_ignored', key: from, detail });
  reading.isUnreadable = true;
  reading.isSpoiled = true;
}

/** Longer than any number that a spreadsheet or a program writes in scientific notation. */
const SCIENTIFIC_LENGTH_MAX = 40;

/** `1.23457E+14`, with a comma in some countries; an `e` between whole numbers alone may be part of a hexadecimal id. */
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+e[+-]?|e\+)\d+$/i;

const DIGIT_NINE = 0x39;

function isMangled(identifier: string): boolean {
  // A letter begins most identifiers that are no plain number.
  const isNumberLike = identifier.charCodeAt(0) <= DIGIT_NINE && identifier.length <= SCIENTIFIC_LENGTH_MAX;
  return isNumberLike && SCIENTIFIC.test(identifier);
}
