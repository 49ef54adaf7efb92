import { asObject, ownValue, type JsonObject } from '../json-object';
import type { Note } from '../notes';
import { isBlank } from '../values/text';
import type { Call } from './call';
import { openTexts } from './open-texts';

/** A call whose texts are opened, and the objects in it, each looked up once. */
export interface OpenedCall {
  readonly call: Call;
  readonly traits: JsonObject | undefined;
  readonly context: JsonObject | undefined;
  readonly contextTraits: JsonObject | undefined;
  readonly integrations: JsonObject | undefined;
  /** The context or traits are text that holds no object, and may have named the person: cut off, for example. */
  readonly hasUnreadText: boolean;
}

/** `given` is a call as it arrives, in which JSON may stand as text. */
export function openCall(given: Call, notes: Note[]): OpenedCall {
  const call = openTexts(given, notes);
  const traits = ownValue(call, 'traits');
  const contextValue = ownValue(call, 'context');
  const context = asObject(contextValue);
  const contextTraits = ownValue(context, 'traits');
  return {
    call,
    traits: asObject(traits),
    context,
    contextTraits: asObject(contextTraits),
    integrations: asObject(ownValue(call, 'integrations')),
    hasUnreadText: isFilledText(traits) || isFilledText(contextValue) || isFilledText(contextTraits),
  };
}

function isFilledText(value: unknown): boolean {
  return typeof value === 'string' && !isBlank(value);
}
