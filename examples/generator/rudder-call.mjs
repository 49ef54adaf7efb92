import { clocks } from './clocks.mjs';
import { isoUtc, isoWithOffset } from './times.mjs';
import { integrationsOf, whoIs } from './who.mjs';

const libraries = [
  { name: 'RudderLabs JavaScript SDK', version: '3.20.0' },
  { name: '@rudderstack/rudder-sdk-node', version: '2.1.1' },
  { name: 'rudder-android-library', version: '1.26.0' },
];
const channels = ['web', 'server', 'mobile'];

// The zone of the server that received the call, which RudderStack keeps in what it writes itself.
const serverZoneMinutes = 330;

/** A call as RudderStack's dumps keep it. */
export function rudderCall(random, moment) {
  const { person, body } = moment;
  const library = person.deviceNumber % libraries.length;
  const { top, traits, foreignIds, leadId } = whoIs(random, person, { alwaysTraits: true });
  const times = clocks(random, moment);
  const leadByExternalId = leadId !== undefined && person.number % 2 === 0;
  const externalId = [
    ...foreignIds,
    ...(leadByExternalId ? [{ type: 'intercom_contact_id', id: leadId }] : []),
  ];
  return {
    channel: channels[library],
    context: {
      app: { name: 'Brambledesk', version: '4.12.0', namespace: 'com.example.brambledesk' },
      library: libraries[library],
      locale: person.locale,
      ip: person.ip,
      sessionId: Math.floor(moment.at / 1_800_000),
      ...(traits === undefined ? {} : { traits: { ...traits, anonymousId: person.anonymousId } }),
      ...(externalId.length === 0 ? {} : { externalId }),
      ...(person.consents === undefined ? {} : { consentManagement: consentOf(person.consents) }),
    },
    rudderId: `${person.anonymousId.slice(0, 24)}${person.contactId.slice(0, 12)}`,
    request_ip: person.ip,
    messageId: random.uuid(),
    originalTimestamp: isoUtc(times.originalTimestamp),
    sentAt: isoUtc(times.sentAt),
    receivedAt: isoWithOffset(times.receivedAt, serverZoneMinutes),
    ...top,
    ...body,
    integrations: integrationsOf(person, {
      All: true,
      ...(leadId === undefined || leadByExternalId ? {} : { Intercom: { id: leadId } }),
    }),
    timestamp: isoWithOffset(times.timestamp, serverZoneMinutes),
  };
}

const consentOf = (allowed) => ({
  provider: 'custom',
  resolutionStrategy: 'or',
  allowedConsentIds: allowed ? ['functional', 'marketing'] : ['functional'],
  deniedConsentIds: allowed ? [] : ['marketing'],
});
