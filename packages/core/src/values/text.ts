import { canParseUrl } from '../can-parse-url';
import { LINK_LENGTH_MAX, TEXT_LENGTH_MAX } from '../limits';

/** Nothing but blanks, or a word that a program wrote for a value that was not there. */
export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  // Nearly all texts start with a visible ASCII character: no need to look further.
  if (first > 32 && first < 127) return beginsNullWord(first) && NULL_WORDS.has(text);
  return text.trim() === '';
}

/** In these spellings alone: a coupon may be called `none`, and a person Null. */
const NULL_WORDS: ReadonlySet<string> = new Set([
  'null',
  'NULL',
  '<nil>',
  'undefined',
  'NaN',
  '[object Object]',
]);

/** Whether one of them begins with the character: most texts are told by that. */
function beginsNullWord(first: number): boolean {
  return (
    first === LETTER_N ||
    first === LETTER_U ||
    first === CAPITAL_N ||
    first === LESS_THAN ||
    first === BRACKET
  );
}

const LETTER_N = 0x6e;
const LETTER_U = 0x75;
const CAPITAL_N = 0x4e;
const LESS_THAN = 0x3c;
const BRACKET = 0x5b;

/** At most 255 code points of the text, without half characters. */
export function cutText(text: string): string {
  if (text.length <= TEXT_LENGTH_MAX) return text;
  let end = 0;
  for (let points = 0; points < TEXT_LENGTH_MAX && end < text.length; points += 1) {
    end += isPair(text, end) ? 2 : 1;
  }
  return text.slice(0, end);
}

/** Whether a character that takes two UTF-16 units stands there. */
function isPair(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff;
}

/** What most links look like: any parser takes a host of letters, and whatever is visible ASCII behind it. */
const PLAIN_URI = /^https?:\/\/[a-z]+(?:\.[a-z]+)*(?:[/?#][!-~]*)?$/;

/** Whether the text is a whole http(s) URI: it parses and holds no blank or control character. */
export function isHttpUri(text: string): boolean {
  return startsLikeUri(text) && (PLAIN_URI.test(text) || (!hasBlankOrControl(text) && parsesAsUrl(text)));
}

/** A parser refuses nothing but what stands before the path, and may take the square of its length to read a host. */
function parsesAsUrl(text: string): boolean {
  return canParseUrl(text.slice(0, LINK_LENGTH_MAX) + BEYOND_LATIN_1);
}

/**
 * A fragment, which changes no answer, of a character that is not in Latin-1: Node 20 takes the bytes of a text in Latin-1
 * for UTF-8 once the calling code is optimised, and refuses `https://ü.de` from the four thousandth time on.
 */
const BEYOND_LATIN_1 = '#…';

/** Whether a URI is short enough to be sent uncut. */
export function fitsAsLink(url: string): boolean {
  return url.length <= LINK_LENGTH_MAX;
}

function startsLikeUri(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first === 104 || first === 72) && /^https?:\/\//i.test(text);
}

function hasBlankOrControl(text: string): boolean {
  return /[\s\p{Cc}]/u.test(text);
}
