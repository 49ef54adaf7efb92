import { DEFAULT_MAPPING_SETTINGS } from '@intercom-destination/core';
import { drawCase, maybe, oneOf, someOf, type Chance } from './chance';
import type { IdentitySettings } from './identity-oracle';

const TEXTS = [
  ...['u1', ' u2 ', 'Ana', '007', '0.0', '-2', 'nobody', 'half \ud800'],
  ...['12E4', '1e5', '12E-4', '1.e5', '1E+1e'],
];
const NUMBERS = [42, 1.5, -7, 123456789012, 9007199254740991];
const ROUNDED = [9007199254740992, 1610521604143693800, 1e21, -9007199254740994, 1.7976931348623157e308];
const MANGLED = [
  ...['1.23457E+14', '1,23457E+14', '-1.23457E+14', ' 4.7E+11', '1.6e+18'],
  ...['1E+15', '1E+2', '1.5e3', '2,5E-7'],
];
const EMAILS = [
  ...['ana@example.com', 'Ben@Example.COM', ' cy@example.org\n'],
  ...['no-reply@example.com', 'dé@münchen.de'],
];
const NO_EMAILS = [
  ...['ana', 'ana@', '@example.com', 'a b@example.com', 'a@b@example.com'],
  ...['ana@example', 'ana@example.', 'ana@example.com.', 'ana@.com'],
];
const OBJECTS = [{}, [], ['u1'], [42], { id: 'u1' }, { email: 'ana@example.com' }];
const TOO_LONG = ['x'.repeat(513), ' '.repeat(513), 'u1'.padEnd(513), 'ana@example.com'.padStart(600)];
const LONGEST = [
  ...['x'.repeat(512), 'u1'.padEnd(512)],
  ...[`${'a'.repeat(242)}@example.com`, `${'a'.repeat(243)}@example.com`],
];
const BLANKS = ['', ' ', '\u00a0\t', null];

const INTEGRATIONS = [
  ...['Intercom', 'Intercom', ' Intercom', 'Intercom ✦', 'Intercom V2', 'INTERCOM_EVENTS'],
  ...['Intercom Cloud Mode (Actions)', 'Actions Intercom Cloud', 'actions-intercom-cloud'],
  ...['actions-intercom-events', 'actions-intercom-web', 'Intercom Web', 'Intercom Web (Actions)'],
  ...['Intercom Mobile', 'Intercom Mobile (iOS)', 'Intercom Mobile日本', 'Actions Intercom Mobile'],
  ...['Intercom Legacy', 'my-intercom', 'My Intercom', 'Intercom日本', 'Intercomé'],
  ...['All', 'All', 'CRM', 'Mixpanel'],
];
const ON = [true, 'true', 'True', {}];
const OFF = [false, 'false', 'FALSE'];
const NEITHER = ['yes', ' false ', 'off', '', [], null, 0, 1];
const CONTACT_ID_TYPES = ['intercom_contact_id', 'intercomContactId', 'intercom_id'];
const OTHER_TYPES = ['Email', 'hubspot_id', 7];

/** What may be in a call that tells who it is about or where it may go, with no name and no time. */
export function drawCall(chance: Chance): Record<string, unknown> {
  return {
    ...maybe(chance, 0.5, 'userId', drawIdentifier),
    ...maybe(chance, 0.4, 'anonymousId', drawIdentifier),
    ...maybe(chance, 0.4, 'traits', orNoObject(drawTraits)),
    ...maybe(chance, 0.7, 'context', orNoObject(drawContext)),
    ...maybe(chance, 0.5, 'integrations', orNoObject(drawIntegrations)),
    ...maybe(chance, 0.6, 'properties', orNoObject(drawProperties)),
  };
}

export function drawSettings(chance: Chance): IdentitySettings {
  const { identifierOrder, emailFrom, placeholderIds } = DEFAULT_MAPPING_SETTINGS;
  return {
    identifierOrder: chance() < 0.5 ? identifierOrder : someOf(chance, identifierOrder, 1),
    emailFrom: chance() < 0.5 ? emailFrom : someOf(chance, emailFrom, 0),
    sendAnonymousId: chance() < 0.3,
    placeholderIds:
      chance() < 0.6 ? placeholderIds : oneOf(chance, [[], ['Nobody', 'ANA@example.com', 'null', 'u1']]),
    integrationNames:
      chance() < 0.6
        ? []
        : oneOf(chance, [['my intercom'], ['CRM', 'Intercom Legacy'], ['intercom web (actions)']]),
  };
}

function drawIdentifier(chance: Chance): unknown {
  const kind = chance();
  if (kind < 0.2) return oneOf(chance, TEXTS);
  if (kind < 0.3) return oneOf(chance, NUMBERS);
  if (kind < 0.4) return oneOf(chance, ROUNDED);
  if (kind < 0.5) return oneOf(chance, MANGLED);
  if (kind < 0.65) return drawPlaceholder(chance);
  if (kind < 0.75) return oneOf(chance, EMAILS);
  return drawOddity(chance);
}

function drawEmail(chance: Chance): unknown {
  const kind = chance();
  if (kind < 0.5) return oneOf(chance, EMAILS);
  if (kind < 0.7) return oneOf(chance, NO_EMAILS);
  return kind < 0.8 ? drawPlaceholder(chance) : drawIdentifier(chance);
}

function drawOddity(chance: Chance): unknown {
  const kinds: unknown[][] = [BLANKS, BLANKS, BLANKS, OBJECTS, TOO_LONG, LONGEST, NO_EMAILS, [true, false]];
  return oneOf(chance, oneOf(chance, kinds));
}

/** One of the list, in odd case and with blanks, or one of the numbers that read like them. */
function drawPlaceholder(chance: Chance): unknown {
  if (chance() < 0.2) return oneOf(chance, [0, -0, -1]);
  const text = oneOf(chance, DEFAULT_MAPPING_SETTINGS.placeholderIds);
  return oneOf(chance, ['', '', ' ', '\n']) + drawCase(chance, text) + oneOf(chance, ['', '', ' ', '\t']);
}

function drawTraits(chance: Chance): object {
  return {
    ...maybe(chance, 0.3, 'id', drawIdentifier),
    ...maybe(chance, 0.2, 'userId', drawIdentifier),
    ...maybe(chance, 0.5, 'email', drawEmail),
  };
}

function drawContext(chance: Chance): object {
  return {
    ...maybe(chance, 0.5, 'traits', orNoObject(drawTraits)),
    ...maybe(chance, 0.2, 'externalId', drawExternalIds),
    ...maybe(chance, 0.5, 'externalIds', drawExternalIds),
  };
}

function drawExternalIds(chance: Chance): unknown {
  if (chance() < 0.05) return oneOf(chance, [null, 5, true]);
  return Array.from({ length: Math.floor(chance() * 5) }, () => {
    if (chance() < 0.05) return oneOf(chance, [null, 5, 'user_id']);
    const type = oneOf(chance, [
      'user_id',
      'email',
      oneOf(chance, CONTACT_ID_TYPES),
      oneOf(chance, OTHER_TYPES),
    ]);
    const draw = type === 'email' ? drawEmail : drawIdentifier;
    return { type, ...maybe(chance, 0.95, 'id', draw), collection: 'users' };
  });
}

function drawIntegrations(chance: Chance): object {
  return Object.fromEntries(
    Array.from({ length: 1 + Math.floor(chance() * 4) }, () => {
      const name = oneOf(chance, INTEGRATIONS);
      const value =
        chance() < 0.3
          ? { id: drawIdentifier(chance) }
          : oneOf(chance, oneOf<unknown[]>(chance, [ON, OFF, NEITHER]));
      return [chance() < 0.7 ? name : drawCase(chance, name), value];
    }),
  );
}

function drawProperties(chance: Chance): object {
  return {
    ...maybe(chance, 0.8, 'email', drawEmail),
    ...maybe(chance, 0.2, 'userId', drawIdentifier),
    ...maybe(chance, 0.2, 'id', drawIdentifier),
  };
}

/** Seldom no object at all. Never text, which may hold an object as JSON. */
function orNoObject(draw: (chance: Chance) => object): (chance: Chance) => unknown {
  return (chance) => (chance() < 0.03 ? oneOf(chance, [null, 5, true, []]) : draw(chance));
}
