import { asObject, type JsonObject } from '../json-object';
import type { Note } from '../notes';
import type { Call } from './call';
import { holdText, lookUpFields, openTexts, type ObjectFields } from './open-texts';

/** A call whose texts are opened, and the objects in it, each looked up once. */
export interface OpenedCall {
  readonly call: Call;
  readonly traits: JsonObject | undefined;
  readonly context: JsonObject | undefined;
  readonly contextTraits: JsonObject | undefined;
  readonly integrations: JsonObject | undefined;
  /** Text that was cut off, or a list, stands in place of an object, and may have named the person. */
  readonly isCutShort: boolean;
}

/** `given` is a call as it arrives, in which JSON may stand as text. */
export function openCall(given: Call, notes: Note[]): OpenedCall {
  const fields = lookUpFields(given);
  if (!holdText(fields)) return toOpenedCall(given, fields);
  const call = openTexts(given, notes);
  return toOpenedCall(call, lookUpFields(call));
}

function toOpenedCall(
  call: Call,
  { traits, context, contextTraits, integrations }: ObjectFields,
): OpenedCall {
  return {
    call,
    traits: asObject(traits),
    context: asObject(context),
    contextTraits: asObject(contextTraits),
    integrations: asObject(integrations),
    isCutShort:
      isCutShort(traits) ||
      isCutShort(context) ||
      isCutShort(contextTraits) ||
      (typeof integrations === 'string' && isCutShort(integrations)),
  };
}

/** Of what is no object where one should stand. JSON begins so; a word such as `None` stands for nothing. */
function isCutShort(value: unknown): boolean {
  if (typeof value === 'string') return /^\s*[{["]/.test(value) && !holdsNothing(value);
  return Array.isArray(value) && value.length > 0;
}

/** `[]`, as PHP writes an empty map, and text in text in which nothing is. */
function holdsNothing(text: string): boolean {
  if (text.length > NOTHING_LENGTH_MAX) return false;
  const bare = text.replace(/[\s"\\]/g, '');
  return bare === '' || bare === '[]' || bare === 'null';
}

const NOTHING_LENGTH_MAX = 20;
