import { isWellFormed, toWellFormed } from '../well-formed';
import { addCandidate, addNote, type MetadataPass } from './pass';
import type { Property } from './property';
import { cutText, fitsAsLink, isHttpUri } from './text';

/** Text that is nothing else: at most 255 code points, without half characters. */
export function readText(pass: MetadataPass, property: Property, text: string): void {
  addCandidate(pass, property, 'text', fitText(pass, property, text));
}

/** A link where the text is one, uncut; else text. */
export function readTextOrLink(pass: MetadataPass, property: Property, text: string): void {
  if (!isHttpUri(text)) readText(pass, property, text);
  else if (fitsAsLink(text)) addCandidate(pass, property, 'link', repairText(pass, property, text));
  else {
    addNote(pass, property.path, 'link_cut', 'A link too long to send; cut, so that it no longer works.');
    addCandidate(pass, property, 'text', cutText(repairText(pass, property, text)));
  }
}

export function fitText(pass: MetadataPass, property: Property, text: string): string {
  const repaired = repairText(pass, property, text);
  const cut = cutText(repaired);
  if (cut.length !== repaired.length)
    addNote(pass, property.path, 'text_cut', 'Longer than 255 characters; cut.');
  return cut;
}

/** Half a surrogate pair has no form in UTF-8, so what arrives would be anybody's guess. */
export function repairText(pass: MetadataPass, property: Property, text: string): string {
  if (isWellFormed(text)) return text;
  addNote(pass, property.path, 'text_repaired', 'Half a character was replaced.');
  return toWellFormed(text);
}
