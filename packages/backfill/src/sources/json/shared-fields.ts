import { asObject, isOff, type JsonObject } from '@intercom-destination/core';
import type { RecordContent } from '../source-record';
import { parseJson } from './parse-json';

/** A field of a batch that can be read. */
export type SharedField = Extract<RecordContent, { readable: true }>;

/** What a batch says for all of its calls, laid under what a call says itself. */
export const LAID_UNDER: ReadonlySet<string> = new Set(['context', 'integrations']);
/** What it says for those of its calls that do not. SDKs write `sentAt` behind the calls. */
export const FOR_CALLS_WITHOUT: ReadonlySet<string> = new Set(['sentAt', 'receivedAt']);

export function isSharedField(name: string): boolean {
  return LAID_UNDER.has(name) || FOR_CALLS_WITHOUT.has(name);
}

/** The call with what its batch says for all. What is no call stays what it is. */
export function layUnder(fields: ReadonlyMap<string, SharedField>, content: RecordContent): RecordContent {
  const given = content.readable ? asObject(content.call) : undefined;
  if (fields.size === 0 || given === undefined || !content.readable) return content;
  const call: Record<string, unknown> = { ...given };
  const notes = [...(content.notes ?? [])];
  for (const [name, { call: ofBatch, notes: ofBatchNotes = [] }] of fields) {
    const own = call[name] ?? undefined;
    const both = own === undefined ? ofBatch : mergeField(name, ofBatch, own);
    if (both === own) continue;
    call[name] = both;
    notes.push(
      ...ofBatchNotes.map((note) => ({ ...note, key: note.key === '' ? name : `${name}.${note.key}` })),
    );
  }
  return notes.length === 0 ? { readable: true, call } : { readable: true, call, notes };
}

function mergeField(name: string, ofBatch: unknown, own: unknown): unknown {
  if (!LAID_UNDER.has(name)) return own;
  const over = openField(own);
  if (name === 'integrations') {
    if (isOff(own)) return own;
    // What is no object says nothing of who is on, so that an opt-out of the batch holds.
    if (over === undefined) return ofBatch;
    if (isOff(ofBatch)) return { All: false, ...over };
  }
  const under = openField(ofBatch);
  return under === undefined || over === undefined ? own : { ...under, ...over };
}

/** The object that the field is, or is the JSON of. */
function openField(value: unknown): JsonObject | undefined {
  return asObject(typeof value === 'string' ? parseJson(value)?.value : value);
}
