import { toIsoText, toUnixSeconds, type FoundDate } from './find-date';
import { addCandidate, addNote, type MetadataPass } from './pass';
import type { Property } from './property';

/** Unix seconds, or ISO text for what they cannot say and for who wants no dates. */
export function addDate(pass: MetadataPass, property: Property, date: FoundDate): void {
  if (date.epochMs < 0) {
    addNote(pass, property.path, 'date_before_1970', 'A date before 1970; sent as text.');
    addCandidate(pass, property, 'text', toIsoText(date));
    return;
  }
  addNote(pass, property.path, 'date_converted', 'Sent as Unix seconds.');
  addCandidate(pass, property, 'date', toUnixSeconds(date.epochMs));
}

/** A `Date`, as a host may hand in where JSON has text. */
export function addDateObject(pass: MetadataPass, property: Property, value: Date): void {
  const epochMs = value.getTime();
  if (Number.isNaN(epochMs)) {
    addNote(pass, property.path, 'date_unreadable', 'Not a date; dropped.');
  } else if (pass.compiled.settings.dates === 'text') {
    addCandidate(pass, property, 'text', toIsoText({ epochMs, dateOnly: false }));
  } else addDate(pass, property, { epochMs, dateOnly: false });
}
