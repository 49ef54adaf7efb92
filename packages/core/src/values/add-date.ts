import { standsForNoDate, toIsoText, toUnixSeconds } from './find-date';
import { addCandidate, addNote, type MetadataPass } from './pass';
import type { Property } from './property';
import { asMoment, type ReadTime } from './read-time';

/** Unix seconds, or ISO text for what they cannot say. A placeholder is left out, as a blank is. */
export function addDate(pass: MetadataPass, property: Property, date: ReadTime): void {
  if (standsForNoDate(date, property.name)) noteNoDate(pass, property);
  else if (date.epochMs < 0) {
    addNote(pass, property.path, 'date_before_1970', 'A date before 1970; sent as text.');
    addCandidate(pass, property, 'text', toIsoText(date));
  } else {
    addNote(pass, property.path, 'date_converted', 'Sent as Unix seconds.');
    addCandidate(pass, property, 'date', toUnixSeconds(date.epochMs));
  }
}

export function noteNoDate(pass: MetadataPass, property: Property): void {
  addNote(pass, property.path, 'date_placeholder', 'Stands for no date; left out.');
}

/** A `Date`, as a host may hand in where JSON has text. */
export function addDateObject(pass: MetadataPass, property: Property, value: Date): void {
  const date = asMoment(value.getTime());
  if (date === undefined) {
    addNote(pass, property.path, 'date_unreadable', 'Not a date; dropped.');
  } else if (pass.compiled.settings.dates === 'text' && !standsForNoDate(date, property.name)) {
    addCandidate(pass, property, 'text', toIsoText(date));
  } else addDate(pass, property, date);
}
