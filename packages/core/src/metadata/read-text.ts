import { addCandidate, addNote, type MetadataPass, type Place } from './pass';
import { cutText, fitsAsLink, isHttpUri } from './text';

/** Text that is nothing else: at most 255 code points, without half characters. */
export function readText(pass: MetadataPass, place: Place, text: string): void {
  addCandidate(pass, place, { kind: 'text', text: fitText(pass, place, text) });
}

/** A link where the text is one, uncut; else text. */
export function readTextOrLink(pass: MetadataPass, place: Place, text: string): void {
  if (!isHttpUri(text)) readText(pass, place, text);
  else if (fitsAsLink(text)) addCandidate(pass, place, { kind: 'link', url: text });
  else {
    addNote(pass, place.path, 'link_cut', 'A link too long to send; cut, so that it no longer works.');
    addCandidate(pass, place, { kind: 'text', text: cutText(text) });
  }
}

export function fitText(pass: MetadataPass, place: Place, text: string): string {
  let fitted = text;
  if (!text.isWellFormed()) {
    addNote(pass, place.path, 'text_repaired', 'Half a character was replaced.');
    fitted = text.toWellFormed();
  }
  const cut = cutText(fitted);
  if (cut.length !== fitted.length) addNote(pass, place.path, 'text_cut', 'Longer than 255 characters; cut.');
  return cut;
}
