import { describe, expect, it } from '@jest/globals';
import { errorList, openSimulator } from '../testing/open-simulator';

const DAY_MS = 24 * 60 * 60 * 1000;

const seeds = [
  { id: 'contact-1', external_id: 'u-1', email: 'ada@example.com' },
  { id: 'contact-2', external_id: 'u-2', email: 'shared@example.com' },
  { id: 'lead-1', role: 'lead', email: 'shared@example.com' },
  { id: 'archived-1', external_id: 'u-4', email: 'gone@example.com' },
] as const;

describe('POST /contacts/search', () => {
  it.each([
    {
      because: 'an external id names one user',
      query: '{"field": "external_id", "operator": "=", "value": "u-1"}',
      ids: ['contact-1'],
    },
    {
      because: 'an email finds users and leads',
      query: '{"field": "email", "operator": "=", "value": "Shared@example.com"}',
      ids: ['contact-2', 'lead-1'],
    },
    {
      because: 'an id finds a lead',
      query: '{"field": "id", "operator": "=", "value": "lead-1"}',
      ids: ['lead-1'],
    },
    {
      because: 'IN is short for OR',
      query: '{"field": "external_id", "operator": "IN", "value": ["u-2", "u-1"]}',
      ids: ['contact-1', 'contact-2'],
    },
    {
      because: 'OR finds each once',
      query:
        '{"operator": "OR", "value": [{"field": "external_id", "operator": "=", "value": "u-2"}, {"field": "email", "operator": "=", "value": "shared@example.com"}]}',
      ids: ['contact-2', 'lead-1'],
    },
    {
      because: 'AND finds what both find',
      query:
        '{"operator": "AND", "value": [{"field": "role", "operator": "=", "value": "lead"}, {"field": "email", "operator": "=", "value": "shared@example.com"}]}',
      ids: ['lead-1'],
    },
    {
      because: 'groups may be nested',
      query:
        '{"operator": "AND", "value": [{"operator": "OR", "value": [{"field": "id", "operator": "=", "value": "lead-1"}, {"field": "id", "operator": "=", "value": "contact-1"}]}, {"field": "role", "operator": "=", "value": "user"}]}',
      ids: ['contact-1'],
    },
    {
      because: 'no match is no error',
      query: '{"field": "external_id", "operator": "=", "value": "nobody"}',
      ids: [],
    },
    {
      because: 'an archived contact is not found',
      query: '{"field": "external_id", "operator": "=", "value": "u-4"}',
      ids: [],
    },
  ])('finds $ids: $because', async ({ query, ids }) => {
    const simulator = await openSimulator();
    simulator.seedContacts(seeds);
    await simulator.send('POST', '/contacts/archived-1/archive');
    const received = await simulator.send('POST', '/contacts/search', `{"query": ${query}}`);
    expect(received.status).toBe(200);
    expect(received.json).toEqual({
      type: 'list',
      data: ids.map((id) => expect.objectContaining({ type: 'contact', id })),
      total_count: ids.length,
      pages: { type: 'pages', page: 1, per_page: 50, total_pages: ids.length === 0 ? 0 : 1 },
    });
  });

  it.each([
    {
      because: 'a lead has no other role',
      filter: '"role", "operator": "!=", "value": "user"',
      ids: ['lead'],
    },
    {
      because: 'who has no external id does not have this one',
      filter: '"external_id", "operator": "!=", "value": "u-ada"',
      ids: ['grace', 'lead'],
    },
    {
      because: 'NIN is short for several of !=',
      filter: '"external_id", "operator": "NIN", "value": ["u-ada", "u-grace"]',
      ids: ['lead'],
    },
    {
      because: 'text can hold it anywhere',
      filter: '"email", "operator": "~", "value": "A@EX"',
      ids: ['ada'],
    },
    {
      because: 'or nowhere, as where there is no text',
      filter: '"email", "operator": "!~", "value": "example.com"',
      ids: ['grace', 'lead'],
    },
    { because: 'text begins with it', filter: '"name", "operator": "^", "value": "grace"', ids: ['grace'] },
    { because: 'text ends with it', filter: '"name", "operator": "$", "value": "hopper"', ids: ['grace'] },
    {
      because: 'it is only in the middle',
      filter: '"name", "operator": "^", "value": "hopper"',
      ids: [],
    },
    {
      because: 'the domain is what follows the @',
      filter: '"email_domain", "operator": "=", "value": "example.org"',
      ids: ['grace'],
    },
    { because: 'a phone is text', filter: '"phone", "operator": "=", "value": "+3531"', ids: ['grace'] },
    {
      because: 'an attribute is found by its name',
      filter: '"custom_attributes.plan", "operator": "=", "value": "pro"',
      ids: ['grace'],
    },
    {
      because: 'an inherited name is no attribute',
      filter: '"custom_attributes.toString", "operator": "~", "value": ""',
      ids: [],
    },
    {
      because: 'a time is known by its day, so later the same day is not after',
      filter: '"created_at", "operator": ">", "value": 1700000000',
      ids: ['grace'],
    },
    {
      because: 'and any time of a day equals any other',
      filter: '"created_at", "operator": "=", "value": 1699920000',
      ids: ['ada', 'lead'],
    },
    {
      because: 'before is on an earlier day',
      filter: '"created_at", "operator": "<", "value": 1700086399',
      ids: ['ada', 'lead'],
    },
    {
      because: 'an update has a time of its own',
      filter: '"updated_at", "operator": "!=", "value": 1700000000',
      ids: ['grace'],
    },
  ])('finds $ids for $filter: $because', async ({ filter, ids }) => {
    const simulator = await openSimulator();
    simulator.seedContacts([
      { id: 'ada', external_id: 'u-ada', email: 'ada@example.com', name: 'Ada Lovelace' },
      { id: 'lead', role: 'lead' },
    ]);
    simulator.clock.nowMs += DAY_MS;
    simulator.seedContacts([
      { id: 'grace', external_id: 'u-grace', email: 'grace@example.org', name: 'Grace Hopper' },
    ]);
    await simulator.send('PUT', '/contacts/grace', { phone: '+3531', custom_attributes: { plan: 'Pro' } });
    const received = await simulator.send('POST', '/contacts/search', `{"query": {"field": ${filter}}}`);
    expect(received.status).toBe(200);
    expect((received.json as { data: { id: string }[] }).data.map(({ id }) => id).sort()).toEqual(ids);
  });

  it('knows a contact as it was until its updates arrive, each in its time', async () => {
    const simulator = await openSimulator({ switches: { searchLagMs: 60_000 } });
    simulator.seedContacts([{ id: 'contact-1', email: 'one@example.com' }]);
    const foundBy = async () => {
      const found: string[] = [];
      for (const value of ['one@example.com', 'two@example.com', 'three@example.com']) {
        const query = { field: 'email', operator: '=', value };
        const { json } = await simulator.send('POST', '/contacts/search', { query });
        found.push(...(json as { data: { email: string }[] }).data.map(({ email }) => email));
      }
      return found;
    };
    await simulator.send('PUT', '/contacts/contact-1', { email: 'two@example.com' });
    simulator.clock.nowMs += 30_000;
    await simulator.send('PUT', '/contacts/contact-1', { email: 'three@example.com' });
    expect(await foundBy()).toEqual(['one@example.com']);
    simulator.clock.nowMs += 30_000;
    expect(await foundBy()).toEqual(['two@example.com']);
    await simulator.send('POST', '/contacts/contact-1/archive');
    simulator.clock.nowMs += 30_000;
    expect(await foundBy()).toEqual(['three@example.com']);
    simulator.clock.nowMs += 30_000;
    expect(await foundBy()).toEqual([]);
  });

  it.each([
    { because: 'there is no query', body: '{}', message: 'query must be an object' },
    {
      because: 'the simulator does not keep every field',
      body: '{"query": {"field": "owner_id", "operator": "=", "value": 1}}',
      message:
        'field must be one of id, role, external_id, name, email, email_domain, phone, created_at, updated_at, custom_attributes.… in the simulator',
    },
    {
      because: 'text has no order',
      body: '{"query": {"field": "email", "operator": ">", "value": "ada"}}',
      message: 'operator must be AND, OR or for email one of =, !=, IN, NIN, ~, !~, ^, $',
    },
    {
      because: 'a time holds no text',
      body: '{"query": {"field": "created_at", "operator": "~", "value": 17}}',
      message: 'operator must be AND, OR or for created_at one of =, !=, IN, NIN, >, <',
    },
    {
      because: 'Intercom has no >= for contacts',
      body: '{"query": {"field": "created_at", "operator": ">=", "value": 17}}',
      message: 'operator must be AND, OR or for created_at one of =, !=, IN, NIN, >, <',
    },
    {
      because: 'an inherited name is no operator',
      body: '{"query": {"field": "email", "operator": "toString", "value": "ada"}}',
      message: 'operator must be AND, OR or for email one of =, !=, IN, NIN, ~, !~, ^, $',
    },
    {
      because: 'IN takes several',
      body: '{"query": {"field": "email", "operator": "IN", "value": "ada"}}',
      message: 'value of email must be an array',
    },
    {
      because: 'a time is a number',
      body: '{"query": {"field": "created_at", "operator": ">", "value": "yesterday"}}',
      message: 'value of created_at must be a Unix timestamp',
    },
    {
      because: 'a number is no email',
      body: '{"query": {"field": "email", "operator": "=", "value": 7}}',
      message: 'value of email must be a string',
    },
    {
      because: 'a group takes 15 filters',
      body: JSON.stringify({
        query: { operator: 'OR', value: Array(16).fill({ field: 'id', operator: '=', value: 'x' }) },
      }),
      message: 'at most 15 filters in a group',
    },
    {
      because: 'groups nest two deep',
      body: '{"query": {"operator": "OR", "value": [{"operator": "OR", "value": [{"operator": "OR", "value": []}]}]}}',
      message: 'at most 2 nested groups',
    },
  ])('refuses: $because', async ({ body, message }) => {
    const simulator = await openSimulator();
    const received = await simulator.send('POST', '/contacts/search', body);
    expect(received.status).toBe(400);
    expect(received.json).toEqual(errorList('parameter_invalid', message));
  });

  it('goes through the pages by starting_after, each contact once', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts(
      Array.from({ length: 5 }, (_, index) => ({
        id: `lead-${index}`,
        role: 'lead',
        email: 'one@example.com',
      })),
    );
    const query = { field: 'email', operator: '=', value: 'one@example.com' };
    const seen: unknown[] = [];
    let starting_after: string | undefined;
    do {
      const pagination = { per_page: 2, ...(starting_after !== undefined && { starting_after }) };
      const { json } = await simulator.send('POST', '/contacts/search', { query, pagination });
      const list = json as {
        data: { id: string }[];
        total_count: number;
        pages: { page: number; total_pages: number; next?: { page: number; starting_after: string } };
      };
      expect(list.total_count).toBe(5);
      expect(list.pages).toMatchObject({ type: 'pages', per_page: 2, total_pages: 3 });
      seen.push([list.pages.page, ...list.data.map(({ id }) => id)]);
      starting_after = list.pages.next?.starting_after;
    } while (starting_after !== undefined && seen.length < 9);
    expect(seen).toEqual([
      [1, 'lead-0', 'lead-1'],
      [2, 'lead-2', 'lead-3'],
      [3, 'lead-4'],
    ]);
  });

  it.each([
    { because: 'no page gave it', starting_after: 'page two' },
    { because: 'it is no text', starting_after: 2 },
  ])('refuses a starting_after: $because', async ({ starting_after }) => {
    const simulator = await openSimulator();
    const query = { field: 'id', operator: '=', value: 'x' };
    const received = await simulator.send('POST', '/contacts/search', {
      query,
      pagination: { starting_after },
    });
    expect(received.status).toBe(400);
    expect(received.json).toEqual(
      errorList(
        'client_error',
        'Invalid starting_after param. Please try again using a starting_after value from a paginated response',
      ),
    );
  });
});
