import { asObject, toIdentifierText, type Identifier, type TrackCall } from '@intercom-destination/core';

/**
 * The user id and the email in the fields in which a platform's own mapping looks for them, wherever in the call the mapper has
 * found them. `own` are the identifiers that it found. What the mapper reads as it stands stays as it is.
 */
export function namePerson(
  { userId, anonymousId, context }: TrackCall,
  own: readonly Identifier[],
): { readonly userId: string | undefined; readonly context?: object } {
  const given = toIdentifierText(userId);
  const found = own.find(({ by }) => by === 'user_id')?.value;
  // The anonymous id names the person by a setting that the destination has too.
  const isAnonymous = found === toIdentifierText(anonymousId);
  return {
    userId: found === undefined || isAnonymous ? given : found,
    ...nameEmail(asObject(context) ?? {}, own, found),
  };
}

function nameEmail(
  context: Readonly<Record<string, unknown>>,
  own: readonly Identifier[],
  userId: string | undefined,
): { readonly context?: object } {
  // A user id that is an email is told by itself.
  const email = own.find(({ by, value }) => by === 'email' && value !== userId?.toLowerCase())?.value;
  const traits = asObject(context['traits']) ?? {};
  if (email === undefined || isSame(traits['email'], email)) return {};
  return { context: { ...context, traits: { ...traits, email } } };
}

function isSame(given: unknown, email: string): boolean {
  return typeof given === 'string' && given.trim().toLowerCase() === email;
}
