import { findDateInNumber, findDateInText } from './find-date';
import { addCandidate, addNote, addNumber, noteEmpty, type MetadataPass } from './pass';
import type { Place } from './property';
import { readNamedAmount, type Siblings } from './read-amount';
import { readDate } from './add-date';
import { readText, readTextOrLink } from './read-text';
import { isBlank } from './text';

/** Text by what it looks like: a date, an amount, a link, or text. `siblings` is `undefined` where none may be asked. */
export function readPlainText(
  pass: MetadataPass,
  place: Place,
  text: string,
  siblings: Siblings | undefined,
): void {
  if (isBlank(text)) {
    noteEmpty(pass, place.path);
    return;
  }
  const date = findDateInText(text, place.facts, place.name);
  if (date !== undefined) {
    if (pass.compiled.settings.dates === 'rename') readDate(pass, place, date);
    else readText(pass, place, text);
    return;
  }
  if (siblings !== undefined && place.name.namesMoney && readNamedAmount(pass, place, text, siblings)) return;
  readTextOrLink(pass, place, text);
}

export function readNumber(
  pass: MetadataPass,
  place: Place,
  number: number,
  siblings: Siblings | undefined,
): void {
  if (!Number.isFinite(number)) {
    addNote(pass, place.path, 'unsupported_value', 'JSON has no such number; dropped.');
    return;
  }
  if (pass.compiled.settings.dates === 'rename') {
    const date = findDateInNumber(number, place.facts);
    if (date !== undefined) {
      readDate(pass, place, date);
      return;
    }
  }
  if (siblings !== undefined && place.name.namesMoney && readNamedAmount(pass, place, number, siblings))
    return;
  addNumber(pass, place, number);
}

export function readBoolean(pass: MetadataPass, place: Place, boolean: boolean): void {
  if (pass.compiled.settings.booleans === 'as_is') {
    addCandidate(pass, place, 'boolean', boolean);
    return;
  }
  addNote(pass, place.path, 'boolean_to_text', 'Sent as text; Intercom documents no booleans.');
  addCandidate(pass, place, 'text', String(boolean));
}
