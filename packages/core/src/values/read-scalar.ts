import { addDate, noteNoDate } from './add-date';
import { findDateInNumber, findDateInText, isZeroDate, standsForNoDate } from './find-date';
import { addCandidate, addNote, addNumber, noteEmpty, type MetadataPass } from './pass';
import type { Property } from './property';
import { readNamedAmount } from './read-amount';
import { readText, readTextOrLink } from './read-text';
import type { Siblings } from './siblings';
import { isBlank } from './text';

/** Text by what it looks like: a date, an amount, a link, or text. `siblings` is `undefined` where none may be asked. */
export function readPlainText(
  pass: MetadataPass,
  property: Property,
  text: string,
  siblings: Siblings | undefined,
): void {
  if (isBlank(text)) {
    noteEmpty(pass, property.path);
    return;
  }
  const date = findDateInText(text, property.facts, property.name, pass.compiled.timeZone);
  if (date !== undefined) {
    const isText = pass.compiled.settings.dates === 'text' && !standsForNoDate(date, property.name);
    if (isText) readText(pass, property, text);
    else addDate(pass, property, date);
    return;
  }
  if (text === '0' && isZeroDate(property.name)) {
    noteNoDate(pass, property);
    return;
  }
  if (siblings !== undefined && property.name.namesMoney && readNamedAmount(pass, property, text, siblings))
    return;
  readTextOrLink(pass, property, text);
}

export function readNumber(
  pass: MetadataPass,
  property: Property,
  number: number,
  siblings: Siblings | undefined,
): void {
  if (!Number.isFinite(number)) {
    addNote(pass, property.path, 'unsupported_value', 'JSON has no such number; dropped.');
    return;
  }
  if (number === 0 && isZeroDate(property.name)) {
    noteNoDate(pass, property);
    return;
  }
  if (pass.compiled.settings.dates === 'rename') {
    const date = findDateInNumber(number, property.facts);
    if (date !== undefined) {
      addDate(pass, property, date);
      return;
    }
  }
  if (siblings !== undefined && property.name.namesMoney && readNamedAmount(pass, property, number, siblings))
    return;
  addNumber(pass, property, number);
}

export function readBoolean(pass: MetadataPass, property: Property, boolean: boolean): void {
  if (pass.compiled.settings.booleans === 'as_is') {
    addCandidate(pass, property, 'boolean', boolean);
    return;
  }
  addNote(pass, property.path, 'boolean_to_text', 'Sent as text; Intercom documents no booleans.');
  addCandidate(pass, property, 'text', String(boolean));
}
