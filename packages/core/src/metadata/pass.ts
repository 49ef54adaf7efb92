import type { PropertyType } from '../mapping-settings';
import type { Note, NoteCode } from '../notes';
import type { KeyFacts } from './keys';
import type { CompiledMetadataSettings } from './settings';
import type { Candidate, MetadataValue } from './value';

/** One reading of one call's properties. */
export interface MetadataPass {
  readonly compiled: CompiledMetadataSettings;
  readonly factsOf: (key: string) => KeyFacts;
  /** Top-level keys of the call that hold dots themselves, in lower case. */
  readonly dottedKeys: ReadonlySet<string>;
  readonly candidates: Candidate[];
  readonly notes: Note[];
}

/** A property on its way: what it is called, where it stands, and what the settings say of it. */
export interface Place {
  readonly path: string;
  /** The flattened key as the call spells it, by which settings may name it. */
  readonly sentKey: string;
  /** The flattened key so far: the same, unless an object around it is renamed. */
  readonly key: string;
  /** Facts of the flattened key. */
  readonly facts: KeyFacts;
  /** Facts of the property's own key. */
  readonly name: KeyFacts;
  readonly depth: number;
  readonly keepRank: number | undefined;
  readonly renameTo: string | undefined;
  readonly type: PropertyType | undefined;
  readonly added: boolean;
}

export function addCandidate(pass: MetadataPass, place: Place, value: MetadataValue): void {
  const { path, sentKey, key, depth, keepRank, renameTo, added } = place;
  if (!isWanted(pass, place)) {
    noteUnwanted(pass, path);
    return;
  }
  pass.candidates.push({ path, sentKey, key, value, depth, keepRank, renameTo, added });
}

/** Beyond 2^53 a number has lost digits before it came here: an order's id would be another order's. */
export function addNumber(pass: MetadataPass, place: Place, number: number): void {
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    addNote(pass, place.path, 'number_imprecise', 'Beyond 2^53, where JSON rounds; send it as text.');
  }
  addCandidate(pass, place, { kind: 'number', number });
}

/** Whether `otherKeys` lets the property pass. */
export function isWanted({ compiled }: MetadataPass, { keepRank, added }: Place): boolean {
  return keepRank !== undefined || added || compiled.settings.otherKeys === 'send';
}

export function noteUnwanted(pass: MetadataPass, path: string): void {
  addNote(pass, path, 'not_listed', 'Not in keepKeys, and otherKeys says to drop such properties.');
}

export function addNote(pass: MetadataPass, key: string, code: NoteCode, detail: string): void {
  pass.notes.push({ code, key, detail });
}

export function noteEmpty(pass: MetadataPass, path: string): void {
  addNote(pass, path, 'blank_dropped', 'Empty.');
}
