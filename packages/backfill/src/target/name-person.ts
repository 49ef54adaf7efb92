import { asObject, toIdentifierText, type Identifier, type TrackCall } from '@intercom-destination/core';

/** What of a call a platform's own mapping looks at, with what its form would refuse the whole call for left out. */
export interface FormFields {
  readonly userId: string | undefined;
  readonly anonymousId: string | undefined;
  readonly context?: object;
  readonly properties?: object | undefined;
}

/**
 * The person in the fields in which a platform's own mapping looks, wherever in the call the mapper has found the
 * identifiers; `own` are those, the strongest first. What the mapper has passed over because of its type is left out, and what it reads
 * as it stands stays as it is.
 */
export function namePerson(
  { userId, anonymousId, context, properties }: TrackCall,
  own: readonly Identifier[],
  sendAnonymousId: boolean,
): FormFields {
  const anonymous = toIdentifierText(anonymousId);
  const found = own.find(({ by }) => by === 'user_id')?.value;
  // It names the person by a setting, which the destination has too.
  const isAnonymous = sendAnonymousId && found === anonymous?.trim();
  return {
    userId: found === undefined || isAnonymous ? toIdentifierText(userId) : found,
    anonymousId: anonymous,
    ...contextOf(asObject(context), own, found),
    ...(properties === undefined ? {} : { properties: asObject(properties) }),
  };
}

function contextOf(
  context: Readonly<Record<string, unknown>> | undefined,
  own: readonly Identifier[],
  userId: string | undefined,
): { readonly context?: object } {
  const traits = asObject(context?.['traits']);
  const given = traits?.['email'];
  // A user id that is an email address needs no second field.
  const found = own.find(({ by, value }) => by === 'email' && value !== userId?.toLowerCase())?.value;
  const email = found === undefined || isSame(given, found) ? asText(given) : found;
  const externalIds = asList(context?.['externalIds']);
  if (context === undefined && email === undefined) return {};
  return {
    context: {
      ...context,
      ...(traits === undefined && email === undefined ? {} : { traits: { ...traits, email } }),
      ...(context?.['externalIds'] === undefined ? {} : { externalIds }),
    },
  };
}

function isSame(given: unknown, email: string): boolean {
  return typeof given === 'string' && given.trim().toLowerCase() === email;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function asList(value: unknown): readonly object[] | undefined {
  return Array.isArray(value) ? value.filter((entry) => asObject(entry) !== undefined) : undefined;
}
