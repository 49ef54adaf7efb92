import { asObject, toIdentifierText } from '@intercom-destination/core';
import { ownProperty } from '../sources/own-property';

/**
 * All that may name a person in a call, whatever the mapping would choose: somebody who must not be written to is not
 * to be reached by another of their identifiers. A number is one that JSON has rounded; everything else is text.
 */
export function everyIdentifier(call: unknown): (string | number)[] {
  const context = ownProperty(call, 'context');
  const values: unknown[] = [
    ownProperty(call, 'userId'),
    ownProperty(call, 'anonymousId'),
    ownProperty(ownProperty(call, 'properties'), 'email'),
  ];
  for (const traits of [ownProperty(call, 'traits'), ownProperty(context, 'traits')]) {
    values.push(ownProperty(traits, 'userId'), ownProperty(traits, 'id'), ownProperty(traits, 'email'));
  }
  for (const list of [ownProperty(context, 'externalId'), ownProperty(context, 'externalIds')]) {
    if (Array.isArray(list)) for (const entry of list) values.push(ownProperty(entry, 'id'));
  }
  const integrations = Object.values(asObject(ownProperty(call, 'integrations')) ?? {});
  for (const options of integrations) values.push(ownProperty(options, 'id'));
  return values.flatMap((value) => toIdentifierText(value) ?? (typeof value === 'number' ? value : []));
}
