import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../index';
import { InputError } from '../input-error';
import { errorList, openSimulator, START_SECONDS, type OpenSimulator } from '../testing/open-simulator';
import { readFault } from './read-fault';

const wellFormed = { event_name: 'ordered-item', created_at: START_SECONDS, user_id: 'u-1' };

async function openWithFaults(...faults: Fault[]): Promise<OpenSimulator> {
  const simulator = await openSimulator({ switches: { duplicates: 'keep' } });
  simulator.seedContacts([{ external_id: 'u-1' }, { external_id: 'u-2', email: 'grace@example.com' }]);
  for (const fault of faults) simulator.addFault(fault);
  return simulator;
}

/** The statuses of so many events in a row; 0 for a connection that was dropped. */
async function sendEvents(
  simulator: OpenSimulator,
  count: number,
  body: object = wellFormed,
): Promise<number[]> {
  const statuses: number[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    statuses.push(
      await simulator.send('POST', '/events', body).then(
        ({ status }) => status,
        () => 0,
      ),
    );
  }
  return statuses;
}

describe('a status', () => {
  it.each([
    { status: 400, code: 'bad_request', message: 'Bad Request' },
    { status: 401, code: 'unauthorized', message: 'Access Token Invalid' },
    { status: 403, code: 'api_plan_restricted', message: 'Active subscription needed.' },
    { status: 404, code: 'not_found', message: 'User Not Found' },
    { status: 408, code: 'request_timeout', message: 'The server would not wait any longer for the client' },
    { status: 422, code: '422', message: 'Cannot have more than 120 active event names' },
    { status: 429, code: 'rate_limit_exceeded', message: 'Exceeded rate limit of 1667 in 10_seconds' },
    { status: 500, code: 'server_error', message: 'Server Error' },
    {
      status: 502,
      code: 'service_unavailable',
      message: 'Sorry, the API service is temporarily unavailable',
    },
    {
      status: 503,
      code: 'service_unavailable',
      message: 'Sorry, the API service is temporarily unavailable',
    },
    { status: 504, code: 'server_timeout', message: 'Sorry, the API service is temporarily unavailable' },
    { status: 418, code: 'client_error', message: 'Status 418' },
  ])('of $status comes in Intercom’s words', async ({ status, code, message }) => {
    const simulator = await openWithFaults({ kind: 'status', status });
    const received = await simulator.send('POST', '/events', wellFormed);
    expect(received.status).toBe(status);
    expect(received.json).toEqual(errorList(code, message));
    expect(simulator.storedEvents()).toEqual([]);
  });

  it.each([
    {
      status: 429,
      remaining: '1667',
      because: 'the limit of the workspace can be met before that of the app',
    },
    { status: 500, remaining: '1667', because: 'errors carry the rate headers' },
    { status: 401, remaining: null, because: 'a reply to bad credentials has none' },
  ])('of $status says $remaining are left: $because', async ({ status, remaining }) => {
    const simulator = await openWithFaults({ kind: 'status', status });
    const { headers } = await simulator.send('POST', '/events', wellFormed);
    expect(headers.get('x-ratelimit-remaining')).toBe(remaining);
  });

  it('can have words and headers of its own', async () => {
    const simulator = await openWithFaults({
      kind: 'status',
      status: 401,
      code: 'token_suspended',
      message: 'Unauthorized token, suspended application',
      headers: { 'Retry-After': '7' },
    });
    const received = await simulator.send('POST', '/events', wellFormed);
    expect(received.json).toEqual(errorList('token_suspended', 'Unauthorized token, suspended application'));
    expect(received.headers.get('retry-after')).toBe('7');
  });

  it('can come after the event was stored', async () => {
    const simulator = await openWithFaults({ kind: 'status', status: 504, when: 'after_storing' });
    expect(await sendEvents(simulator, 1)).toEqual([504]);
    expect(simulator.storedEvents()).toHaveLength(1);
  });
});

describe('when a fault strikes', () => {
  it('is as often as `times` says, one fault after the other', async () => {
    const simulator = await openWithFaults(
      { kind: 'status', status: 503, times: 2 },
      { kind: 'status', status: 429, times: 1 },
    );
    expect(await sendEvents(simulator, 5)).toEqual([503, 503, 429, 202, 202]);
  });

  it('is by chance with `share`, the same for the same seed', async () => {
    const run = async () => sendEvents(await openWithFaults({ kind: 'status', status: 500, share: 0.3 }), 60);
    const statuses = await run();
    const struck = statuses.filter((status) => status === 500).length;
    expect(struck).toBeGreaterThan(6);
    expect(struck).toBeLessThan(32);
    expect(await run()).toEqual(statuses);
  });

  it.each([
    { because: 'the path is another', match: { path: '/contacts' }, status: 202 },
    { because: 'the path is the one', match: { path: '/events' }, status: 500 },
    { because: 'the path starts so', match: { path: '/ev*' }, status: 500 },
    { because: 'the contact is another', match: { contact: 'u-2' }, status: 202 },
    { because: 'the contact is the one', match: { contact: 'u-1' }, status: 500 },
    { because: 'the name is another', match: { eventName: 'paid' }, status: 202 },
    { because: 'the name is the one, whatever its case', match: { eventName: 'Ordered.Item' }, status: 500 },
    { because: 'all of it must hold', match: { path: '/events', contact: 'u-2' }, status: 202 },
  ])('$status: $because', async ({ match, status }) => {
    const simulator = await openWithFaults({ kind: 'status', status: 500, match });
    expect(await sendEvents(simulator, 1)).toEqual([status]);
  });

  it.each([
    { because: 'the contact is in the path', path: '/contacts/find_by_external_id/u-2' },
    { because: 'the contact is in the path, encoded', path: '/contacts/grace%40example.com' },
    { because: 'the contact is in the query', path: '/events?type=user&user_id=u-2' },
  ])('finds the contact in a GET: $because', async ({ path }) => {
    const simulator = await openWithFaults(
      { kind: 'status', status: 500, match: { contact: 'u-2' } },
      { kind: 'status', status: 500, match: { contact: 'grace@example.com' } },
    );
    expect((await simulator.send('GET', path)).status).toBe(500);
  });

  it('is never once the faults are cleared', async () => {
    const simulator = await openWithFaults({ kind: 'status', status: 500 });
    simulator.clearFaults();
    expect(await sendEvents(simulator, 1)).toEqual([202]);
  });

  it('is never for a request with a bad token', async () => {
    const simulator = await openWithFaults({ kind: 'status', status: 500, times: 1 });
    await simulator.send('POST', '/events', wellFormed, { authorization: 'Bearer no' });
    expect(await sendEvents(simulator, 2)).toEqual([500, 202]);
  });
});

describe('a dropped connection', () => {
  it.each([
    { when: 'before_storing', stored: 1, because: 'only the second event came through' },
    { when: 'after_storing', stored: 2, because: 'the first event was stored all the same' },
  ] as const)('$when leaves $stored stored: $because', async ({ when, stored }) => {
    const simulator = await openWithFaults({ kind: 'drop', when, times: 1 });
    expect(await sendEvents(simulator, 2)).toEqual([0, 202]);
    expect(simulator.storedEvents()).toHaveLength(stored);
    expect(simulator.statistics()).toMatchObject({ requests: 2, dropped: 1, byStatus: { 202: 1 } });
  });
});

describe('a dropped connection after a contact was stored', () => {
  it('leaves a contact that the next attempt is told of, with its id', async () => {
    const simulator = await openSimulator();
    simulator.addFault({ kind: 'drop', when: 'after_storing', times: 1, match: { path: '/contacts' } });
    const create = () => simulator.send('POST', '/contacts', { external_id: 'new' });
    await expect(create()).rejects.toThrow('fetch failed');
    const [stored] = simulator.contacts();
    expect(stored).toMatchObject({ external_id: 'new' });
    const second = await create();
    expect(second.status).toBe(409);
    expect(second.json).toEqual(
      errorList('conflict', `A contact matching those details already exists with id=${stored?.id}`),
    );
    expect(simulator.contacts()).toHaveLength(1);
  });
});

describe('waiting', () => {
  it('comes before the answer with latency', async () => {
    const simulator = await openWithFaults({ kind: 'latency', ms: 30, times: 1 });
    const startedMs = performance.now();
    expect(await sendEvents(simulator, 1)).toEqual([202]);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(29);
  });

  it.each([
    { because: 'the body of an error comes later', body: { ...wellFormed, user_id: 'nobody' }, status: 404 },
    { because: 'even an empty body has an end that comes later', body: wellFormed, status: 202 },
  ])('comes between headers and body with slow_body: $because', async ({ body, status }) => {
    const simulator = await openWithFaults({ kind: 'slow_body', ms: 60_000 });
    const response = await fetch(`${simulator.url}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${simulator.token}` },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(status);
    // The headers are here; the body would take a minute, so the connection ends first.
    const reading = response.text();
    await simulator.close();
    await expect(reading).rejects.toThrow('terminated');
  });

  it('ends, with slow_body too', async () => {
    const simulator = await openWithFaults({ kind: 'slow_body', ms: 1 });
    const received = await simulator.send('POST', '/events', { ...wellFormed, user_id: 'nobody' });
    expect(received.json).toEqual(errorList('not_found', 'User Not Found'));
  });
});

describe('a competitor', () => {
  it('eats its part of every window bit by bit', async () => {
    const simulator = await openSimulator({ rateLimitPerWindow: 100 });
    simulator.addFault({ kind: 'competitor', perWindow: 50 });
    const remaining: (string | null)[] = [];
    for (const atMs of [0, 5_000, 9_999, 10_000]) {
      simulator.clock.nowMs = START_SECONDS * 1000 + atMs;
      remaining.push((await simulator.send('GET', '/me')).headers.get('x-ratelimit-remaining'));
    }
    expect(remaining).toEqual(['100', '74', '49', '100']);
  });

  it('can take all of it at the start', async () => {
    const simulator = await openSimulator({ rateLimitPerWindow: 100 });
    simulator.addFault({ kind: 'competitor', perWindow: 100, spread: 'at_start' });
    expect((await simulator.send('GET', '/me')).status).toBe(429);
  });
});

describe('a fault that makes no sense', () => {
  it.each([
    { because: 'it is no object', fault: 'status', message: 'A fault must be an object.' },
    {
      because: 'its kind is unknown',
      fault: { kind: 'explode' },
      message: 'The kind of a fault must be one of status, latency, drop, slow_body, competitor.',
    },
    {
      because: 'a status is missing',
      fault: { kind: 'status' },
      message: 'In a fault of kind status, status must be a status from 400 to 599.',
    },
    {
      because: 'a success is no fault',
      fault: { kind: 'status', status: 200 },
      message: 'In a fault of kind status, status must be a status from 400 to 599.',
    },
    {
      because: 'a share is no percentage',
      fault: { kind: 'latency', ms: 5, share: 50 },
      message: 'In a fault of kind latency, share must be a number from 0 to 1.',
    },
    {
      because: 'never is not a number of times',
      fault: { kind: 'latency', ms: 5, times: 0 },
      message: 'In a fault of kind latency, times must be a whole number from 1 up.',
    },
    {
      because: 'a misspelt match would match everything',
      fault: { kind: 'latency', ms: 5, match: { event_name: 'paid' } },
      message: 'In a fault of kind latency, match must be an object of strings: path, contact or eventName.',
    },
    {
      because: 'a misspelt key would be ignored',
      fault: { kind: 'drop', when: 'before_storing', time: 1 },
      message: 'A fault of kind drop has no "time"; it has times, share, match, when.',
    },
    {
      because: 'a header must fit on a line',
      fault: { kind: 'status', status: 500, headers: { a: 'b\r\nc: d' } },
      message: 'In a fault of kind status, headers must be an object of header names and printable values.',
    },
  ])('is refused: $because', ({ fault, message }) => {
    expect(() => readFault(fault)).toThrow(new InputError(message));
  });
});
