import { describe, expect, it } from '@jest/globals';
import { openSimulator, START_SECONDS } from '../testing/open-simulator';
import { requestWithHeaders } from '../testing/raw-request';

// Elsewhere than on Linux a machine has no other loopback address, and there is nothing to ask.
const onLinux = process.platform === 'linux' ? it : it.skip;

const event = { event_name: 'seen', created_at: START_SECONDS, user_id: 'u-1' };

describe('POST /_simulator/contacts', () => {
  it.each([
    { because: 'a JSON array is a list', body: '[{"external_id": "u-1"}, {"id": "lead-1", "role": "lead"}]' },
    {
      because: 'so is one object a line',
      body: '{"external_id": "u-1"}\n\n{"id": "lead-1", "role": "lead"}\r\n',
    },
    {
      because: 'null is as good as nothing',
      body: '[{"external_id": "u-1", "email": null}, {"id": "lead-1", "role": "lead"}]',
    },
  ])('seeds: $because', async ({ body }) => {
    const simulator = await openSimulator();
    const received = await simulator.send('POST', '/_simulator/contacts', body);
    expect(received.status).toBe(200);
    expect(received.json).toEqual({ seeded: 2 });
    expect(simulator.contacts()).toMatchObject([
      { role: 'user', external_id: 'u-1', email: null, archived: false, created_at: START_SECONDS },
      { id: 'lead-1', role: 'lead', external_id: null },
    ]);
  });

  it.each([
    {
      because: 'an array has to end',
      body: '[{"external_id": "u-2"}',
      error: 'The body is not a JSON array.',
    },
    {
      because: 'the line is named',
      body: '{"external_id": "u-2"}\n{"external_id"\n',
      error: 'Line 2 is not JSON.',
    },
    { because: 'a contact is an object', body: '["u-2"]', error: 'Contact 1 must be an object.' },
    {
      because: 'a misspelt key would make a contact nobody finds',
      body: '[{"external_id": "u-2"}, {"externalId": "u-3"}]',
      error: 'Contact 2 has an unknown key "externalId"; known are id, role, external_id, email, name.',
    },
    {
      because: 'an id is text',
      body: '[{"external_id": 7}]',
      error: 'Contact 1: external_id must be a string that is not empty.',
    },
    {
      because: 'there are two roles',
      body: '[{"role": "visitor"}]',
      error: 'Contact 1: role must be "user" or "lead".',
    },
    {
      because: 'an external id is one user’s',
      body: '[{"external_id": "u-2"}, {"external_id": "u-1"}]',
      error: 'Contact 2: the external_id "u-1" is taken.',
    },
    {
      because: 'also within what is sent',
      body: '[{"id": "a"}, {"id": "a"}]',
      error: 'Contact 2: the id "a" is taken.',
    },
  ])('refuses, and then seeds none: $because', async ({ body, error }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ external_id: 'u-1' }]);
    const received = await simulator.send('POST', '/_simulator/contacts', body);
    expect(received.status).toBe(400);
    expect(received.json).toEqual({ error });
    expect(simulator.contacts()).toHaveLength(1);
  });
});

describe('the control pages', () => {
  it('export what is stored, one JSON value a line', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ id: 'contact-1', external_id: 'u-1' }]);
    await simulator.send('POST', '/events', { ...event, metadata: { plan: 'pro' } });
    await simulator.send('POST', '/events', { ...event, event_name: 'paid' });
    const events = await simulator.send('GET', '/_simulator/events');
    expect(events.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = events.text.trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(simulator.storedEvents());
    expect(lines).toHaveLength(2);
    const contacts = await simulator.send('GET', '/_simulator/contacts');
    expect(JSON.parse(contacts.text)).toEqual(simulator.contacts()[0]);
  });

  it('count requests to the API, and not those to themselves', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ external_id: 'u-1' }]);
    await simulator.send('POST', '/events', event);
    await simulator.send('POST', '/events', event);
    await simulator.send('GET', '/contacts/nobody');
    await simulator.send('GET', '/nowhere');
    const received = await simulator.send('GET', '/_simulator/statistics');
    expect(received.json).toEqual({
      requests: 4,
      byStatus: { 202: 2, 404: 2 },
      byRoute: { 'POST /events': 2, 'GET /contacts/{id}': 1, other: 1 },
      dropped: 0,
      events: { accepted: 2, stored: 1, duplicates: 1 },
      contacts: 1,
      eventNames: 1,
      peakInWindow: 4,
    });
    expect(received.json).toEqual(simulator.statistics());
  });

  it('add faults, one or several, and clear them', async () => {
    const simulator = await openSimulator();
    const status = async () => (await simulator.send('GET', '/me')).status;
    const one = '{"kind": "status", "status": 503, "times": 1}';
    expect((await simulator.send('POST', '/_simulator/faults', one)).json).toEqual({ ok: true });
    expect([await status(), await status()]).toEqual([503, 200]);
    const several = '[{"kind": "status", "status": 500, "times": 1}, {"kind": "status", "status": 502}]';
    await simulator.send('POST', '/_simulator/faults', several);
    expect([await status(), await status()]).toEqual([500, 502]);
    await simulator.send('DELETE', '/_simulator/faults');
    expect(await status()).toBe(200);
  });

  it.each([
    { because: 'it is not JSON', body: '{', error: 'The body is not JSON.' },
    {
      because: 'one of them makes no sense',
      body: '[{"kind": "status", "status": 500}, {"kind": "latency"}]',
      error: 'In a fault of kind latency, ms must be a whole number of milliseconds.',
    },
  ])('refuse faults, and then add none: $because', async ({ body, error }) => {
    const simulator = await openSimulator();
    const received = await simulator.send('POST', '/_simulator/faults', body);
    expect(received.status).toBe(400);
    expect(received.json).toEqual({ error });
    expect((await simulator.send('GET', '/me')).status).toBe(200);
  });

  it('start over', async () => {
    const simulator = await openSimulator({ rateLimitPerWindow: 1, switches: { activeEventNamesLimit: 1 } });
    simulator.seedContacts([{ external_id: 'u-1' }]);
    await simulator.send('POST', '/events', event);
    simulator.addFault({ kind: 'status', status: 500 });
    expect((await simulator.send('POST', '/_simulator/reset')).json).toEqual({ ok: true });
    expect(simulator.contacts()).toEqual([]);
    expect(simulator.storedEvents()).toEqual([]);
    expect(simulator.statistics()).toMatchObject({ requests: 0, eventNames: 0, peakInWindow: 0 });
    simulator.seedContacts([{ external_id: 'u-1' }]);
    expect((await simulator.send('POST', '/events', { ...event, event_name: 'another' })).status).toBe(202);
    expect(simulator.statistics().events).toEqual({ accepted: 1, stored: 1, duplicates: 0 });
  });

  it('say which there are', async () => {
    const simulator = await openSimulator();
    const received = await simulator.send('GET', '/_simulator/nothing?x');
    expect(received.status).toBe(404);
    expect(received.text).toContain('POST /_simulator/reset');
  });
});

describe('who may ask', () => {
  onLinux('nobody by another address of this machine than 127.0.0.1', async () => {
    const { url } = await openSimulator();
    const elsewhere = url.replace('127.0.0.1', '127.0.0.2');
    await expect(requestWithHeaders(elsewhere, 'GET', { host: 'localhost' })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it.each([
    { host: 'localhost', path: '/_simulator/statistics', status: 200, because: 'it is this machine' },
    { host: 'LOCALHOST:80', path: '/_simulator/statistics', status: 200, because: 'case does not count' },
    { host: '[::1]:80', path: '/_simulator/statistics', status: 200, because: 'it is this machine, too' },
    {
      host: 'evil.example',
      path: '/_simulator/statistics',
      status: 403,
      because: 'a name can be made to lead here',
    },
    { host: 'evil.example', path: '/', status: 403, because: 'the start page shows the token' },
    { host: 'evil.example', path: '/me', status: 403, because: 'the API is not for other pages either' },
    { host: 'localhost.evil.example', path: '/me', status: 403, because: 'it only starts like it' },
    { host: '127.0.0.1.evil.example:80', path: '/me', status: 403, because: 'it only starts like it' },
  ])('$host asks for $path and is answered $status: $because', async ({ host, path, status }) => {
    const simulator = await openSimulator();
    const received = await requestWithHeaders(simulator.url + path, 'GET', { host });
    expect(received.status).toBe(status);
  });

  it.each([
    { origin: 'https://evil.example', status: 403, because: 'a page from elsewhere has no business here' },
    { origin: 'http://localhost:3000', status: 403, because: 'another page on this machine has none either' },
    { origin: 'null', status: 403, because: 'a page that hides where it is from has none' },
    { origin: undefined, status: 200, because: 'a program sends no Origin' },
  ])('Origin $origin is answered $status: $because', async ({ origin, status }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ external_id: 'u-1' }]);
    const headers: Record<string, string> = origin === undefined ? {} : { origin };
    const received = await requestWithHeaders(`${simulator.url}/_simulator/reset`, 'POST', headers);
    expect(received.status).toBe(status);
    expect(simulator.contacts()).toHaveLength(status === 200 ? 0 : 1);
  });

  it('may come from the simulator’s own page', async () => {
    const simulator = await openSimulator();
    const headers = { origin: simulator.url };
    expect((await requestWithHeaders(`${simulator.url}/_simulator/reset`, 'POST', headers)).status).toBe(200);
  });
});
