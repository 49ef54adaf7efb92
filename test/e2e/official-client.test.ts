import type { Simulator } from '@intercom-destination/simulator';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { IntercomClient, IntercomError, type Intercom } from 'intercom-client';
import { startSimulator } from '../lifetime/simulator';

/** An event within the 90 days in which Intercom lists events. */
const START_SECONDS = Math.floor(Date.now() / 1000) - 1000;

let simulator: Simulator;
let client: IntercomClient;

beforeEach(async () => {
  simulator = await startSimulator();
  client = new IntercomClient({ baseUrl: simulator.url, token: simulator.token, maxRetries: 0 });
});

describe('the official client, pointed at the simulator', () => {
  it('creates contacts, finds them, sends events and lists them back page by page', async () => {
    const ada = await client.contacts.create({ external_id: 'u-1', name: 'Ada' });
    const lead = await client.contacts.create({ role: 'lead', name: 'Grace' });
    expect(ada).toMatchObject({ type: 'contact', role: 'user', external_id: 'u-1' });

    const found = await client.contacts.search({
      query: { field: 'external_id', operator: '=', value: 'u-1' },
    });
    expect(found.data.map(({ id }) => id)).toEqual([ada.id]);
    expect((await client.contacts.showContactByExternalId({ external_id: 'u-1' })).id).toBe(ada.id);

    for (let sent = 0; sent < 5; sent += 1) {
      await client.events.create({
        user_id: 'u-1',
        event_name: 'ordered-item',
        created_at: START_SECONDS + sent,
        metadata: { plan: 'pro' },
      });
    }
    await client.events.create({
      id: lead.id,
      event_name: 'visited-page',
      created_at: START_SECONDS,
    });

    const pages = await listEvents({ user_id: 'u-1', per_page: 2 });
    expect(pages.map((events) => events.map(({ created_at }) => created_at - START_SECONDS))).toEqual([
      [4, 3],
      [2, 1],
      [0],
    ]);
    expect(pages[0]?.[0]).toMatchObject({
      type: 'event',
      event_name: 'ordered-item',
      user_id: 'u-1',
      intercom_user_id: ada.id,
      metadata: { plan: 'pro' },
    });
    expect(await listEvents({ intercom_user_id: lead.id })).toMatchObject([[{ event_name: 'visited-page' }]]);
  });

  it('goes through all contacts, and through those it searched for, by its own paging', async () => {
    for (let made = 0; made < 7; made += 1) {
      await client.contacts.create({ external_id: `u-${made}`, email: `u-${made}@example.com` });
    }
    await client.contacts.create({ role: 'lead' });
    expect(await externalIds(await client.contacts.list({ per_page: 3 }))).toHaveLength(8);
    const search = await client.contacts.search({
      query: {
        operator: 'AND',
        value: [
          { field: 'email', operator: '$', value: '@example.com' },
          { field: 'external_id', operator: '!=', value: 'u-3' },
        ],
      },
      pagination: { per_page: 4 },
    });
    expect(await externalIds(search)).toEqual(['u-0', 'u-1', 'u-2', 'u-4', 'u-5', 'u-6']);
  });

  it('updates, archives and deletes a contact, and merges a lead into a user', async () => {
    const { id: contact_id } = await client.contacts.create({ external_id: 'u-1' });
    const { id: leadId } = await client.contacts.create({ role: 'lead' });
    expect(await client.contacts.update({ contact_id, name: 'Ada' })).toMatchObject({ name: 'Ada' });
    expect(await client.contacts.mergeLeadInUser({ from: leadId, into: contact_id })).toMatchObject({
      id: contact_id,
    });
    expect(await client.contacts.archive({ contact_id })).toMatchObject({ archived: true });
    expect(await client.contacts.unarchive({ contact_id })).toMatchObject({ archived: false });
    expect(await client.contacts.delete({ contact_id })).toMatchObject({ deleted: true });
    expect(simulator.contacts()).toEqual([]);
  });

  it('sends a summary and reads it back', async () => {
    await client.contacts.create({ external_id: 'u-1' });
    await client.events.summaries({
      user_id: 'u-1',
      event_summaries: { event_name: 'ordered-item', count: 3, first: 1671028894, last: 1671028895 },
    });
    expect(await client.events.list({ type: 'user', user_id: 'u-1', summary: true })).toMatchObject({
      type: 'event.summary',
      user_id: 'u-1',
      events: [{ name: 'ordered-item', count: 3 }],
    });
  });

  it('learns whose token it has', async () => {
    expect(await client.admins.identify()).toMatchObject({ type: 'admin', app: { region: 'US' } });
  });

  it.each([
    {
      because: 'the contact is there already',
      status: 409,
      code: 'conflict',
      ask: () => client.contacts.create({ external_id: 'u-1' }),
    },
    {
      because: 'nobody has the id',
      status: 404,
      code: 'not_found',
      ask: () => client.events.create({ user_id: 'nobody', event_name: 'seen', created_at: START_SECONDS }),
    },
    {
      because: 'the token lacks the permission',
      status: 401,
      code: 'token_unauthorized',
      ask: () => client.events.list({ type: 'user', user_id: 'u-1' }),
    },
  ])('reads what the simulator refuses with $status: $because', async ({ status, code, ask }) => {
    simulator.seedContacts([{ external_id: 'u-1' }]);
    simulator.denyPermissions(['read_events']);
    const refusal: unknown = await ask().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(IntercomError);
    expect(refusal).toMatchObject({ statusCode: status, body: { type: 'error.list', errors: [{ code }] } });
  });

  it('gets through a window that is used up, by its own retries', async () => {
    simulator.addFault({ kind: 'status', status: 429, times: 1, headers: { 'Retry-After': '1' } });
    await client.contacts.create({ external_id: 'u-1' }, { maxRetries: 1 });
    expect(simulator.statistics().byStatus).toEqual({ 200: 1, 429: 1 });
  });
});

/** Every page, following `next` as it is given. The client's type of the reply knows summaries only. */
async function listEvents(
  who: Omit<Intercom.ListEventsRequest, 'type'>,
): Promise<readonly Intercom.DataEvent[][]> {
  const pages: Intercom.DataEvent[][] = [];
  let queryParams: Record<string, string> | undefined = {};
  while (queryParams !== undefined && pages.length < 9) {
    const reply: unknown = await client.events.list({ type: 'user', ...who }, { queryParams });
    const { events = [], pages: links } = reply as Intercom.DataEventList;
    pages.push(events);
    queryParams = links?.next ? Object.fromEntries(new URL(links.next).searchParams) : undefined;
  }
  return pages;
}

async function externalIds(contacts: AsyncIterable<Intercom.Contact>): Promise<unknown[]> {
  const ids: unknown[] = [];
  for await (const { external_id } of contacts) ids.push(external_id);
  return ids;
}
