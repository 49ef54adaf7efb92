import { asObject, ownValue, type JsonObject } from '../json-object';
import type { Note } from '../notes';
import type { Call } from './call';
import { openTexts } from './open-texts';

/** A call whose texts are opened, and the objects in it, each looked up once. */
export interface OpenedCall {
  readonly call: Call;
  readonly traits: JsonObject | undefined;
  readonly context: JsonObject | undefined;
  readonly contextTraits: JsonObject | undefined;
  readonly integrations: JsonObject | undefined;
  readonly externalIds: unknown;
  /** Text that was cut off, or a list, stands in place of an object, and may have named the person. */
  readonly isCutShort: boolean;
}

/** `given` is a call as it arrives, in which JSON may stand as text. */
export function openCall(given: Call, notes: Note[]): OpenedCall {
  const asGiven = lookUpFields(given);
  return asGiven.holdsText ? lookUpFields(openTexts(given, notes)) : asGiven;
}

function lookUpFields(call: Call): OpenedCall & { readonly holdsText: boolean } {
  const traits = ownValue(call, 'traits');
  const context = ownValue(call, 'context');
  const openContext = asObject(context);
  const contextTraits = ownValue(openContext, 'traits');
  const integrations = ownValue(call, 'integrations');
  return {
    call,
    traits: asObject(traits),
    context: openContext,
    contextTraits: asObject(contextTraits),
    integrations: asObject(integrations),
    externalIds: ownValue(openContext, 'externalIds'),
    isCutShort:
      isCutShort(traits) || isCutShort(context) || isCutShort(contextTraits) || isCutText(integrations),
    holdsText:
      typeof traits === 'string' ||
      typeof context === 'string' ||
      typeof contextTraits === 'string' ||
      typeof integrations === 'string' ||
      typeof ownValue(call, 'properties') === 'string',
  };
}

/** Of what is no object where one should stand. JSON begins so; a word such as `None` stands for nothing. */
function isCutShort(value: unknown): boolean {
  return isCutText(value) || (Array.isArray(value) && value.length > 0);
}

function isCutText(value: unknown): boolean {
  return typeof value === 'string' && /^\s*[{["]/.test(value) && !holdsNothing(value);
}

/** `[]`, as PHP writes an empty map, and text in text in which nothing is. */
function holdsNothing(text: string): boolean {
  if (text.length > NOTHING_LENGTH_MAX) return false;
  const bare = text.replace(/[\s"\\]/g, '');
  return bare === '' || bare === '[]' || bare === 'null';
}

const NOTHING_LENGTH_MAX = 20;
