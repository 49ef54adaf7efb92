/**
 * The fields of a call that say whose it is: top-level ones, `context.traits`, and ids of contacts.
 * `foreignIds` are ids of contacts elsewhere; the host decides how they are written.
 */
export function whoIs(random, person, { alwaysTraits }) {
  const { kind, email, anonymousId, userId, contactId, crmId } = person;
  const foreignIds = crmId === undefined ? [] : [{ type: 'hubspot_contact_id', id: crmId }];
  if (kind === 'anonymous') return { top: { anonymousId }, traits: undefined, foreignIds };
  if (kind === 'lead') return { top: { anonymousId }, traits: undefined, foreignIds, leadId: contactId };

  const traits = { email: spelled(random, email), name: `${person.firstName} ${person.lastName}` };
  if (kind === 'email_only') return { top: { anonymousId }, traits, foreignIds };
  if (person.idOnlyInTraits) return { top: { anonymousId }, traits: { ...traits, userId }, foreignIds };
  const showsTraits = alwaysTraits || kind === 'renumbered' || random.chance(0.5);
  return { top: { anonymousId, userId }, traits: showsTraits ? traits : undefined, foreignIds };
}

/** What the call says about destinations, if its person has decided anything. */
export function integrationsOf({ refusesIntercom, refusesAll, allowsOnlyIntercom }, otherwise) {
  if (refusesIntercom) return { ...otherwise, Intercom: false };
  if (refusesAll) return { All: false };
  if (allowsOnlyIntercom) return { All: false, Intercom: true };
  return otherwise;
}

// Intercom compares emails without case; not every form that asks for one trims it.
function spelled(random, email) {
  if (random.chance(0.03)) return email.toUpperCase();
  if (random.chance(0.02)) return ` ${email}`;
  return email;
}
