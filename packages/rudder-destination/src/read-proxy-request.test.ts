import { SettingsError } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { AbortedError, BaseError } from '@rudderstack/integrations-lib/build/errors';
import { readConfig } from './config/read-config';
import { NetworkHandler } from './network-handler';
import { ForeignRequestError, readProxyRequest } from './read-proxy-request';
import type { ProxyRequest, RudderDestination } from './rudder-types';

const EVENT = { event_name: 'X', created_at: 1767225600, user_id: 'ada' };
const JOB = { jobId: 1, destinationId: 'd1' };
const GOOD = {
  endpoint: 'https://api.eu.intercom.io/events',
  headers: { Authorization: 'Bearer token' },
  body: { JSON: EVENT },
  metadata: [JOB],
  destinationConfig: { apiKey: 'token', missingContact: 'give_up' },
};

it('reads a request of our own', () => {
  expect(readProxyRequest(GOOD)).toMatchObject({
    workspace: { baseUrl: 'https://api.eu.intercom.io', token: 'token' },
    dataEvent: EVENT,
    identity: { by: 'user_id', value: 'ada', fallbacks: [] },
    missingContact: { missingContact: 'give_up' },
  });
});

const FOREIGN = [
  { request: undefined, says: 'does not submit an event' },
  { request: 'text', says: 'does not submit an event' },
  { request: { ...GOOD, endpoint: 5 }, says: 'does not submit an event' },
  { request: { ...GOOD, endpoint: 'https://api.intercom.io/contacts' }, says: 'does not submit an event' },
  { request: { ...GOOD, headers: null }, says: 'does not submit an event' },
  { request: { ...GOOD, headers: { Authorization: ['ada'] } }, says: 'does not submit an event' },
  { request: { ...GOOD, body: 'ada' }, says: 'A data event must be an object' },
  { request: { ...GOOD, body: { JSON: ['ada'] } }, says: 'A data event must be an object' },
  { request: { ...GOOD, body: { JSON: { ...EVENT, event_name: ' ' } } }, says: 'event_name' },
  { request: { ...GOOD, body: { JSON: { ...EVENT, created_at: '2026' } } }, says: 'created_at' },
  { request: { ...GOOD, body: { JSON: { ...EVENT, email: 'ada@example.com' } } }, says: 'Exactly one of' },
];

describe('a request of another make', () => {
  it.each(FOREIGN)('is told from what nobody foresaw, and quotes nobody: $says', ({ request, says }) => {
    const error = thrownBy(() => readProxyRequest(request));
    expect(error).toBeInstanceOf(ForeignRequestError);
    expect((error as Error).message).toContain(says);
    expect((error as Error).message).not.toContain('ada');
  });

  it.each(FOREIGN)("is dropped and counted as the library's AbortedError is: $says", async ({ request }) => {
    const handler = new NetworkHandler();
    const destinationResponse = handler.processAxiosResponse(
      await handler.proxy(request as unknown as ProxyRequest),
    );
    const answer = handler.responseHandler({ destinationResponse, rudderJobMetadata: [JOB], destType: 'x' });
    const theirs: unknown = new AbortedError('no', 400);
    if (!(theirs instanceof BaseError)) throw new Error('It is no error of the library.');
    expect(answer.status).toBe(theirs.status);
    expect(answer.statTags).toMatchObject(theirs.statTags);
  });
});

describe('what is odd beside the event', () => {
  it.each([
    { metadata: undefined },
    { metadata: [] },
    { metadata: [null] },
    { metadata: ['job'] },
    { metadata: [{ ...JOB, secret: 'text', destInfo: 'text' }] },
    { metadata: [{ destinationId: 5 }] },
  ])('keeps no event from its delivery: $metadata', ({ metadata }) => {
    expect(readProxyRequest({ ...GOOD, metadata })).toMatchObject({ dataEvent: EVENT });
  });

  it.each([undefined, null, 'text', 5, [], { keyLimit: 'many' }])(
    'the settings %j: the form decides about a missing contact',
    (destinationConfig) => {
      expect(readProxyRequest({ ...GOOD, destinationConfig })).toMatchObject({
        missingContact: { missingContact: 'retry', retryForMs: 600_000 },
      });
    },
  );
});

it.each([undefined, null, 'text', 5, [], Object.freeze([])])(
  'the settings %j are a bad setting, the second time too: nothing but an object is remembered',
  (Config) => {
    const destination = { ID: 'd1', Config } as unknown as RudderDestination;
    const errors = [thrownBy(() => readConfig(destination)), thrownBy(() => readConfig(destination))];
    const refusal = new SettingsError('Config must be an object of settings.');
    expect(errors).toEqual([refusal, refusal]);
    expect(errors[0]).toBeInstanceOf(SettingsError);
  },
);

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('It did not throw.');
}
