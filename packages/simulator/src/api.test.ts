import { describe, expect, it } from '@jest/globals';
import { errorList, openSimulator, START_SECONDS } from './testing/open-simulator';

const wellFormed = { event_name: 'ordered-item', created_at: START_SECONDS, user_id: 'u-1' };

describe('the token', () => {
  it.each([
    { authorization: '', status: 401, because: 'none was sent' },
    { authorization: 'Bearer another', status: 401, because: 'it is another' },
    { authorization: 'simulator-token', status: 401, because: 'the scheme is missing' },
    {
      authorization: 'bearer simulator-token',
      status: 200,
      because: 'the case of the scheme does not count',
    },
  ])('$authorization is answered $status: $because', async ({ authorization, status }) => {
    const simulator = await openSimulator();
    const received = await simulator.send('GET', '/me', undefined, { authorization });
    expect(received.status).toBe(status);
  });

  it('is checked first, and a bad one sees no rate headers and uses no place in the window', async () => {
    const simulator = await openSimulator();
    const refused = await simulator.send('POST', '/nowhere', '{', {
      authorization: 'Bearer no',
      accept: 'text/html',
    });
    expect(refused.status).toBe(401);
    expect(refused.json).toEqual(errorList('unauthorized', 'Access Token Invalid'));
    expect(refused.headers.get('x-ratelimit-limit')).toBeNull();
    expect(refused.headers.get('x-ratelimit-remaining')).toBeNull();
    expect(refused.headers.get('x-ratelimit-reset')).toBeNull();
    const allowed = await simulator.send('GET', '/me');
    expect(allowed.headers.get('x-ratelimit-remaining')).toBe('1667');
  });
});

describe('the rate window', () => {
  it('starts at an epoch second that divides by ten, and Remaining is the value before the call', async () => {
    const simulator = await openSimulator({ rateLimitPerWindow: 3 });
    const read = async () => {
      const { status, headers } = await simulator.send('GET', '/me');
      return [status, ...['limit', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`))];
    };
    simulator.clock.nowMs += 4_000;
    expect(await read()).toEqual([200, '3', '3', '1700000010']);
    expect(await read()).toEqual([200, '3', '2', '1700000010']);
    simulator.clock.nowMs += 5_999;
    expect(await read()).toEqual([200, '3', '1', '1700000010']);
    expect(await read()).toEqual([429, '3', '0', '1700000010']);
    simulator.clock.nowMs += 1;
    expect(await read()).toEqual([200, '3', '3', '1700000020']);
  });

  it('answers 429 in Intercom’s words, without a Retry-After', async () => {
    const simulator = await openSimulator({ rateLimitPerWindow: 1 });
    await simulator.send('GET', '/me');
    const refused = await simulator.send('POST', '/events', wellFormed);
    expect(refused.status).toBe(429);
    expect(refused.json).toEqual(errorList('rate_limit_exceeded', 'Exceeded rate limit of 1 in 10_seconds'));
    expect(refused.headers.get('retry-after')).toBeNull();
  });

  it.each([
    { because: 'a 404 counts', path: '/events', body: { ...wellFormed, user_id: 'nobody' }, status: 404 },
    { because: 'a 400 counts', path: '/events', body: '{', status: 400 },
    { because: 'a path that is nothing counts', path: '/nothing', body: '{}', status: 404 },
    { because: 'an event counts', path: '/events', body: wellFormed, status: 202 },
    { because: 'a search counts', path: '/contacts/search', body: '{"query": 1}', status: 400 },
  ])('$because', async ({ path, body, status }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ external_id: 'u-1' }]);
    expect((await simulator.send('POST', path, body)).status).toBe(status);
    expect((await simulator.send('GET', '/me')).headers.get('x-ratelimit-remaining')).toBe('1666');
  });

  it('counts a duplicate', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ external_id: 'u-1' }]);
    await simulator.send('POST', '/events', wellFormed);
    await simulator.send('POST', '/events', wellFormed);
    expect((await simulator.send('GET', '/me')).headers.get('x-ratelimit-remaining')).toBe('1665');
    expect(simulator.statistics().peakInWindow).toBe(3);
  });
});

describe('Accept', () => {
  it.each([
    { accept: 'application/json', status: 202, because: 'it is what there is' },
    { accept: 'text/html, */*;q=0.1', status: 202, because: 'anything will do' },
    { accept: 'application/*', status: 202, because: 'JSON is one of those' },
    { accept: 'text/html', status: 406, because: 'JSON is not HTML' },
    { accept: 'application/xml, text/plain', status: 406, because: 'neither is JSON' },
  ])('$accept is answered $status: $because', async ({ accept, status }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ external_id: 'u-1' }]);
    const received = await simulator.send('POST', '/events', wellFormed, { accept });
    expect(received.status).toBe(status);
    if (status === 406) {
      expect(received.json).toEqual(
        errorList(
          'media_type_not_acceptable',
          'The Accept header should send a media type of application/json',
        ),
      );
    }
  });

  it('is checked before the body', async () => {
    const simulator = await openSimulator();
    expect((await simulator.send('POST', '/events', '{', { accept: 'text/html' })).status).toBe(406);
  });
});

describe('every reply', () => {
  it.each([
    { because: 'an event was taken', body: wellFormed, status: 202 },
    { because: 'nobody was found', body: { ...wellFormed, user_id: 'nobody' }, status: 404 },
  ])('carries its id, the version and the time: $because', async ({ body, status }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ external_id: 'u-1' }]);
    simulator.clock.nowMs += 90_500;
    const received = await simulator.send('POST', '/events', body, { 'intercom-version': '2.11' });
    expect(received.status).toBe(status);
    expect(received.headers.get('intercom-version')).toBe('2.11');
    expect(received.headers.get('date')).toBe('Tue, 14 Nov 2023 22:14:50 GMT');
    const requestId = received.headers.get('x-request-id');
    expect(requestId).toMatch(/^[0-9a-z]{20}$/);
    if (status !== 202) expect(received.json).toMatchObject({ request_id: requestId });
  });

  it('has the version of the workspace where the request names none', async () => {
    const simulator = await openSimulator({ apiVersion: '2.9' });
    expect((await simulator.send('GET', '/me')).headers.get('intercom-version')).toBe('2.9');
  });

  it('has another id than the one before', async () => {
    const simulator = await openSimulator();
    const ids = await Promise.all([1, 2, 3].map(() => simulator.send('GET', '/me')));
    expect(new Set(ids.map(({ headers }) => headers.get('x-request-id'))).size).toBe(3);
  });
});

describe('GET /me', () => {
  it.each([
    { region: 'US', said: 'US' },
    { region: 'EU', said: 'Europe' },
    { region: 'AU', said: 'AU' },
  ] as const)('calls the region $region $said', async ({ region, said }) => {
    const simulator = await openSimulator({ region, idCode: 'abc12345' });
    const received = await simulator.send('GET', '/me');
    expect(received.json).toMatchObject({
      type: 'admin',
      app: { type: 'app', id_code: 'abc12345', name: 'Simulator', region: said },
    });
  });
});
