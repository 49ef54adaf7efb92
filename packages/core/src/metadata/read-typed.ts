import type { PropertyType } from '../mapping-settings';
import { readAnyTime } from '../read-time';
import { addCandidate, addNote, type MetadataPass, type Place } from './pass';
import { readTypedAmount, type Siblings } from './read-amount';
import { readDate } from './read-date';
import { readText, readTextOrLink } from './read-text';
import { isHttpUri } from './text';

/** Whether a value that is no object could be read as the type that the setting `types` gives it. */
export function readTypedScalar(
  pass: MetadataPass,
  place: Place,
  type: PropertyType,
  value: unknown,
  siblings: Siblings | undefined,
): boolean {
  switch (type) {
    case 'text':
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return false;
      readText(pass, place, String(value));
      return true;
    case 'number':
      return readTypedNumber(pass, place, value);
    case 'date': {
      const epochMs = readAnyTime(value);
      if (epochMs === undefined) {
        addNote(pass, place.path, 'date_unreadable', 'Not a date, as the setting types says; dropped.');
      } else readDate(pass, place, { epochMs, dateOnly: false });
      return true;
    }
    case 'money':
      return readTypedAmount(pass, place, value, 'major', siblings);
    case 'money_minor':
      return readTypedAmount(pass, place, value, 'minor', siblings);
    case 'link':
      if (typeof value !== 'string' || !isHttpUri(value)) return false;
      readTextOrLink(pass, place, value);
      return true;
    case 'rich_link':
      return false;
    default:
      return type satisfies never;
  }
}

const NUMBER_TEXT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function readTypedNumber(pass: MetadataPass, place: Place, value: unknown): boolean {
  const text = typeof value === 'string' ? value.trim() : '';
  const number = typeof value === 'number' ? value : NUMBER_TEXT.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(number)) return false;
  addCandidate(pass, place, { kind: 'number', number });
  return true;
}
