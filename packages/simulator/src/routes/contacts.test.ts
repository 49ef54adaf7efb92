import { describe, expect, it } from '@jest/globals';
import { errorList, openSimulator, START_SECONDS } from '../testing/open-simulator';

describe('POST /contacts', () => {
  it('answers with the whole contact', async () => {
    const simulator = await openSimulator({ idCode: 'abc12345' });
    const received = await simulator.send(
      'POST',
      '/contacts',
      '{"role": "user", "external_id": "u-1", "email": "ada@example.com", "name": "Ada", "custom_attributes": {"plan": "pro"}}',
    );
    expect(received.status).toBe(200);
    const id = simulator.contacts()[0]?.id;
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    expect(received.json).toMatchObject({
      type: 'contact',
      id,
      workspace_id: 'abc12345',
      external_id: 'u-1',
      role: 'user',
      email: 'ada@example.com',
      phone: null,
      name: 'Ada',
      created_at: START_SECONDS,
      updated_at: START_SECONDS,
      custom_attributes: { plan: 'pro' },
      tags: { type: 'list', data: [], url: `/contacts/${id}/tags`, total_count: 0, has_more: false },
    });
  });

  it.each([
    {
      because: 'a user is made unless a lead is asked for',
      body: '{"email": "new@example.com"}',
      contact: { role: 'user', external_id: null, email: 'new@example.com' },
    },
    {
      because: 'a lead ignores an external id, taken or not',
      body: '{"role": "lead", "external_id": "u-1", "email": "new@example.com"}',
      contact: { role: 'lead', external_id: null, email: 'new@example.com' },
    },
    {
      because: 'leads may share an email, with each other and with a user',
      body: '{"role": "lead", "email": "ada@example.com"}',
      contact: { role: 'lead', email: 'ada@example.com' },
    },
    {
      because: 'a lead does not stand in the way of a user',
      body: '{"role": "user", "email": "lead@example.com"}',
      contact: { role: 'user', email: 'lead@example.com' },
    },
  ])('makes one: $because', async ({ body, contact }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([
      { external_id: 'u-1', email: 'ada@example.com' },
      { role: 'lead', email: 'lead@example.com' },
    ]);
    const received = await simulator.send('POST', '/contacts', body);
    expect(received.status).toBe(200);
    expect(received.json).toMatchObject(contact);
    expect(simulator.contacts()).toHaveLength(3);
  });

  it.each([
    {
      because: 'the external id is taken',
      body: '{"external_id": "u-1"}',
      status: 409,
      error: errorList('conflict', 'A contact matching those details already exists with id=contact-1'),
    },
    {
      because: 'a user has the email',
      body: '{"external_id": "u-9", "email": "ADA@example.com"}',
      status: 409,
      error: errorList('conflict', 'A contact matching those details already exists with id=contact-1'),
    },
    {
      because: 'an archived user keeps its external id',
      body: '{"external_id": "u-2"}',
      status: 409,
      error: errorList(
        'conflict',
        'An archived contact matching those details already exists with id=contact-2',
      ),
    },
    {
      because: 'a user needs an email or an external id',
      body: '{"role": "user", "email": ""}',
      status: 400,
      error: errorList('parameter_invalid', 'email or external_id is required'),
    },
    {
      because: 'there are two roles',
      body: '{"role": "visitor", "email": "new@example.com"}',
      status: 400,
      error: errorList('parameter_invalid', 'role must be either user or lead'),
    },
    {
      because: 'an email is text',
      body: '{"email": {"address": "new@example.com"}}',
      status: 400,
      error: errorList('parameter_invalid', 'email must be a string'),
    },
    {
      because: 'attributes are an object',
      body: '{"email": "new@example.com", "custom_attributes": []}',
      status: 400,
      error: errorList('parameter_invalid', 'custom_attributes must be an object'),
    },
    {
      because: 'a contact is an object',
      body: '"new@example.com"',
      status: 400,
      error: errorList('parameter_invalid', 'body must be an object'),
    },
  ])('refuses: $because', async ({ body, status, error }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([
      { id: 'contact-1', external_id: 'u-1', email: 'ada@example.com' },
      { id: 'contact-2', external_id: 'u-2' },
    ]);
    await simulator.send('POST', '/contacts/contact-2/archive');
    const received = await simulator.send('POST', '/contacts', body);
    expect(received.json).toEqual(error);
    expect(received.status).toBe(status);
    expect(simulator.contacts()).toHaveLength(2);
  });
});

describe('a contact', () => {
  it.each([
    { path: '/contacts/contact-1', status: 200, because: 'it is there' },
    { path: '/contacts/lead-1', status: 200, because: 'a lead is there too' },
    { path: '/contacts/nobody', status: 404, because: 'nobody has the id' },
    { path: '/contacts/archived-1', status: 404, because: 'it is archived' },
    { path: '/contacts/find_by_external_id/u%201', status: 200, because: 'a user has the external id' },
    { path: '/contacts/find_by_external_id/nobody', status: 404, because: 'nobody has the external id' },
    { path: '/contacts/find_by_external_id/u-2', status: 404, because: 'it is archived' },
  ])('GET $path is answered $status: $because', async ({ path, status }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([
      { id: 'contact-1', external_id: 'u 1' },
      { id: 'archived-1', external_id: 'u-2' },
      { id: 'lead-1', role: 'lead' },
    ]);
    await simulator.send('POST', '/contacts/archived-1/archive');
    const received = await simulator.send('GET', path);
    expect(received.status).toBe(status);
    expect(received.json).toMatchObject(
      status === 200 ? { type: 'contact' } : errorList('not_found', 'User Not Found'),
    );
  });

  it('is found by its external id at once, however far the search lags behind', async () => {
    const simulator = await openSimulator({ switches: { searchLagMs: 60_000 } });
    await simulator.send('POST', '/contacts', { external_id: 'new' });
    expect((await simulator.send('GET', '/contacts/find_by_external_id/new')).status).toBe(200);
  });
});

describe('PUT /contacts/{id}', () => {
  it.each([
    {
      because: 'only what is sent changes',
      id: 'contact-1',
      body: '{"name": "Ada", "custom_attributes": {"plan": "pro"}}',
      contact: {
        name: 'Ada',
        email: 'ada@example.com',
        external_id: 'u-1',
        custom_attributes: { plan: 'pro' },
      },
    },
    {
      because: 'a contact is not in its own way',
      id: 'contact-1',
      body: '{"email": "Ada@example.com", "external_id": "u-1"}',
      contact: { email: 'Ada@example.com' },
    },
    {
      because: 'a lead can become a user',
      id: 'lead-1',
      body: '{"role": "user", "external_id": "u-3"}',
      contact: { role: 'user', external_id: 'u-3', email: 'lead@example.com' },
    },
    {
      because: 'a lead that stays one takes no external id',
      id: 'lead-1',
      body: '{"external_id": "u-3"}',
      contact: { role: 'lead', external_id: null },
    },
  ])('changes it: $because', async ({ id, body, contact }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([
      { id: 'contact-1', external_id: 'u-1', email: 'ada@example.com' },
      { id: 'lead-1', role: 'lead', email: 'lead@example.com' },
    ]);
    simulator.clock.nowMs += 1000;
    const received = await simulator.send('PUT', `/contacts/${id}`, body);
    expect(received.status).toBe(200);
    expect(received.json).toMatchObject({ ...contact, updated_at: START_SECONDS + 1 });
    expect(simulator.contacts()).toHaveLength(2);
  });

  it.each([
    {
      because: 'a user never becomes a lead',
      id: 'contact-1',
      body: '{"role": "lead"}',
      status: 400,
      error: errorList('client_error', "Contact with user role can't be converted to a lead"),
    },
    {
      because: 'the external id is taken',
      id: 'contact-1',
      body: '{"external_id": "u-2"}',
      status: 409,
      error: errorList('conflict', 'A contact matching those details already exists with id=contact-2'),
    },
    {
      because: 'a lead that becomes a user brings its email along',
      id: 'lead-1',
      body: '{"role": "user"}',
      status: 409,
      error: errorList('conflict', 'A contact matching those details already exists with id=contact-2'),
    },
    {
      because: 'nobody has the id',
      id: 'nobody',
      body: '{"name": "Ada"}',
      status: 404,
      error: errorList('not_found', 'User Not Found'),
    },
  ])('refuses: $because', async ({ id, body, status, error }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([
      { id: 'contact-1', external_id: 'u-1' },
      { id: 'contact-2', external_id: 'u-2', email: 'shared@example.com' },
      { id: 'lead-1', role: 'lead', email: 'shared@example.com' },
    ]);
    const received = await simulator.send('PUT', `/contacts/${id}`, body);
    expect(received.json).toEqual(error);
    expect(received.status).toBe(status);
  });

  it('moves what the contact is found by', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ id: 'contact-1', external_id: 'old', email: 'old@example.com' }]);
    await simulator.send('PUT', '/contacts/contact-1', { external_id: 'new', email: 'new@example.com' });
    const event = { event_name: 'seen', created_at: START_SECONDS };
    const statuses: number[] = [];
    for (const who of [
      { user_id: 'old' },
      { email: 'old@example.com' },
      { user_id: 'new' },
      { email: 'new@example.com' },
    ]) {
      statuses.push((await simulator.send('POST', '/events', { ...event, ...who })).status);
    }
    expect(statuses).toEqual([404, 404, 202, 202]);
  });
});

describe('a contact that goes', () => {
  it('is archived, and comes back', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts([{ id: 'contact-1', external_id: 'u-1' }]);
    const archived = await simulator.send('POST', '/contacts/contact-1/archive');
    expect(archived.json).toEqual({ type: 'contact', id: 'contact-1', external_id: 'u-1', archived: true });
    expect(simulator.contacts()[0]?.archived).toBe(true);
    const back = await simulator.send('POST', '/contacts/contact-1/unarchive');
    expect(back.json).toEqual({ type: 'contact', id: 'contact-1', external_id: 'u-1', archived: false });
    expect((await simulator.send('GET', '/contacts/contact-1')).status).toBe(200);
  });

  it.each([
    {
      because: 'DELETE forgets it and its events',
      method: 'DELETE',
      path: '/contacts/contact-1',
      body: undefined,
      json: { type: 'contact', id: 'contact-1', external_id: 'u-1', deleted: true },
    },
    {
      because: 'a deletion request does, for good',
      method: 'POST',
      path: '/user_delete_requests',
      body: '{"intercom_user_id": "contact-1"}',
      json: { id: 1 },
    },
  ])('is deleted: $because', async ({ method, path, body, json }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([
      { id: 'contact-1', external_id: 'u-1' },
      { id: 'contact-2', external_id: 'u-2' },
    ]);
    for (const user_id of ['u-1', 'u-2']) {
      await simulator.send('POST', '/events', { event_name: 'seen', created_at: START_SECONDS, user_id });
    }
    const received = await simulator.send(method, path, body);
    expect(received.status).toBe(200);
    expect(received.json).toEqual(json);
    expect(simulator.contacts().map(({ id }) => id)).toEqual(['contact-2']);
    expect(simulator.storedEvents().map(({ contact_id }) => contact_id)).toEqual(['contact-2']);
    expect((await simulator.send(method, path, body)).status).toBe(404);
    expect((await simulator.send('POST', '/contacts', { external_id: 'u-1' })).status).toBe(200);
  });

  it('needs to be named in a deletion request', async () => {
    const simulator = await openSimulator();
    const received = await simulator.send('POST', '/user_delete_requests', '{"user_id": "u-1"}');
    expect(received.status).toBe(400);
    expect(received.json).toEqual(errorList('parameter_not_found', 'missing data parameter'));
  });
});

describe('POST /contacts/merge', () => {
  const seeds = [
    { id: 'user-1', external_id: 'u-1' },
    { id: 'user-2', external_id: 'u-2' },
    { id: 'lead-1', role: 'lead' },
  ] as const;

  it('takes the lead away and gives its events to the user', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts(seeds);
    for (const id of ['lead-1', 'user-1']) {
      await simulator.send('POST', '/events', { event_name: 'seen', created_at: START_SECONDS, id });
    }
    const merged = await simulator.send('POST', '/contacts/merge', '{"from": "lead-1", "into": "user-1"}');
    expect(merged.status).toBe(200);
    expect(merged.json).toMatchObject({ type: 'contact', id: 'user-1', role: 'user' });
    expect(simulator.contacts().map(({ id }) => id)).toEqual(['user-1', 'user-2']);
    expect(simulator.storedEvents().map(({ contact_id }) => contact_id)).toEqual(['user-1', 'user-1']);
  });

  it.each([
    { version: '2.14', status: 404, link: null, because: 'the lead is gone' },
    {
      version: '2.16',
      status: 410,
      link: '/contacts/user-1>; rel="canonical"',
      because: 'from 2.16 on the reply says where to',
    },
  ])('makes GET of the lead answer $status in $version: $because', async ({ version, status, link }) => {
    const simulator = await openSimulator();
    simulator.seedContacts(seeds);
    await simulator.send('POST', '/contacts/merge', { from: 'lead-1', into: 'user-1' });
    const received = await simulator.send('GET', '/contacts/lead-1', undefined, {
      'intercom-version': version,
    });
    expect(received.status).toBe(status);
    expect(received.headers.get('link')).toBe(link && `<${simulator.url}${link}`);
  });

  it.each([
    { because: 'a user is no lead', body: '{"from": "user-2", "into": "user-1"}', status: 400 },
    { because: 'nobody is merged into nobody', body: '{"from": "lead-1"}', status: 400 },
    { because: 'nobody has the id', body: '{"from": "lead-1", "into": "nobody"}', status: 404 },
  ])('refuses: $because', async ({ body, status }) => {
    const simulator = await openSimulator();
    simulator.seedContacts(seeds);
    expect((await simulator.send('POST', '/contacts/merge', body)).status).toBe(status);
    expect(simulator.contacts()).toHaveLength(3);
  });
});
