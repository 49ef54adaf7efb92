import { describe, expect, it } from '@jest/globals';
import { errorList, openSimulator, START_SECONDS } from '../testing/open-simulator';

const contacts = [
  { id: 'contact-1', external_id: 'u-1', email: 'ada@example.com' },
  { id: 'contact-2', external_id: 'u-2', email: 'shared@example.com' },
  { id: 'contact-3', external_id: 'u-3', email: 'shared@example.com' },
  { id: 'lead-1', role: 'lead', email: 'lead@example.com' },
] as const;

const wellFormed = { event_name: 'ordered-item', created_at: START_SECONDS, user_id: 'u-1' };

describe('POST /events refuses', () => {
  it.each([
    {
      because: 'an empty body is not JSON',
      body: '',
      status: 400,
      error: errorList('parameter_invalid', 'invalid JSON'),
    },
    {
      because: 'half an object is not JSON',
      body: '{"event_name": "ordered-item"',
      status: 400,
      error: errorList('parameter_invalid', 'invalid JSON'),
    },
    {
      because: 'an array has none of the fields',
      body: '[]',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'the name is missing',
      body: '{"created_at": 1700000000, "user_id": "u-1"}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'the name is blank',
      body: '{"event_name": " ", "created_at": 1700000000, "user_id": "u-1"}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'the name is no string',
      body: '{"event_name": 7, "created_at": 1700000000, "user_id": "u-1"}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'the time is missing',
      body: '{"event_name": "ordered-item", "user_id": "u-1"}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'the time is an ISO date',
      body: '{"event_name": "ordered-item", "created_at": "2023-11-14T22:13:20Z", "user_id": "u-1"}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'the time is a fraction',
      body: '{"event_name": "ordered-item", "created_at": 1700000000.5, "user_id": "u-1"}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'nobody is named',
      body: '{"event_name": "ordered-item", "created_at": 1700000000}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'a blank identifier names nobody',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "", "email": null}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'one array rejects the whole event',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "u-1", "metadata": {"plan": "pro", "tags": ["a"]}}',
      status: 400,
      error: errorList('bad_request', 'found unpermitted parameter: :tags'),
    },
    {
      because: 'every array is named, an empty one too',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "u-1", "metadata": {"tags": [], "plan": "pro", "items": [1]}}',
      status: 400,
      error: errorList('bad_request', 'found unpermitted parameters: :tags, :items'),
    },
    {
      because: 'metadata is itself an array',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "u-1", "metadata": []}',
      status: 400,
      error: errorList('bad_request', 'found unpermitted parameter: :metadata'),
    },
    {
      because: 'metadata is text',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "u-1", "metadata": "plan=pro"}',
      status: 400,
      error: errorList('parameter_invalid', 'metadata is invalid'),
    },
    {
      because: 'there is no such external id',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "u-9"}',
      status: 404,
      error: errorList('not_found', 'User Not Found'),
    },
    {
      because: 'a lead cannot be reached by its email',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "email": "lead@example.com"}',
      status: 404,
      error: errorList('not_found', 'User Not Found'),
    },
    {
      because: 'the id counts first, and a miss on it is not followed by the user id',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "id": "nobody", "user_id": "u-1"}',
      status: 404,
      error: errorList('not_found', 'User Not Found'),
    },
    {
      because: 'two users share the email',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "email": "shared@example.com"}',
      status: 409,
      error: errorList(
        'conflict',
        'Multiple existing users match this email address shared@example.com - must be more specific using user_id',
      ),
    },
    {
      because: 'of two faults the earlier check answers: fields before arrays',
      body: '{"event_name": "ordered-item", "user_id": "u-1", "metadata": {"tags": []}}',
      status: 400,
      error: errorList('parameter_not_found', 'missing data parameter'),
    },
    {
      because: 'of two faults the earlier check answers: arrays before the contact',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "u-9", "metadata": {"tags": []}}',
      status: 400,
      error: errorList('bad_request', 'found unpermitted parameter: :tags'),
    },
  ])('$status: $because', async ({ body, status, error }) => {
    const simulator = await openSimulator();
    simulator.seedContacts(contacts);
    const received = await simulator.send('POST', '/events', body);
    expect(received.json).toEqual(error);
    expect(received.status).toBe(status);
    expect(simulator.storedEvents()).toEqual([]);
  });

  it('an archived contact, as one that is not there', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts(contacts);
    await simulator.send('POST', '/contacts/contact-1/archive');
    const received = await simulator.send('POST', '/events', wellFormed);
    expect(received.status).toBe(404);
    expect(received.json).toEqual(errorList('not_found', 'User Not Found'));
  });

  it('the 121st name, while known names go on working', async () => {
    const simulator = await openSimulator();
    simulator.seedContacts(contacts);
    for (let number = 1; number <= 120; number += 1) {
      const { status } = await simulator.send('POST', '/events', {
        ...wellFormed,
        event_name: `name ${number}`,
      });
      expect(status).toBe(202);
    }
    const refused = await simulator.send('POST', '/events', { ...wellFormed, event_name: 'one more' });
    expect(refused.status).toBe(422);
    expect(refused.json).toEqual(errorList('422', 'Cannot have more than 120 active event names'));
    const known = await simulator.send('POST', '/events', {
      ...wellFormed,
      event_name: 'NAME 7',
      created_at: START_SECONDS - 1,
    });
    expect(known.status).toBe(202);
    expect(simulator.storedEvents()).toHaveLength(121);
  });
});

describe('POST /events stores', () => {
  it.each([
    {
      because: 'the external id names a user',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "u-1"}',
      stored: { contact_id: 'contact-1', event_name: 'ordered-item', created_at: 1700000000, metadata: {} },
    },
    {
      because: 'the email names a user, whatever its case',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "email": "Ada@Example.com"}',
      stored: { contact_id: 'contact-1' },
    },
    {
      because: 'the id reaches a lead, and nothing else does',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "id": "lead-1"}',
      stored: { contact_id: 'lead-1' },
    },
    {
      because: 'the id counts before the user id, and that before the email',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "email": "ada@example.com", "user_id": "u-2", "id": "contact-3"}',
      stored: { contact_id: 'contact-3' },
    },
    {
      because: 'dots and dollars become hyphens, and case does not count',
      body: '{"event_name": "Order.Paid in $", "created_at": 1700000000, "user_id": "u-1"}',
      stored: { event_name: 'order-paid in -', event_name_sent: 'Order.Paid in $' },
    },
    {
      because: '22 months back was accepted',
      body: '{"event_name": "ordered-item", "created_at": 1642000000, "user_id": "u-1"}',
      stored: { created_at: 1642000000 },
    },
    {
      because: 'nested objects and booleans are accepted',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "u-1", "metadata": {"price": {"amount": 1999, "currency": "EUR"}, "gift": true, "dotted.key": 1}}',
      stored: { metadata: { price: { amount: 1999, currency: 'EUR' }, gift: true, 'dotted.key': 1 } },
    },
    {
      because: 'metadata null is none',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "u-1", "metadata": null}',
      stored: { metadata: {} },
    },
    {
      because: 'of eleven keys the first ten are kept',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "u-1", "metadata": {"k": 1, "j": 2, "i": 3, "h": 4, "g": 5, "f": 6, "e": 7, "d": 8, "c": 9, "b": 10, "a": 11}}',
      stored: { metadata: { k: 1, j: 2, i: 3, h: 4, g: 5, f: 6, e: 7, d: 8, c: 9, b: 10 } },
    },
    {
      because: 'a key that looks like a number has its place in the order sent too',
      body: '{"event_name": "ordered-item", "created_at": 1700000000, "user_id": "u-1", "metadata": {"k": "\\"x\\": 1", "j": 2, "i": 3, "h": 4, "g": 5, "f": 6, "e": 7, "d": 8, "c": 9, "b\\"": 10, "1": 11}}',
      stored: { metadata: { k: '"x": 1', j: 2, i: 3, h: 4, g: 5, f: 6, e: 7, d: 8, c: 9, 'b"': 10 } },
    },
  ])('$because', async ({ body, stored }) => {
    const simulator = await openSimulator();
    simulator.seedContacts(contacts);
    const received = await simulator.send('POST', '/events', body);
    expect(received.status).toBe(202);
    expect(received.text).toBe('');
    expect(simulator.storedEvents()).toEqual([expect.objectContaining(stored)]);
  });

  it.each([
    { because: 'the same event again', again: wellFormed, stored: 1 },
    {
      because: 'case does not make another name',
      again: { ...wellFormed, event_name: 'ORDERED-Item' },
      stored: 1,
    },
    {
      because: 'metadata does not make another event',
      again: { ...wellFormed, metadata: { a: 1 } },
      stored: 1,
    },
    {
      because: 'another identifier of the contact does not make another event',
      again: { event_name: 'ordered-item', created_at: START_SECONDS, id: 'contact-1' },
      stored: 1,
    },
    { because: 'another second does', again: { ...wellFormed, created_at: START_SECONDS - 1 }, stored: 2 },
    { because: 'another contact does', again: { ...wellFormed, user_id: 'u-2' }, stored: 2 },
    { because: 'another name does', again: { ...wellFormed, event_name: 'paid-item' }, stored: 2 },
  ])('a duplicate once, answering 202 both times: $because', async ({ again, stored }) => {
    const simulator = await openSimulator();
    simulator.seedContacts(contacts);
    const first = await simulator.send('POST', '/events', wellFormed);
    const second = await simulator.send('POST', '/events', again);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.text).toBe('');
    expect(simulator.storedEvents()).toHaveLength(stored);
    expect(simulator.statistics().events).toEqual({ accepted: 2, stored, duplicates: 2 - stored });
  });

  it('a name no more often than it is new: the 120 count each once, also by spelling', async () => {
    const simulator = await openSimulator({ switches: { activeEventNamesLimit: 1 } });
    simulator.seedContacts(contacts);
    for (const event_name of ['order.paid', 'Order-Paid', 'ORDER$PAID']) {
      expect((await simulator.send('POST', '/events', { ...wellFormed, event_name })).status).toBe(202);
    }
    expect(simulator.statistics().eventNames).toBe(1);
  });
});
