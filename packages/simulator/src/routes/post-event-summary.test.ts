import { describe, expect, it } from '@jest/globals';
import { errorList, openSimulator } from '../testing/open-simulator';

const wellFormed =
  '{"user_id": "u-1", "event_summaries": {"event_name": "Invited.Friend", "count": 3, "first": 1671028894, "last": 1671028895}}';

describe('POST /events/summaries', () => {
  it('is shown among the summaries of the user, together with the events', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ id: 'contact-1', external_id: 'u-1' }]);
    const received = await simulator.send('POST', '/events/summaries', wellFormed);
    expect([received.status, received.text]).toEqual([200, '']);
    await simulator.send('POST', '/events', {
      user_id: 'u-1',
      event_name: 'invited-friend',
      created_at: 1671028896,
    });
    const summary = await simulator.send('GET', '/events?type=user&user_id=u-1&summary=true');
    expect(summary.json).toMatchObject({
      type: 'event.summary',
      events: [
        {
          name: 'Invited-Friend',
          first: '2022-12-14T14:41:34.000+00:00',
          last: '2022-12-14T14:41:36.000+00:00',
          count: 4,
        },
      ],
    });
  });

  it('is no event: nothing is listed or stored', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ external_id: 'u-1' }]);
    await simulator.send('POST', '/events/summaries', wellFormed);
    expect(simulator.storedEvents()).toEqual([]);
    const listed = await simulator.send('GET', '/events?type=user&user_id=u-1');
    expect(listed.json).toMatchObject({ events: [] });
  });

  it('goes with its contact', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ id: 'contact-1', external_id: 'u-1' }]);
    await simulator.send('POST', '/events/summaries', wellFormed);
    await simulator.send('POST', '/user_delete_requests', { intercom_user_id: 'contact-1' });
    simulator.seedContacts([{ id: 'contact-1', external_id: 'u-1' }]);
    const summary = await simulator.send('GET', '/events?type=user&user_id=u-1&summary=true');
    expect(summary.json).toMatchObject({ events: [] });
  });

  it.each([
    {
      because: 'it is about nobody',
      body: '{"event_summaries": {"event_name": "seen", "count": 3, "first": 1, "last": 2}}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'there is nothing in it',
      body: '{"user_id": "u-1"}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'a count is a number',
      body: '{"user_id": "u-1", "event_summaries": {"event_name": "seen", "count": "3", "first": 1, "last": 2}}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'nobody has the id',
      body: '{"user_id": "nobody", "event_summaries": {"event_name": "seen", "count": 3, "first": 1, "last": 2}}',
      status: 404,
      error: errorList('not_found', 'User Not Found'),
    },
    {
      because: 'it would be one name too many',
      body: '{"user_id": "u-1", "event_summaries": {"event_name": "seen", "count": 3, "first": 1, "last": 2}}',
      status: 422,
      error: errorList('422', 'Cannot have more than 1 active event names'),
    },
  ])('refuses with $status: $because', async ({ body, status, error }) => {
    const simulator = await openSimulator({ switches: { activeEventNamesLimit: 1 } });
    simulator.seedContacts([{ external_id: 'u-1' }]);
    await simulator.send('POST', '/events/summaries', wellFormed);
    const received = await simulator.send('POST', '/events/summaries', body);
    expect(received.status).toBe(status);
    expect(received.json).toEqual(error);
  });
});
