import { describe, expect, it } from '@jest/globals';
import { errorList, openSimulator } from '../testing/open-simulator';

interface ContactList {
  readonly data: readonly { readonly id: string }[];
  readonly total_count: number;
  readonly pages: {
    readonly page: number;
    readonly per_page: number;
    readonly next?: { starting_after: string };
  };
}

describe('GET /contacts', () => {
  it('goes through all contacts by starting_after, each once and the archived ones never', async () => {
    const simulator = await openSimulator({ switches: { searchLagMs: 60_000 } });
    simulator.seedContacts([
      { id: 'user-1', external_id: 'u-1' },
      { id: 'archived-1', external_id: 'u-2' },
      { id: 'lead-1', role: 'lead' },
      { id: 'lead-2', role: 'lead' },
      { id: 'lead-3', role: 'lead' },
    ]);
    await simulator.send('POST', '/contacts/archived-1/archive');
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { status, json } = await simulator.send('GET', `/contacts?per_page=3${cursor}`);
      expect(status).toBe(200);
      const { data, total_count, pages } = json as ContactList;
      expect(json).toMatchObject({ type: 'list', pages: { type: 'pages', per_page: 3, total_pages: 2 } });
      expect(total_count).toBe(4);
      seen.push([pages.page, ...data.map(({ id }) => id)]);
      cursor = pages.next ? `&starting_after=${encodeURIComponent(pages.next.starting_after)}` : '';
    } while (cursor !== '' && seen.length < 9);
    expect(seen).toEqual([
      [1, 'user-1', 'lead-1', 'lead-2'],
      [2, 'lead-3'],
    ]);
  });

  it.each([
    { query: '', perPage: 50, because: 'that is the default' },
    { query: '?per_page=500', perPage: 150, because: 'that is the most' },
    { query: '?per_page=many', perPage: 50, because: 'it is no number' },
  ])('shows $perPage on a page for "$query": $because', async ({ query, perPage }) => {
    const simulator = await openSimulator();
    const { json } = await simulator.send('GET', `/contacts${query}`);
    expect((json as ContactList).pages.per_page).toBe(perPage);
  });

  it('refuses a starting_after that no page gave', async () => {
    const simulator = await openSimulator();
    const received = await simulator.send('GET', '/contacts?starting_after=2');
    expect(received.status).toBe(400);
    expect(received.json).toEqual(
      errorList(
        'client_error',
        'Invalid starting_after param. Please try again using a starting_after value from a paginated response',
      ),
    );
  });
});
