import { asObject } from '@intercom-destination/core';
import { field } from '../sources/own-property';

/**
 * All that may name a person in a call, whatever the mapping would choose: somebody who must not be written to is not
 * to be reached by another of their identifiers.
 */
export function everyIdentifier(call: unknown): string[] {
  const context = field(call, 'context');
  const texts: unknown[] = [
    field(call, 'userId'),
    field(call, 'anonymousId'),
    field(field(call, 'properties'), 'email'),
  ];
  for (const traits of [field(call, 'traits'), field(context, 'traits')]) {
    texts.push(field(traits, 'userId'), field(traits, 'id'), field(traits, 'email'));
  }
  for (const list of [field(context, 'externalId'), field(context, 'externalIds')]) {
    if (Array.isArray(list)) texts.push(...list.map((entry) => field(entry, 'id')));
  }
  const integrations = Object.values(asObject(field(call, 'integrations')) ?? {});
  texts.push(...integrations.map((options) => field(options, 'id')));
  return texts.flatMap((text) =>
    typeof text === 'string' || typeof text === 'number' ? [String(text)] : [],
  );
}
