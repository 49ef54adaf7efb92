import { describe, expect, it } from '@jest/globals';
import { errorList, openSimulator, START_SECONDS, type OpenSimulator } from '../testing/open-simulator';

const DAY = 24 * 60 * 60;

async function openWithEvents(): Promise<OpenSimulator> {
  const simulator = await openSimulator();
  simulator.seedContacts([
    { id: 'contact-1', external_id: 'u-1', email: 'ada@example.com' },
    { id: 'lead-1', role: 'lead' },
  ]);
  const events = [
    { event_name: 'Ordered.Item', created_at: START_SECONDS - 91 * DAY, user_id: 'u-1' },
    {
      event_name: 'ordered-item',
      created_at: START_SECONDS - 2 * DAY,
      user_id: 'u-1',
      metadata: { plan: 'pro' },
    },
    { event_name: 'paid', created_at: START_SECONDS - 3 * DAY, user_id: 'u-1' },
    { event_name: 'ordered-item', created_at: START_SECONDS - DAY, user_id: 'u-1' },
    { event_name: 'seen', created_at: START_SECONDS, id: 'lead-1' },
  ];
  for (const event of events) expect((await simulator.send('POST', '/events', event)).status).toBe(202);
  return simulator;
}

describe('GET /events', () => {
  it.each([
    { query: '', listed: 15, because: 'that is the default' },
    { query: '&per_page=500', listed: 150, because: 'that is the most' },
    { query: '&per_page=0', listed: 15, because: 'an empty page is of no use' },
  ])('shows $listed on a page for "$query": $because', async ({ query, listed }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ external_id: 'u-1' }]);
    for (let sent = 0; sent < 151; sent += 1) {
      const event = { event_name: 'seen', created_at: START_SECONDS - sent, user_id: 'u-1' };
      await simulator.send('POST', '/events', event);
    }
    const { json } = await simulator.send('GET', `/events?type=user&user_id=u-1${query}`);
    expect((json as { events: unknown[] }).events).toHaveLength(listed);
  });

  it.each([
    { by: 'user_id=u-1', because: 'a user goes by its external id' },
    { by: 'email=ada%40example.com', because: 'a user goes by its email' },
    { by: 'intercom_user_id=contact-1', because: 'anyone goes by Intercom’s id' },
  ])('lists newest first what is under 90 days old, by $by: $because', async ({ by }) => {
    const simulator = await openWithEvents();
    const received = await simulator.send('GET', `/events?type=user&${by}`);
    expect(received.status).toBe(200);
    const contact = {
      type: 'event',
      user_id: 'u-1',
      email: 'ada@example.com',
      intercom_user_id: 'contact-1',
    };
    const id = expect.any(String);
    expect(received.json).toEqual({
      type: 'event.list',
      events: [
        { ...contact, id, event_name: 'Ordered-Item', created_at: START_SECONDS - DAY, metadata: {} },
        {
          ...contact,
          id,
          event_name: 'Ordered-Item',
          created_at: START_SECONDS - 2 * DAY,
          metadata: { plan: 'pro' },
        },
        { ...contact, id, event_name: 'paid', created_at: START_SECONDS - 3 * DAY, metadata: {} },
      ],
      pages: { next: null },
    });
  });

  it('lists those of a lead', async () => {
    const simulator = await openWithEvents();
    const { json } = await simulator.send('GET', '/events?type=user&intercom_user_id=lead-1');
    expect(json).toMatchObject({ events: [{ event_name: 'seen', user_id: null }] });
  });

  it('is followed page by page, also where seconds are shared', async () => {
    const simulator = await openWithEvents();
    for (const event_name of ['first', 'second']) {
      await simulator.send('POST', '/events', {
        event_name,
        created_at: START_SECONDS - DAY,
        user_id: 'u-1',
      });
    }
    const names: string[][] = [];
    let next: string | null = `${simulator.url}/events?type=user&user_id=u-1&per_page=2`;
    while (next !== null && names.length < 9) {
      const { json } = await simulator.send('GET', next.slice(simulator.url.length));
      const list = json as { events: { event_name: string }[]; pages: { next: string | null } };
      names.push(list.events.map(({ event_name }) => event_name));
      next = list.pages.next;
    }
    expect(names).toEqual([['second', 'first'], ['Ordered-Item', 'Ordered-Item'], ['paid']]);
  });

  it('sums up all events, those too old to be listed too', async () => {
    const simulator = await openWithEvents();
    const received = await simulator.send('GET', '/events?type=user&user_id=u-1&summary=true');
    expect(received.json).toEqual({
      type: 'event.summary',
      email: 'ada@example.com',
      intercom_user_id: 'contact-1',
      user_id: 'u-1',
      events: [
        {
          name: 'Ordered-Item',
          first: '2023-08-15T22:13:20.000+00:00',
          last: '2023-11-13T22:13:20.000+00:00',
          count: 3,
        },
        {
          name: 'paid',
          first: '2023-11-11T22:13:20.000+00:00',
          last: '2023-11-11T22:13:20.000+00:00',
          count: 1,
        },
      ],
    });
  });

  it('survives a time that no calendar holds', async () => {
    const simulator = await openWithEvents();
    const created_at = Number.MAX_SAFE_INTEGER;
    await simulator.send('POST', '/events', { event_name: 'far', created_at, user_id: 'u-1' });
    const { status, text } = await simulator.send('GET', '/events?type=user&user_id=u-1&summary=true');
    expect(status).toBe(200);
    expect(text).toContain('+275760-09-13T00:00:00.000+00:00');
  });

  it.each([
    {
      because: 'the type is missing',
      query: 'user_id=u-1',
      status: 400,
      error: errorList('parameter_invalid', 'type must be user'),
    },
    {
      because: 'nobody is named',
      query: 'type=user',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'nobody has the id',
      query: 'type=user&user_id=u-9',
      status: 404,
      error: errorList('not_found', 'User Not Found'),
    },
  ])('refuses: $because', async ({ query, status, error }) => {
    const simulator = await openWithEvents();
    const received = await simulator.send('GET', `/events?${query}`);
    expect(received.status).toBe(status);
    expect(received.json).toEqual(error);
  });
});
