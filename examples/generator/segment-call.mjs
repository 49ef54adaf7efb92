import { clocks } from './clocks.mjs';
import { isoUtc } from './times.mjs';
import { integrationsOf, whoIs } from './who.mjs';

const libraries = [
  { name: 'analytics.js', version: 'npm:next-1.70.0' },
  { name: 'analytics-node', version: '2.1.3' },
  { name: 'analytics-ios', version: '4.1.8' },
];
const browsers = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
];

/** A call as Segment's archive keeps it. */
export function segmentCall(random, moment) {
  const { person, body } = moment;
  const library = libraries[person.deviceNumber % libraries.length];
  const { top, traits, foreignIds, leadId } = whoIs(random, person, { alwaysTraits: false });
  const times = clocks(random, moment);
  // Half of the leads are named in the way of a destination, half by an external id.
  const leadInContext = leadId !== undefined && person.number % 2 === 0;
  const externalId = leadInContext ? [{ type: 'intercom_contact_id', id: leadId }] : [];
  return {
    _metadata: { bundled: ['Segment.io'], unbundled: [] },
    ...top,
    ...(top.userId === undefined ? {} : { userId: String(top.userId) }),
    channel: library.name === 'analytics-node' ? 'server' : 'client',
    context: {
      ip: person.ip,
      library,
      locale: person.locale,
      ...(library.name === 'analytics.js'
        ? { page: pageOf(body), userAgent: browsers[person.number % 2] }
        : {}),
      ...(traits === undefined ? {} : { traits }),
      ...(foreignIds.length === 0 ? {} : { externalIds: foreignIds.map(inSegmentsForm) }),
      ...(leadInContext ? { externalId } : {}),
      ...(person.consents === undefined
        ? {}
        : { consent: { categoryPreferences: { Functional: true, Advertising: person.consents } } }),
    },
    ...body,
    integrations: integrationsOf(
      person,
      leadId === undefined || leadInContext ? {} : { Intercom: { id: leadId } },
    ),
    messageId: `ajs-next-${random.hex(32)}`,
    originalTimestamp: isoUtc(times.originalTimestamp),
    sentAt: isoUtc(times.sentAt),
    receivedAt: isoUtc(times.receivedAt),
    timestamp: isoUtc(times.timestamp),
    version: 2,
  };
}

function pageOf({ properties }) {
  const path = properties?.path?.trim() || '/app';
  return { path, referrer: '', search: '', title: 'Brambledesk', url: `https://www.example.com${path}` };
}

const inSegmentsForm = ({ type, id }) => ({ id, type, collection: 'users', encoding: 'none' });
