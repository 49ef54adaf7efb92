import type { PropertyType } from '../settings/mapping-settings';
import { addDate } from './add-date';
import { isJsonScalar } from './json-scalar';
import { addNote, addNumber, type MetadataPass } from './pass';
import type { Property } from './property';
import { readAmount } from './read-amount';
import { readText, readTextOrLink } from './read-text';
import { readAnyTime } from './read-time';
import type { Siblings } from './siblings';
import { isHttpUri } from './text';

/** Whether a value that is no object could be read as the type that the setting `types` gives it. */
export function readTypedScalar(
  pass: MetadataPass,
  property: Property,
  type: PropertyType,
  value: unknown,
  siblings: Siblings | undefined,
): boolean {
  switch (type) {
    case 'text':
      if (!isJsonScalar(value)) return false;
      noteTypeChange(pass, property, type, value);
      readText(pass, property, String(value));
      return true;
    case 'number':
      return readTypedNumber(pass, property, value);
    case 'date': {
      const date = readAnyTime(value, pass.compiled.timeZone);
      if (date === undefined) {
        addNote(pass, property.path, 'date_unreadable', 'Not a date, as the setting types says; dropped.');
      } else addDate(pass, property, date);
      return true;
    }
    case 'money':
      return readAmount(pass, property, value, 'major', siblings);
    case 'money_minor':
      return readAmount(pass, property, value, 'minor', siblings);
    case 'link':
      if (typeof value !== 'string' || !isHttpUri(value)) return false;
      readTextOrLink(pass, property, value);
      return true;
    case 'rich_link':
      return false;
    default:
      return type satisfies never;
  }
}

const NUMBER_TEXT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function readTypedNumber(pass: MetadataPass, property: Property, value: unknown): boolean {
  const text = typeof value === 'string' ? value.trim() : '';
  const number = typeof value === 'number' ? value : NUMBER_TEXT.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(number)) return false;
  noteTypeChange(pass, property, 'number', value);

  addNumber(pass, property, number);
  return true;
}

function noteTypeChange(
  pass: MetadataPass,
  property: Property,
  type: 'text' | 'number',
  value: unknown,
): void {
  if (typeof value === (type === 'text' ? 'string' : 'number')) return;
  addNote(pass, property.path, 'type_changed', `Sent as ${type}, as the setting types says.`);
}
