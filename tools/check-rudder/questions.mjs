/** Ids of destinations: `taken` is the one that is taken over. */
export const TAKEN = 'check-taken';
/** Of the contact that Intercom must have when it is asked. */
export const USER_ID = '4711';
const OTHER = 'check-other';

const COMPACT = { 'x-content-format': 'json+compactedv1' };

/** What the server asks a transformer, each with what is asked of the built-in destination and of ours. */
export function questions({ url, token }) {
  return {
    builtIn: [
      ...transformations('intercom', 'INTERCOM', OTHER, ['track', 'identify', 'group']),
      ...transformations('intercom', 'INTERCOM', TAKEN, ['identify', 'group']),
      ...transformations('intercom_v2', 'INTERCOM_V2', OTHER, ['track', 'identify']),
      ...deliveries('intercom', OTHER, { url, token }),
      // The server asks for version 1; of version 0 nothing is taken over.
      deliveries('intercom', TAKEN, { url, token })[0],
      deletion('INTERCOM', {}),
    ],
    takenOver: [
      ...transformations('intercom', 'INTERCOM', TAKEN, ['track']),
      deliveries('intercom', TAKEN, { url, token })[1],
    ],
    ownType: [
      ...transformations('intercom_events', 'INTERCOM_EVENTS', OTHER, ['track']).filter(
        ({ name }) => !name.startsWith('processor v1'),
      ),
      deliveries('intercom_events', OTHER, { url, token })[1],
      deletion('INTERCOM_EVENTS', { apiKey: token, baseUrl: url }),
    ],
  };
}

function transformations(folder, type, id, calls) {
  const events = calls.map((call, at) => eventOf(call, at + 1, type, id));
  const input = events.map(({ message, metadata }) => ({ message, metadata }));
  const tables = {
    destinations: { [id]: destinationOf(type, id) },
    connections: { [`source:${id}`]: { sourceId: 'source', destinationId: id, enabled: true, config: {} } },
  };
  const of = `${calls.join(', ')} of ${type} ${id}`;
  return [
    { name: `processor v0: ${of}`, path: `/v0/destinations/${folder}`, body: events },
    { name: `processor v1: ${of}`, path: `/v1/destinations/${folder}`, body: events },
    {
      name: `processor, compacted: ${of}`,
      path: `/v0/destinations/${folder}`,
      headers: COMPACT,
      body: { input, ...tables },
    },
    { name: `router: ${of}`, path: '/routerTransform', body: { input: events, destType: folder } },
    {
      name: `router, compacted: ${of}`,
      path: '/routerTransform',
      headers: COMPACT,
      body: { input, destType: folder, ...tables },
    },
  ];
}

function deliveries(folder, id, { url, token }) {
  const metadata = {
    jobId: 1,
    attemptNum: 1,
    userId: 'u',
    sourceId: 'source',
    destinationId: id,
    workspaceId: 'w',
    secret: {},
  };
  const request = {
    version: '1',
    type: 'REST',
    method: 'POST',
    endpoint: `${url}/events`,
    userId: '',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Intercom-Version': '2.14',
    },
    params: {},
    files: {},
    body: {
      JSON: {
        event_name: 'Order Completed',
        created_at: 1793439000,
        user_id: USER_ID,
        metadata: { plan: 'pro' },
      },
      JSON_ARRAY: {},
      XML: {},
      FORM: {},
    },
    destinationConfig: { apiKey: token, baseUrl: url },
  };
  return [
    {
      name: `proxy v0: ${folder} ${id}`,
      path: `/v0/destinations/${folder}/proxy`,
      body: { ...request, metadata },
    },
    {
      name: `proxy v1: ${folder} ${id}`,
      path: `/v1/destinations/${folder}/proxy`,
      body: { ...request, metadata: [metadata] },
    },
  ];
}

function deletion(type, config) {
  return {
    name: `deletion: ${type}`,
    path: '/deleteUsers',
    body: [{ jobId: '1', destType: type, config, userAttributes: [{ userId: USER_ID }] }],
  };
}

function eventOf(type, jobId, destinationType, id) {
  return {
    message: {
      type,
      event: 'Order Completed',
      userId: USER_ID,
      messageId: `m${jobId}`,
      groupId: 'group',
      timestamp: '2026-10-31T09:30:00Z',
      originalTimestamp: '2026-10-31T09:30:00Z',
      traits: { email: 'person@example.com', name: 'Person' },
      context: { traits: { email: 'person@example.com' } },
      properties: { plan: 'pro', revenue: 19.99, currency: 'EUR' },
    },
    metadata: {
      jobId,
      messageId: `m${jobId}`,
      userId: USER_ID,
      sourceId: 'source',
      destinationId: id,
      destinationType,
      workspaceId: 'w',
    },
    destination: destinationOf(destinationType, id),
  };
}

function destinationOf(type, id) {
  return {
    ID: id,
    Name: type,
    Enabled: true,
    WorkspaceID: 'w',
    DestinationDefinition: { ID: type, Name: type, DisplayName: type, Config: {} },
    Config: { apiKey: 'token', apiServer: 'eu', apiVersion: 'v2', sendAnonymousId: false },
    Transformations: [],
    IsProcessorEnabled: true,
  };
}
