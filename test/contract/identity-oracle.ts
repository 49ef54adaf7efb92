import type { IdentifierKind, MappingSettings } from '@intercom-destination/core';
import { at, entriesOf, isObject } from './members';

export type IdentitySettings = Pick<
  MappingSettings,
  'identifierOrder' | 'emailFrom' | 'sendAnonymousId' | 'placeholderIds' | 'integrationNames'
>;

export type ExpectedIdentity =
  | {
      /** The identifier that is sent, then the fallbacks. */
      readonly identifiers: readonly { readonly by: IdentifierKind; readonly value: string }[];
      /** Codes that the notes hold, among others: of what was passed over for the identifier that is sent. */
      readonly noted: readonly string[];
    }
  | { readonly refusal: 'no_contact' | 'identifier_unreadable' };

/** What a field holds that should name the person. */
type Reading =
  | { readonly kind: 'identifier'; readonly text: string }
  | { readonly kind: 'blank' | 'placeholder' | 'unreadable' | 'several' | 'no_email' };

const NOTE_OF = {
  identifier: undefined,
  blank: undefined,
  placeholder: 'placeholder_ignored',
  unreadable: 'identifier_ignored',
  several: 'identifier_ignored',
  no_email: 'email_invalid',
} as const satisfies Record<Reading['kind'], string | undefined>;

/**
 * What "Who" in docs/mapping.md says of a call. Written from that page and docs/settings.md, without a look at the
 * mapper, plain and slow, so that the two can disagree.
 */
export function expectIdentity(call: unknown, settings: IdentitySettings): ExpectedIdentity {
  const { identifierOrder, emailFrom } = settings;
  const readings = readFields(call, settings);
  const identifiers = identifierOrder.flatMap((by) => {
    const value = textOf(readings[by].find(isIdentifier));
    const further = by === 'email' ? emailOfUserId(readings, settings) : undefined;
    const values = [value, further === value ? undefined : further];
    return values.flatMap((one) => (one === undefined ? [] : [{ by, value: one }]));
  });
  const inOrder = identifierOrder.flatMap((by) => readings[by]);

  const isAboutSomebody = Object.values(readings)
    .flat()
    .some(({ kind }) => kind !== 'blank');
  if (!isAboutSomebody && identifierOrder.includes('email') && emailFrom.includes('properties.email')) {
    const reading = readEmail(at(call, 'properties', 'email'), settings);
    const value = textOf(reading);
    if (value !== undefined) return { identifiers: [{ by: 'email', value }], noted: [] };
    inOrder.push(reading);
  }

  if (identifiers.length === 0) {
    const isUnreadable = inOrder.some(({ kind }) => kind === 'unreadable');
    return { refusal: isUnreadable ? 'identifier_unreadable' : 'no_contact' };
  }
  const passedOver = inOrder.slice(0, inOrder.findIndex(isIdentifier));
  return { identifiers, noted: passedOver.flatMap(({ kind }) => NOTE_OF[kind] ?? []) };
}

/** Every field that may name the person but `properties.email`, in the order in which they are asked. */
function readFields(call: unknown, settings: IdentitySettings): Record<IdentifierKind, Reading[]> {
  const userIds = [
    ...userIdsOfTraits(call).map((value) => readIdentifier(value, settings)),
    readOnly(externalIds(call, 'externalIds', ['user_id']), (value) => readIdentifier(value, settings)),
    ...(settings.sendAnonymousId ? [readIdentifier(at(call, 'anonymousId'), settings)] : []),
  ];
  const userId = textOf(userIds.find(isIdentifier));
  return {
    id: [
      ...contactIds(call, settings).map((value) => readIdentifier(value, settings)),
      ...['externalId', 'externalIds'].map((list) => readNoList(at(call, 'context', list))),
    ],
    user_id: userIds,
    email: settings.emailFrom.map((source): Reading => {
      switch (source) {
        case 'context.traits.email':
          return readEmail(at(call, 'context', 'traits', 'email'), settings);
        case 'traits.email':
          return readEmail(at(call, 'traits', 'email'), settings);
        case 'context.externalIds':
          return readOnly(externalIds(call, 'externalIds', ['email']), (value) => readEmail(value, settings));
        case 'userId':
          return userId !== undefined && isEmail(userId) ? readEmail(userId, settings) : { kind: 'blank' };
        case 'properties.email':
          return { kind: 'blank' };
        default:
          return source satisfies never;
      }
    }),
  };
}

function emailOfUserId(
  { user_id: userIds }: Record<IdentifierKind, Reading[]>,
  settings: IdentitySettings,
): string | undefined {
  const userId = textOf(userIds.find(isIdentifier));
  if (!settings.emailFrom.includes('userId') || userId === undefined || !isEmail(userId)) return undefined;
  return textOf(readEmail(userId, settings));
}

function userIdsOfTraits(call: unknown): unknown[] {
  return [
    at(call, 'userId'),
    at(call, 'traits', 'userId'),
    at(call, 'traits', 'id'),
    at(call, 'context', 'traits', 'userId'),
    at(call, 'context', 'traits', 'id'),
  ];
}

const CONTACT_ID_TYPES = ['intercom_contact_id', 'intercomContactId', 'intercom_id'];

function contactIds(call: unknown, settings: IdentitySettings): unknown[] {
  const ofIntegrations = entriesOf(at(call, 'integrations'))
    .filter(([name]) => isServerName(name, settings))
    .map(([, options]) => at(options, 'id'));
  return [
    ...ofIntegrations,
    ...externalIds(call, 'externalId', CONTACT_ID_TYPES),
    ...externalIds(call, 'externalIds', CONTACT_ID_TYPES),
  ];
}

function externalIds(
  call: unknown,
  list: 'externalId' | 'externalIds',
  types: readonly unknown[],
): unknown[] {
  const entries = at(call, 'context', list);
  if (!Array.isArray(entries)) return [];
  return entries.filter((entry) => types.includes(at(entry, 'type'))).map((entry) => at(entry, 'id'));
}

/** Text in place of a list of external ids. */
function readNoList(value: unknown): Reading {
  return { kind: typeof value === 'string' && value.trim() !== '' ? 'unreadable' : 'blank' };
}

function readOnly(values: readonly unknown[], read: (value: unknown) => Reading): Reading {
  const filled = values.filter((value) => value !== undefined && value !== null && value !== '');
  return new Set(filled).size > 1 ? { kind: 'several' } : read(filled[0]);
}

function readIdentifier(value: unknown, { placeholderIds }: IdentitySettings): Reading {
  if (value === undefined || value === null) return { kind: 'blank' };
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return { kind: 'unreadable' };
  }
  if (typeof value === 'string' && value.length > 512) return { kind: 'unreadable' };
  const text = String(value).trim();
  if (text === '') return { kind: 'blank' };
  if (isOneOf(text, placeholderIds)) return { kind: 'placeholder' };
  if (typeof value === 'boolean') return { kind: 'unreadable' };
  if (typeof value === 'number' && Math.abs(value) >= 2 ** 53) return { kind: 'unreadable' };
  if (typeof value === 'string' && isScientific(text)) return { kind: 'unreadable' };
  return { kind: 'identifier', text: text.toWellFormed() };
}

/** `1.2E+14`, `1,2e5`, `12E+4`; not `12E4`. */
function isScientific(text: string): boolean {
  const [mantissa = '', exponent, ...more] = text.toLowerCase().split('e');
  if (exponent === undefined || more.length > 0) return false;
  const isFraction = /^[+-]?\d+[.,]\d+$/.test(mantissa) && /^[+-]?\d+$/.test(exponent);
  return isFraction || (/^[+-]?\d+$/.test(mantissa) && /^\+\d+$/.test(exponent));
}

function readEmail(value: unknown, settings: IdentitySettings): Reading {
  const reading = readIdentifier(value, settings);
  if (reading.kind === 'blank' || reading.kind === 'placeholder') return reading;
  if (typeof value === 'string' && value.length > 512) return { kind: 'unreadable' };
  const email = reading.kind === 'identifier' ? reading.text.toLowerCase() : '';
  return isEmail(email) ? { kind: 'identifier', text: email } : { kind: 'no_email' };
}

function isEmail(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@');
  const isDotted = domain.includes('.') && !domain.startsWith('.') && !domain.endsWith('.');
  return local !== '' && isDotted && more.length === 0 && !/\s/.test(text) && text.length <= 254;
}

/** What "Opt-outs" says of a call's `integrations`. */
export function expectOptedOut(call: unknown, settings: IdentitySettings): boolean {
  const switches = entriesOf(at(call, 'integrations'));
  const valuesOf = (isMeant: (name: string) => boolean) =>
    switches.filter(([name]) => isMeant(name)).map(([, value]) => value);
  const onServers = valuesOf((name) => isServerName(name, settings));
  if (onServers.some(isOff)) return true;
  if (onServers.some(isOn)) return false;
  return valuesOf(isDeviceName).some(isOff) || valuesOf((name) => isOneOf(name, ['All'])).some(isOff);
}

/** Whether a name among the `integrations` speaks of Intercom and is not known. */
export function expectUnclearIntegration(call: unknown, settings: IdentitySettings): boolean {
  return entriesOf(at(call, 'integrations')).some(
    ([name]) =>
      name.toLowerCase().includes('intercom') && !isServerName(name, settings) && !isDeviceName(name),
  );
}

const SERVER_NAMES = [
  'Intercom',
  'Intercom Cloud Mode (Actions)',
  'Actions Intercom Cloud',
  'Intercom V2',
  'Intercom Events',
  'Actions Intercom Events',
].map(lettersAndDigits);

function isServerName(name: string, { integrationNames }: IdentitySettings): boolean {
  return isOneOf(name, integrationNames) || isOneOf(lettersAndDigits(name), SERVER_NAMES);
}

function isDeviceName(name: string): boolean {
  const letters = lettersAndDigits(name).replace(/^actions/i, '');
  return isOneOf(letters, ['IntercomWeb', 'IntercomWebActions']) || /^intercommobile/i.test(letters);
}

function lettersAndDigits(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, '');
}

function isOff(value: unknown): boolean {
  return value === false || (typeof value === 'string' && value.toLowerCase() === 'false');
}

function isOn(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true') || isObject(value);
}

function isIdentifier({ kind }: Reading): boolean {
  return kind === 'identifier';
}

function textOf(reading: Reading | undefined): string | undefined {
  return reading?.kind === 'identifier' ? reading.text : undefined;
}

function isOneOf(text: string, texts: readonly string[]): boolean {
  return texts.some((other) => other.toLowerCase() === text.toLowerCase());
}
