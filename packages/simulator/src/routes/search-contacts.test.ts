import { describe, expect, it } from '@jest/globals';
import { errorList, openSimulator } from '../testing/open-simulator';

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
    { because: 'there is no query', body: '{}', message: 'query must be an object' },
    {
      because: 'the simulator knows four fields',
      body: '{"query": {"field": "name", "operator": "=", "value": "Ada"}}',
      message: 'field must be one of id, external_id, email, role in the simulator',
    },
    {
      because: 'the simulator knows equality',
      body: '{"query": {"field": "email", "operator": "~", "value": "ada"}}',
      message: 'operator must be =, IN, AND or OR in the simulator',
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
