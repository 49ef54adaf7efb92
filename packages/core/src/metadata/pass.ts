import type { PropertyType } from '../mapping-settings';
import type { Note, NoteCode } from '../notes';
import type { JsonObject } from '../track-call';
import type { KeyFacts } from './keys';
import type { CompiledMetadataSettings } from './settings';
import type { Candidate, MetadataValue } from './value';

/** One reading of one call's properties. */
export interface MetadataPass {
  readonly compiled: CompiledMetadataSettings;
  readonly factsOf: (key: string) => KeyFacts;
  /** The call's `properties`; `undefined`: it has none. */
  readonly topLevel: JsonObject | undefined;
  readonly candidates: Candidate[];
  readonly notes: Note[];
}

/** A property on its way: what it is called, where it stands, and what the settings say of it. */
export interface Place {
  readonly path: string;
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
  const { path, key, depth, keepRank, renameTo, added } = place;
  if (keepRank === undefined && !added && pass.compiled.settings.otherKeys === 'drop') {
    addNote(pass, path, 'not_listed', 'Not in keepKeys, and otherKeys says to drop such properties.');
    return;
  }
  pass.candidates.push({ path, key, value, depth, keepRank, renameTo, added });
}

export function addNote(pass: MetadataPass, key: string, code: NoteCode, detail: string): void {
  pass.notes.push({ code, key, detail });
}

export function noteEmpty(pass: MetadataPass, place: Place): void {
  addNote(pass, place.path, 'blank_dropped', 'Empty.');
}
