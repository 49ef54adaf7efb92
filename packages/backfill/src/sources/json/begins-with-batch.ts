import { asObject } from '@intercom-destination/core';
import type { ColumnMapping } from '../warehouse/column-mapping';
import { isTableRow } from '../warehouse/is-table-row';
import { isEnvelope, marksCall, mayMarkCall } from './envelope';
import { BYTE, isJsonSpace } from './json-bytes';
import { skipValue } from './skip-value';

/**
 * Whether the object that begins at `from` has calls under `batch`, and is no call or row itself. `undefined`: more is needed to
 * tell. `isEnough`: no more is looked at, and an object that goes on is judged by the fields that are there.
 */
export function beginsWithBatch(
  head: Buffer,
  from: number,
  isEnough: boolean,
  columns: ColumnMapping | undefined,
): boolean | undefined {
  const end = skipValue(head, from);
  if (end === -1 && !isEnough) return undefined;
  const object = end === -1 ? undefined : asObject(parse(head.toString('utf8', from, end)));
  if (object !== undefined) return isEnvelope(object) && !isTableRow(object, columns);
  return hasBatch(head, from);
}

/** By the fields as far as they can be told apart, of an object that goes on or is no JSON. */
function hasBatch(head: Buffer, from: number): boolean {
  let at = from + 1;
  for (;;) {
    at = skipSpace(head, at);
    if (head[at] === BYTE.comma) at = skipSpace(head, at + 1);
    const nameEnd = head[at] === BYTE.quote ? skipValue(head, at) : -1;
    if (nameEnd === -1) return false;
    const name = head.toString('utf8', at + 1, nameEnd - 1);
    at = skipSpace(head, nameEnd);
    if (head[at] !== BYTE.colon) return false;
    at = skipSpace(head, at + 1);
    if (name === 'batch') return head[at] === BYTE.openBracket;
    const end = skipValue(head, at);
    if (end === -1) return false;
    if (mayMarkCall(name) && marksCall(name, parse(head.toString('utf8', at, end)))) return false;
    at = end;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function skipSpace(head: Buffer, from: number): number {
  let at = from;
  while (at < head.length && isJsonSpace(head[at] ?? 0)) at += 1;
  return at;
}
