import { BYTE, byteOrderMarkLength, isJsonSpace } from './json-bytes';
import { skipValue } from './skip-value';

/**
 * Whether the first object of the text has a list under `batch`. `undefined`: the text is too short to tell.
 */
export function findBatch(head: Buffer): boolean | undefined {
  let at = skipSpace(head, byteOrderMarkLength(head)) + 1;
  for (;;) {
    at = skipSpace(head, at);
    if (head[at] === BYTE.comma) at = skipSpace(head, at + 1);
    if (at >= head.length) return undefined;
    if (head[at] !== BYTE.quote) return false;
    const nameEnd = skipValue(head, at);
    if (nameEnd === -1) return undefined;
    const name = head.toString('utf8', at + 1, nameEnd - 1);
    at = skipSpace(head, nameEnd);
    if (at >= head.length) return undefined;
    if (head[at] !== BYTE.colon) return false;
    at = skipSpace(head, at + 1);
    if (at >= head.length) return undefined;
    if (name === 'batch') return head[at] === BYTE.openBracket;
    at = skipValue(head, at);
    if (at === -1) return undefined;
  }
}

function skipSpace(head: Buffer, from: number): number {
  let at = from;
  while (at < head.length && isJsonSpace(head[at] ?? 0)) at += 1;
  return at;
}
