import { describe, expect, it } from '@jest/globals';
import { errorList, openSimulator, START_SECONDS, type OpenSimulator } from './testing/open-simulator';
import { sendBytes } from './testing/raw-request';

const wellFormed = { event_name: 'ordered-item', created_at: START_SECONDS, user_id: 'u-1' };

async function expectToBeWell(simulator: OpenSimulator): Promise<void> {
  simulator.seedContacts([{ external_id: 'still-well' }]);
  const { status } = await simulator.send('POST', '/events', { ...wellFormed, user_id: 'still-well' });
  expect(status).toBe(202);
}

describe('any byte may arrive', () => {
  const nested = (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

  it.each([
    {
      because: 'bytes that are no UTF-8',
      body: Buffer.from('{"event_name":"\xff\xfe"}', 'latin1'),
      status: 400,
    },
    { because: 'a NUL', body: Buffer.from('{"event_name":\0}'), status: 400 },
    { because: 'JSON that is no object', body: Buffer.from('null'), status: 400 },
    { because: 'a number that is no number', body: Buffer.from('{"created_at": 1e999}'), status: 400 },
    {
      because: 'objects in objects, deeper than anyone reads',
      body: Buffer.from(nested(100_000)),
      status: 400,
    },
    { because: 'arrays in arrays, a million deep', body: Buffer.from('['.repeat(1_000_000)), status: 400 },
    { because: 'half a surrogate pair', body: Buffer.from('{"event_name":"\\ud800"}'), status: 400 },
  ])('$because', async ({ body, status }) => {
    const simulator = await openSimulator();
    const response = await fetch(`${simulator.url}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${simulator.token}` },
      body,
    });
    expect(response.status).toBe(status);
    await expectToBeWell(simulator);
  });

  it.each([
    { method: 'GET', path: '/nowhere', because: 'there is no such path' },
    { method: 'PATCH', path: '/events', because: 'there is no such method on it' },
    { method: 'POST', path: '/contacts/%E0%A4%A/archive', because: 'the path cannot be decoded' },
    { method: 'GET', path: '/contacts/', because: 'the id is missing' },
    { method: 'GET', path: '/contacts/a/b', because: 'the path goes on' },
    { method: 'GET', path: '/__proto__', because: 'every object has one of those' },
  ])('$method $path is answered 404: $because', async ({ method, path }) => {
    const simulator = await openSimulator();
    const received = await simulator.send(method, path);
    expect(received.status).toBe(404);
    expect(received.json).toEqual(errorList('not_found', 'The requested resource was not found'));
  });

  it('keys that every object inherits are keys like any other', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ external_id: '__proto__', email: 'constructor' }]);
    const body =
      '{"__proto__": {"admin": true}, "event_name": "__proto__", "created_at": 1700000000, "user_id": "__proto__",' +
      ' "metadata": {"__proto__": {"plan": "pro"}, "constructor": 1, "toString": 2}}';
    expect((await simulator.send('POST', '/events', body)).status).toBe(202);
    const stored = simulator.storedEvents()[0];
    expect(Object.keys(stored?.metadata ?? {})).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as { plan?: string }).plan).toBeUndefined();
    const missing = await simulator.send('POST', '/events', { ...wellFormed, user_id: 'constructor' });
    expect(missing.status).toBe(404);
  });

  it('a body over 10 MB is refused, and still answered', async () => {
    const simulator = await openSimulator();
    const received = await simulator.send('POST', '/events', ' '.repeat(10 * 1024 * 1024 + 1));
    expect(received.status).toBe(413);
    expect(received.json).toEqual(errorList('client_error', 'Request body too large'));
    await expectToBeWell(simulator);
  });

  it.each([
    { because: 'it is no HTTP', bytes: 'hello\r\n\r\n' },
    { because: 'it is what TLS begins with', bytes: '\x16\x03\x01\x02\x00\x01' },
    { because: 'there is no Host', bytes: 'GET / HTTP/1.0\r\n\r\n' },
    {
      because: 'the body never comes',
      bytes: 'POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{',
    },
    {
      because: 'the path is a whole address',
      bytes: 'GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    },
    {
      because: 'a header holds every byte it may',
      bytes:
        'GET /me HTTP/1.1\r\nHost: localhost\r\nIntercom-Version: \xff\t\x80\r\nConnection: close\r\n\r\n',
    },
    {
      because: 'it asks for an upgrade',
      bytes: 'GET /me HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    },
    {
      because: 'it asks for a tunnel',
      bytes: 'CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n',
    },
  ])('it stays up: $because', async ({ bytes }) => {
    const simulator = await openSimulator();
    await sendBytes(simulator.url, Buffer.from(bytes, 'latin1'));
    await expectToBeWell(simulator);
  });

  it('random bytes, as a request and as a body, change nothing', async () => {
    const simulator = await openSimulator();
    let state = 7;
    const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 60; round += 1) {
      const bytes = Buffer.from(Array.from({ length: random(400) }, () => random(256)));
      await sendBytes(simulator.url, bytes);
      const response = await fetch(`${simulator.url}/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${simulator.token}` },
        body: bytes,
      });
      expect(response.status).toBe(400);
    }
    await expectToBeWell(simulator);
  });
});
