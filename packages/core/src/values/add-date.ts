import { toIsoText, toUnixSeconds, type FoundDate } from './find-date';
import { addCandidate, addNote, type MetadataPass } from './pass';
import type { Place } from './property';

/** Unix seconds, or ISO text for what they cannot say and for who wants no dates. */
export function readDate(pass: MetadataPass, place: Place, date: FoundDate): void {
  if (date.epochMs < 0) {
    addNote(pass, place.path, 'date_before_1970', 'A date before 1970; sent as text.');
    addCandidate(pass, place, 'text', toIsoText(date));
    return;
  }
  addNote(pass, place.path, 'date_converted', 'Sent as Unix seconds.');
  addCandidate(pass, place, 'date', toUnixSeconds(date.epochMs));
}

/** A `Date`, as a host may hand in where JSON has text. */
export function readDateObject(pass: MetadataPass, place: Place, value: Date): void {
  const epochMs = value.getTime();
  if (Number.isNaN(epochMs)) {
    addNote(pass, place.path, 'date_unreadable', 'Not a date; dropped.');
  } else if (pass.compiled.settings.dates === 'text') {
    addCandidate(pass, place, 'text', toIsoText({ epochMs, dateOnly: false }));
  } else readDate(pass, place, { epochMs, dateOnly: false });
}
