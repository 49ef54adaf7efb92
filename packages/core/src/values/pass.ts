import type { WireValue } from '../data-event';
import type { JsonObject } from '../json-object';
import type { Note, NoteCode } from '../notes';
import type { CompiledMetadataSettings } from '../settings/compile-metadata-settings';
import type { Property } from './property';
import type { PropertyCache } from './property-cache';
import { rankOf } from './rank';
import type { Candidate, ValueKind } from './value';

/** One reading of one call's properties. */
export interface MetadataPass {
  readonly compiled: CompiledMetadataSettings;
  readonly cache: PropertyCache;
  /** The call's `properties`; empty where it has none. */
  readonly properties: JsonObject;
  /** Top-level keys of the call that hold dots themselves, in lower case. */
  readonly dottedKeys: ReadonlySet<string>;
  readonly candidates: Candidate[];
  readonly notes: Note[];
  /** Whether the properties name another currency than the default one; `undefined`: no amount has asked. */
  namesOtherCurrency: boolean | undefined;
}

export function addCandidate(
  pass: MetadataPass,
  property: Property,
  kind: ValueKind,
  value: WireValue,
): void {
  if (!isWanted(pass, property)) {
    noteUnwanted(pass, property.path);
    return;
  }
  const rank = rankOf(property, kind, pass.compiled.settings.keepKeys.length);
  pass.candidates.push({ property, kind, rank, value, key: property.plainKey });
}

/** Beyond 2^53 a number has lost digits before it came here: an order's id would be another order's. */
export function addNumber(pass: MetadataPass, property: Property, number: number): void {
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    addNote(pass, property.path, 'number_imprecise', 'Beyond 2^53, where JSON rounds; send it as text.');
  }
  addCandidate(pass, property, 'number', number);
}

/** Whether `otherKeys` lets the property pass. */
export function isWanted({ compiled }: MetadataPass, { keepRank, added }: Property): boolean {
  return keepRank !== undefined || added || compiled.settings.otherKeys === 'send';
}

export function noteUnwanted(pass: MetadataPass, path: string): void {
  addNote(pass, path, 'not_listed', 'Not in keepKeys, and otherKeys says to drop such properties.');
}

export function addNote(pass: MetadataPass, key: string, code: NoteCode, detail: string): void {
  pass.notes.push({ code, key, detail });
}

export function noteExtendedJson(pass: MetadataPass, { path }: Property): void {
  addNote(pass, path, 'extended_json_read', "Read as MongoDB's number, date or id.");
}

export function noteEmpty(pass: MetadataPass, path: string): void {
  addNote(pass, path, 'blank_dropped', 'Empty, or a word for nothing such as null.');
}
