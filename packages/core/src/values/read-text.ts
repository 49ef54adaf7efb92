import { addCandidate, addNote, type MetadataPass } from './pass';
import type { Place } from './property';
import { cutText, fitsAsLink, isHttpUri } from './text';
import { isWellFormed, toWellFormed } from '../well-formed';

/** Text that is nothing else: at most 255 code points, without half characters. */
export function readText(pass: MetadataPass, place: Place, text: string): void {
  addCandidate(pass, place, 'text', fitText(pass, place, text));
}

/** A link where the text is one, uncut; else text. */
export function readTextOrLink(pass: MetadataPass, place: Place, text: string): void {
  if (!isHttpUri(text)) readText(pass, place, text);
  else if (fitsAsLink(text)) addCandidate(pass, place, 'link', repairText(pass, place, text));
  else {
    addNote(pass, place.path, 'link_cut', 'A link too long to send; cut, so that it no longer works.');
    addCandidate(pass, place, 'text', cutText(repairText(pass, place, text)));
  }
}

export function fitText(pass: MetadataPass, place: Place, text: string): string {
  const repaired = repairText(pass, place, text);
  const cut = cutText(repaired);
  if (cut.length !== repaired.length)
    addNote(pass, place.path, 'text_cut', 'Longer than 255 characters; cut.');
  return cut;
}

/** Half a surrogate pair has no form in UTF-8, so what arrives would be anybody's guess. */
export function repairText(pass: MetadataPass, place: Place, text: string): string {
  if (isWellFormed(text)) return text;
  addNote(pass, place.path, 'text_repaired', 'Half a character was replaced.');
  return toWellFormed(text);
}
