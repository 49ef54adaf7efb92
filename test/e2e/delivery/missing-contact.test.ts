import type { Deliverable, DeliveryListener, HttpRequest, Identifier } from '@intercom-destination/core';
import { sendByFetch } from '@intercom-destination/core';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { deliverable, openScene, START_MS, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

const stranger = () => deliverable({ userId: 'new', traits: { email: 'new@example.com' } });
const byEmail = (email: string) => deliverable({ traits: { email } });
const atSecond = (event: Deliverable, second: number): Deliverable => ({
  ...event,
  dataEvent: {
    ...event.dataEvent,
    created_at: (START_MS / 1000 - second) as Deliverable['dataEvent']['created_at'],
  },
});

/** What delivery tells, and every request, in one order. */
function listen() {
  const told: string[] = [];
  const listener: DeliveryListener = {
    identifierChosen: ({ by, value }: Identifier) => told.push(`chosen ${by} ${value}`),
    contactCreated: (id, { role }) => told.push(`created ${role} ${id}`),
    searchNotPermitted: () => told.push('search not permitted'),
  };
  const http: typeof sendByFetch = (request: HttpRequest, signal) => {
    told.push(`${request.method} ${new URL(request.url).pathname}`);
    return sendByFetch(request, signal);
  };
  return { told, listener, http };
}

function contactOf(email: string) {
  return scene.simulator.contacts().find((contact) => contact.email === email);
}

describe('a search by email', () => {
  it('reaches a lead, whom no email reaches, and is made once for a person', async () => {
    scene.simulator.seedContacts([{ role: 'lead', email: 'lead@example.com' }]);
    const lead = contactOf('lead@example.com');
    const { told, listener, http } = listen();
    const deliverer = scene.createDeliverer({}, { http });
    for (const second of [1, 2]) {
      const event = atSecond(byEmail('lead@example.com'), second);
      expect(await deliverer.deliver(event, undefined, listener)).toMatchObject({
        outcome: 'accepted',
        by: 'id',
      });
    }
    expect(told).toEqual([
      'POST /events',
      'POST /contacts/search',
      `chosen id ${lead?.id ?? ''}`,
      'POST /events',
      `chosen id ${lead?.id ?? ''}`,
      'POST /events',
    ]);
    expect(scene.simulator.storedEvents()).toMatchObject([
      { contact_id: lead?.id },
      { contact_id: lead?.id },
    ]);
  });

  it('that finds several leaves the event to a person to decide', async () => {
    scene.simulator.seedContacts([
      { role: 'lead', email: 'lead@example.com' },
      { role: 'lead', email: 'lead@example.com' },
    ]);
    expect(await scene.createDeliverer().deliver(byEmail('lead@example.com'))).toMatchObject({
      outcome: 'dead_letter',
      reason: 'ambiguous_contact',
    });
    expect(scene.simulator.storedEvents()).toEqual([]);
  });

  it.each([
    { status: 403, code: 'forbidden' },
    { status: 401, code: 'token_unauthorized' },
  ])(
    'that the token may not make ($status $code) is left out, and that is said once',
    async ({ status, code }) => {
      scene.simulator.addFault({ kind: 'status', status, code, match: { path: '/contacts/search' } });
      const { told, listener, http } = listen();
      const deliverer = scene.createDeliverer({}, { http });
      for (const email of ['a@example.com', 'b@example.com']) {
        expect(await deliverer.deliver(byEmail(email), undefined, listener)).toMatchObject({
          reason: 'contact_not_found',
        });
      }
      expect(told).toEqual(['POST /events', 'POST /contacts/search', 'search not permitted', 'POST /events']);
    },
  );
});

describe('under give_up and retry', () => {
  it('give_up remembers who is missing until it is told to forget', async () => {
    const deliverer = scene.createDeliverer();
    expect(await deliverer.deliver(stranger())).toMatchObject({ reason: 'contact_not_found', attempts: 2 });
    scene.simulator.seedContacts([{ role: 'user', external_id: 'new' }]);
    expect(await deliverer.deliver(stranger())).toMatchObject({ reason: 'contact_not_found', attempts: 0 });
    deliverer.forgetMissing();
    expect(await deliverer.deliver(stranger())).toMatchObject({ outcome: 'accepted', by: 'user_id' });
  });

  it('retry asks anew each time: the contact may come a moment after its event', async () => {
    const deliverer = scene.createDeliverer({ missingContact: 'retry' });
    expect(await deliverer.deliver(stranger())).toMatchObject({ reason: 'contact_not_found' });
    scene.simulator.seedContacts([{ role: 'user', external_id: 'new' }]);
    expect(await deliverer.deliver(stranger())).toMatchObject({ outcome: 'accepted', by: 'user_id' });
  });

  it('what an earlier try settled on is asked first', async () => {
    const [first] = scene.simulator.contacts();
    const { told, http } = listen();
    const chosen: Identifier = { by: 'id', value: first?.id ?? '' };
    const delivery = await scene.createDeliverer({}, { http }).deliver({ ...stranger(), chosen });
    expect(delivery).toMatchObject({ outcome: 'accepted', by: 'id', attempts: 1 });
    expect(told).toEqual(['POST /events']);
  });
});

describe('under create_user', () => {
  it('makes the user with its id and email, once for all its events, and tells before it sends', async () => {
    const { told, listener, http } = listen();
    const deliverer = scene.createDeliverer({ missingContact: 'create_user' }, { http });
    const deliveries = await Promise.all(
      [1, 2, 3].map((second) => deliverer.deliver(atSecond(stranger(), second), undefined, listener)),
    );
    expect(deliveries.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
    const made = contactOf('new@example.com');
    expect(made).toMatchObject({ role: 'user', external_id: 'new' });
    expect(scene.simulator.contacts()).toHaveLength(3);
    expect(told.filter((line) => line === 'POST /contacts')).toHaveLength(1);
    const createdAt = told.indexOf(`created user ${made?.id ?? ''}`);
    expect(told.indexOf('POST /contacts')).toBeLessThan(createdAt);
    const afterwards = told.slice(createdAt + 1);
    expect(afterwards[0]).toBe(`chosen id ${made?.id ?? ''}`);
    expect(afterwards.filter((line) => line === 'POST /events')).toHaveLength(3);
  });

  it('waits until events see a contact that was made a moment ago', async () => {
    scene = await openScene(undefined, { switches: { newContactUnseenMs: 5_000 } });
    const deliverer = scene.createDeliverer({ missingContact: 'create_user' });
    expect(await deliverer.deliver(stranger())).toMatchObject({ outcome: 'accepted', by: 'id' });
    expect(scene.simulator.contacts()).toHaveLength(3);
  });

  it.each(['drop', 'status'] as const)('makes nobody twice though the answer was lost (%s)', async (kind) => {
    const match = { path: '/contacts' };
    scene.simulator.addFault(
      kind === 'drop'
        ? { kind, when: 'after_storing', times: 1, match }
        : { kind, status: 500, when: 'after_storing', times: 1, match },
    );
    const { told, listener, http } = listen();
    const deliverer = scene.createDeliverer({ missingContact: 'create_user' }, { http });
    expect(await deliverer.deliver(stranger(), undefined, listener)).toMatchObject({ outcome: 'accepted' });
    expect(scene.simulator.contacts()).toHaveLength(3);
    expect(told.filter((line) => line === 'POST /contacts')).toHaveLength(1);
    expect(told).toContain('GET /contacts/find_by_external_id/new');
    expect(told).toContain(`created user ${contactOf('new@example.com')?.id ?? ''}`);
  });

  it('finds the contact by email where the user id is an email, and makes nobody', async () => {
    scene.simulator.seedContacts([{ role: 'user', external_id: '4711', email: 'ana@example.com' }]);
    const { told, listener, http } = listen();
    const deliverer = scene.createDeliverer({ missingContact: 'create_user' }, { http });
    const delivery = await deliverer.deliver(deliverable({ userId: 'Ana@example.com' }), undefined, listener);
    expect(delivery).toMatchObject({ outcome: 'accepted', by: 'email' });
    expect(told).toEqual(['POST /events', 'chosen email ana@example.com', 'POST /events']);
    expect(scene.simulator.contacts()).toHaveLength(3);
  });

  it('looks for a lead by email where the user id is an email, and makes nobody', async () => {
    scene.simulator.seedContacts([{ role: 'lead', email: 'ana@example.com' }]);
    const { told, listener, http } = listen();
    const deliverer = scene.createDeliverer({ missingContact: 'create_user' }, { http });
    const event = deliverable({ userId: 'Ana@example.com' });
    expect(await deliverer.deliver(event, undefined, listener)).toMatchObject({
      outcome: 'accepted',
      by: 'id',
    });
    expect(told).toContain('POST /contacts/search');
    expect(told).not.toContain('POST /contacts');
  });

  it('makes a user of a user id that is an email with both', async () => {
    const deliverer = scene.createDeliverer({ missingContact: 'create_user' });
    const event = deliverable({ userId: 'Ana@example.com' });
    expect(await deliverer.deliver(event)).toMatchObject({ outcome: 'accepted' });
    expect(contactOf('ana@example.com')).toMatchObject({ role: 'user', external_id: 'Ana@example.com' });
  });

  it('makes a user by email alone where the call has no id', async () => {
    const deliverer = scene.createDeliverer({ missingContact: 'create_user' });
    expect(await deliverer.deliver(byEmail('mail@example.com'))).toMatchObject({ outcome: 'accepted' });
    expect(contactOf('mail@example.com')).toMatchObject({ role: 'user', external_id: null });
  });

  it('takes the contact in the way for the one meant where their external ids are the same', async () => {
    // The user came between the event's 404 and the creation.
    const { http } = listen();
    const deliverer = scene.createDeliverer(
      { missingContact: 'create_user' },
      {
        http: (request, signal) => {
          const path = new URL(request.url).pathname;
          if (path === '/contacts') scene.simulator.seedContacts([{ role: 'user', external_id: 'new' }]);
          return http(request, signal);
        },
      },
    );
    expect(await deliverer.deliver(stranger())).toMatchObject({ outcome: 'accepted', by: 'id' });
    expect(scene.simulator.contacts().filter(({ external_id: id }) => id === 'new')).toHaveLength(1);
  });

  it('finds the user that it made by either identifier', async () => {
    const both = deliverable({ userId: 'new', traits: { email: 'new@example.com' } });
    const deliverer = scene.createDeliverer({ missingContact: 'create_user' });
    expect(await deliverer.deliver(both)).toMatchObject({ outcome: 'accepted' });
    for (const event of [deliverable({ userId: 'new', event: 'B' }), byEmail('new@example.com')]) {
      expect(await deliverer.deliver(event)).toMatchObject({ outcome: 'accepted' });
    }
    expect(scene.simulator.contacts()).toHaveLength(3);
  });

  it('counts a user whose answer was lost as made, though a conflict names it', async () => {
    scene.simulator.addFault({ kind: 'drop', when: 'after_storing', times: 1, match: { path: '/contacts' } });
    const { told, listener, http } = listen();
    const deliverer = scene.createDeliverer({ missingContact: 'create_user', maxNewContacts: 1 }, { http });
    const event = byEmail('mail@example.com');
    expect(await deliverer.deliver(event, undefined, listener)).toMatchObject({ outcome: 'accepted' });
    expect(told).toContain(`created user ${contactOf('mail@example.com')?.id ?? ''}`);
    expect(await deliverer.deliver(deliverable({ userId: 'new2' }))).toMatchObject({
      cause: 'new_contact_limit',
    });
  });

  it('counts a user as made whom an earlier run was about to make, though the request arrived after the look', async () => {
    // The killed run's request is still on its way while this one looks.
    scene.simulator.addFault({ kind: 'status', status: 404, times: 1, match: { path: '/events' } });
    scene.simulator.addFault({
      kind: 'status',
      status: 404,
      times: 1,
      match: { path: '/contacts/find_by_external_id/*' },
    });
    scene.simulator.seedContacts([{ external_id: 'late' }]);
    const { told, listener, http } = listen();
    const deliverer = scene.createDeliverer({ missingContact: 'create_user', maxNewContacts: 1 }, { http });
    deliverer.rememberUnsure({ role: 'user', external_id: 'late' });
    const event = deliverable({ userId: 'late' });
    expect(await deliverer.deliver(event, undefined, listener)).toMatchObject({ outcome: 'accepted' });
    const late = scene.simulator.contacts().find((contact) => contact.external_id === 'late');
    expect(told).toContain(`created user ${late?.id ?? ''}`);
    expect(await deliverer.deliver(deliverable({ userId: 'new2' }))).toMatchObject({
      cause: 'new_contact_limit',
    });
  });

  it('does not stop at the limit while those under way may be there already', async () => {
    scene.simulator.seedContacts([1, 2, 3].map((n) => ({ external_id: `late-${n}` })));
    scene.simulator.addFault({ kind: 'status', status: 404, times: 3, match: { path: '/events' } });
    const deliverer = scene.createDeliverer({ missingContact: 'create_user', maxNewContacts: 1 });
    const events = [1, 2, 3].map((n) => deliverer.deliver(deliverable({ userId: `late-${n}` })));
    expect((await Promise.all(events)).map(({ outcome }) => outcome)).toEqual(Array(3).fill('accepted'));
    expect(scene.simulator.contacts()).toHaveLength(5);
  });

  it('needs no contact id: nobody can be made of one', async () => {
    const deliverer = scene.createDeliverer({ missingContact: 'create_user' });
    const event = deliverable({ integrations: { Intercom: { id: 'gone' } } });
    expect(await deliverer.deliver(event)).toMatchObject({ reason: 'contact_not_found' });
    expect(scene.simulator.contacts()).toHaveLength(2);
  });

  it('stops at the number of contacts that may be made, and loses nothing', async () => {
    const deliverer = scene.createDeliverer({ missingContact: 'create_user', maxNewContacts: 1 });
    expect(await deliverer.deliver(deliverable({ userId: 'new1' }))).toMatchObject({ outcome: 'accepted' });
    expect(await deliverer.deliver(deliverable({ userId: 'new2' }))).toMatchObject({
      outcome: 'halted',
      cause: 'new_contact_limit',
    });
    expect(await deliverer.deliver(deliverable({ userId: 'u1' }))).toMatchObject({ outcome: 'halted' });
    expect(scene.simulator.contacts()).toHaveLength(3);
  });
});

describe('a conflict on creation', () => {
  const conflict = (message: string) => {
    scene.simulator.addFault({
      kind: 'status',
      status: 409,
      code: 'conflict',
      message,
      match: { path: '/contacts' },
    });
    return scene.createDeliverer({ missingContact: 'create_user' }).deliver(stranger());
  };

  it('with a contact of another external id is a dead letter', async () => {
    const other = scene.simulator.contacts()[0]?.id ?? '';
    expect(await conflict(`A contact matching those details already exists with id=${other}`)).toMatchObject({
      outcome: 'dead_letter',
      reason: 'contact_conflict',
    });
  });

  it('with a contact that is not there is a dead letter', async () => {
    expect(await conflict('A contact matching those details already exists with id=5ff2')).toMatchObject({
      reason: 'contact_conflict',
    });
  });

  it('with an archived contact is a dead letter', async () => {
    const message = 'An archived contact matching those details already exists with id=6064';
    expect(await conflict(message)).toMatchObject({ reason: 'contact_archived' });
  });

  it('that the token may not look into is a dead letter, and stops nothing', async () => {
    scene.simulator.denyPermissions(['read_users_companies']);
    const message = 'A contact matching those details already exists with id=5ff2';
    expect(await conflict(message)).toMatchObject({ reason: 'contact_conflict' });
  });

  it('that names nobody is a dead letter', async () => {
    expect(await conflict('Multiple existing users match this email address')).toMatchObject({
      reason: 'ambiguous_contact',
    });
  });

  it('of emails is the person meant where neither has an external id', async () => {
    scene.simulator.seedContacts([{ role: 'user', email: 'mail@example.com' }]);
    const { id = '' } = contactOf('mail@example.com') ?? {};
    const deliverer = scene.createDeliverer({ missingContact: 'create_user' });
    // The search is behind, and events do not see the user yet.
    scene.simulator.addFault({ kind: 'status', status: 404, times: 1, match: { path: '/events' } });
    scene.simulator.addFault({ kind: 'status', status: 403, times: 1, match: { path: '/contacts/search' } });
    expect(await deliverer.deliver(byEmail('mail@example.com'))).toMatchObject({
      outcome: 'accepted',
      by: 'id',
    });
    expect(scene.simulator.storedEvents()).toMatchObject([{ contact_id: id }]);
  });
});

describe('under create_lead', () => {
  it('makes a lead by its email, after a search', async () => {
    const { told, listener, http } = listen();
    const deliverer = scene.createDeliverer({ missingContact: 'create_lead' }, { http });
    const deliveries = await Promise.all(
      [1, 2].map((second) =>
        deliverer.deliver(atSecond(byEmail('lead@example.com'), second), undefined, listener),
      ),
    );
    expect(deliveries.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    expect(contactOf('lead@example.com')).toMatchObject({ role: 'lead' });
    expect(scene.simulator.contacts()).toHaveLength(3);
    expect(told.indexOf('POST /contacts/search')).toBeLessThan(told.indexOf('POST /contacts'));
  });

  it('makes no second lead though the answer was lost and the index is behind', async () => {
    scene = await openScene(undefined, { switches: { searchLagMs: 10_000 } });
    scene.simulator.addFault({ kind: 'drop', when: 'after_storing', times: 1, match: { path: '/contacts' } });
    const deliverer = scene.createDeliverer({ missingContact: 'create_lead' });
    expect(await deliverer.deliver(byEmail('lead@example.com'))).toMatchObject({ outcome: 'accepted' });
    expect(scene.simulator.contacts()).toHaveLength(3);
  });

  it('makes nobody without an email', async () => {
    const deliverer = scene.createDeliverer({ missingContact: 'create_lead' });
    expect(await deliverer.deliver(deliverable({ userId: 'new' }))).toMatchObject({
      reason: 'contact_not_found',
    });
  });

  it('makes nobody where the token may not search: every event could make another lead', async () => {
    scene.simulator.denyPermissions(['read_users_companies']);
    const deliverer = scene.createDeliverer({ missingContact: 'create_lead' });
    expect(await deliverer.deliver(byEmail('lead@example.com'))).toMatchObject({
      reason: 'contact_not_found',
    });
    expect(scene.simulator.contacts()).toHaveLength(2);
  });

  it('makes no second lead where the answer was lost and the search fails', async () => {
    scene.simulator.addFault({ kind: 'drop', when: 'after_storing', times: 1, match: { path: '/contacts' } });
    const { http } = listen();
    let searches = 0;
    const deliverer = scene.createDeliverer(
      { missingContact: 'create_lead' },
      {
        http: (request, signal) => {
          const isSearch = new URL(request.url).pathname === '/contacts/search';
          if (isSearch && (searches += 1) > 1) scene.simulator.denyPermissions(['read_users_companies']);
          return http(request, signal);
        },
      },
    );
    expect(await deliverer.deliver(byEmail('lead@example.com'))).toMatchObject({ reason: 'exhausted' });
    expect(scene.simulator.contacts()).toHaveLength(3);
  });
});

describe('a creation that failed', () => {
  it('is asked anew for the next event of the same person', async () => {
    scene.simulator.addFault({ kind: 'status', status: 500, times: 8, match: { path: '/contacts' } });
    const deliverer = scene.createDeliverer({ missingContact: 'create_user' });
    expect(await deliverer.deliver(deliverable({ userId: 'new' }))).toMatchObject({ reason: 'exhausted' });
    expect(await deliverer.deliver(deliverable({ userId: 'new' }))).toMatchObject({ outcome: 'accepted' });
  });

  it('tells that nobody was made', async () => {
    const message = 'An archived contact matching those details already exists with id=6064';
    scene.simulator.addFault({ kind: 'status', status: 409, message, match: { path: '/contacts' } });
    const told: string[] = [];
    await scene.createDeliverer({ missingContact: 'create_user' }).deliver(stranger(), undefined, {
      contactWanted: ({ role }) => told.push(`wanted ${role}`),
      contactCreated: (id) => told.push(`created ${id}`),
      contactNotCreated: ({ role }) => told.push(`not created ${role}`),
    });
    expect(told).toEqual(['wanted user', 'not created user']);
  });
});
