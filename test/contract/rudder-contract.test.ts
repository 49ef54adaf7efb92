import { describe, expect, it } from '@jest/globals';
import {
  breachesOfError,
  breachesOfInput,
  breachesOfPatterns,
  breachesOfProcess,
  breachesOfRequest,
  breachesOfRouter,
} from './rudder-contract';

const REQUEST = {
  version: '1',
  type: 'REST',
  method: 'POST',
  endpoint: 'https://api.intercom.io/events',
  endpointPath: '/events',
  userId: '',
  headers: { Authorization: 'Bearer t' },
  params: {},
  files: {},
  body: { JSON: { event_name: 'x' }, JSON_ARRAY: {}, XML: {}, FORM: {} },
};
const DONE = {
  batchedRequest: REQUEST,
  metadata: [{ jobId: 1 }],
  destination: {},
  batched: false,
  statusCode: 200,
};
const REFUSED = {
  metadata: [{ jobId: 2 }],
  destination: {},
  batched: false,
  statusCode: 400,
  error: 'no name',
  statTags: { errorType: 'x' },
};
const INPUTS = [{ metadata: { jobId: 1 } }, { metadata: { jobId: 2 } }];

describe('the contract of a request', () => {
  it('holds for a good one', () => {
    expect(breachesOfRequest(REQUEST)).toEqual([]);
  });

  it.each([
    [{ version: 1 }, 'version is not "1"'],
    [{ type: 'GRAPHQL' }, 'type is not REST'],
    [{ method: 'PUT' }, 'method is not POST'],
    [{ endpoint: 'events' }, 'endpoint is no URL'],
    [{ endpointPath: undefined }, 'endpointPath is not /events'],
    [{ userId: 5 }, 'userId is no text'],
    [{ headers: { 'Intercom-Version': 2.14 } }, 'headers are not all texts'],
    [{ headers: undefined }, 'headers are not all texts'],
    [{ params: { email: 'a@example.com' } }, 'params would go into the URL'],
    [{ files: { note: 'x' } }, 'files keep the server from sending'],
    [{ body: { ...REQUEST.body, XML: 'text' } }, 'body holds what is no map'],
    [{ body: { ...REQUEST.body, JSON_ARRAY: [] } }, 'body holds what is no map'],
    [{ body: { ...REQUEST.body, FORM: { a: 1 } } }, 'the server would not know which body to send'],
    [{ body: { ...REQUEST.body, JSON: {} } }, 'the server would not know which body to send'],
  ])('%j: %s', (spoilt, breach) => {
    expect(breachesOfRequest({ ...REQUEST, ...spoilt })).toEqual([breach]);
  });
});

describe('the contract of the router', () => {
  it('holds for a good answer', () => {
    expect(breachesOfRouter(INPUTS, [DONE, REFUSED])).toEqual([]);
    expect(breachesOfRouter(INPUTS, [REFUSED, { ...DONE, metadata: [{ jobId: 1, destInfo: {} }] }])).toEqual(
      [],
    );
  });

  it.each([
    [undefined, 'the answer is no list'],
    [[DONE], 'job 2 is lost'],
    [[DONE, REFUSED, DONE], 'job 1 is extra'],
    [[DONE, REFUSED, { ...REFUSED, metadata: [{ jobId: 3 }] }], 'job 3 is extra'],
    [[DONE, { ...REFUSED, metadata: { jobId: 2 } }], 'job 2 is lost', 'item 1: metadata is no list'],
    [[DONE, { ...REFUSED, destination: undefined }], 'item 1: destination is missing'],
    [[DONE, { ...REFUSED, batched: undefined }], 'item 1: batched is no boolean'],
    [[{ ...DONE, batchedRequest: { ...REQUEST, type: 'rest' } }, REFUSED], 'item 0: type is not REST'],
    [[{ ...DONE, statusCode: 202 }, REFUSED], 'item 0: a request without status 200'],
    [[{ ...DONE, error: '' }, REFUSED], 'item 0: a request with an error'],
    [[DONE, { ...REFUSED, statusCode: 200 }], 'item 1: an error with the status of a success'],
    [[DONE, { ...REFUSED, statusCode: 302 }], 'item 1: an error with the status of a success'],
    [[DONE, { ...REFUSED, statTags: {} }], 'item 1: an error that counts as a success'],
    [[DONE, { ...REFUSED, statTags: undefined }], 'item 1: an error that counts as a success'],
    [[DONE, { ...REFUSED, statTags: { status: 400 } }], 'item 1: statTags are not all texts'],
    [[DONE, { ...REFUSED, error: undefined }], 'item 1: an error without words'],
  ])('%j: %s', (outputs, ...breaches) => {
    expect(breachesOfRouter(INPUTS, outputs)).toEqual(breaches);
  });
});

describe('the contract of an error that is thrown', () => {
  it.each([
    [{ status: 400, statTags: { a: 'b' } }, []],
    [{ status: 298, statTags: { a: 'b' } }, []],
    [{ status: 200, statTags: { a: 'b' } }, ['an error with the status of a success']],
    [{ statTags: { a: 'b' } }, ['an error with the status of a success']],
    [{ status: 400 }, ['an error that counts as a success']],
    [{ status: 400, statTags: { a: 1 } }, ['statTags are not all texts']],
  ])('%j: %j', (error, breaches) => {
    expect(breachesOfError(error)).toEqual(breaches);
  });
});

describe('the contract of certain messages', () => {
  const destination = { DestinationDefinition: { DisplayName: 'Intercom Events' } };
  const input = (message: object) => ({ message, metadata: { jobId: 1 }, destination });
  const finished = {
    ...REQUEST,
    endpoint: 'https://x.example',
    method: 'PUT',
    endpointPath: null,
    statusCode: 200,
  };
  const refused = { integrations: { 'Intercom Events': false } };
  const mapped = {
    context: { mappedToDestination: true },
    traits: { event_name: 'Page Seen', created_at: 1767225600 },
  };
  const requestOf = (JSON: object) => ({ ...REQUEST, body: { ...REQUEST.body, JSON } });

  it.each([
    [finished, finished],
    [{ ...finished, statusCode: undefined }, REQUEST],
    [{ ...finished, headers: { a: 5 } }, REQUEST],
    [{ type: 'track', statusCode: 200 }, REQUEST],
    [refused, undefined],
    [{ integrations: { 'Intercom Events': true, Other: false } }, REQUEST],
    [mapped, requestOf({ event_name: 'Page Seen', created_at: 1767225600 })],
    [{ ...mapped, context: {} }, requestOf({ event_name: 'page seen' })],
  ])('holds for %j', (message, request) => {
    expect(breachesOfProcess(input(message), request)).toEqual([]);
  });

  it.each([
    [finished, REQUEST, 'a finished request was not handed on as it is'],
    [finished, { ...finished, endpointPath: '/events' }, 'a finished request was not handed on as it is'],
    [finished, undefined, 'a finished request was not handed on as it is'],
    [refused, REQUEST, 'an event that is kept from the destination was sent'],
    [mapped, requestOf({ event_name: 'page seen', created_at: 1767225600 }), 'a mapped name was changed'],
    [mapped, requestOf({ event_name: 'Page Seen', created_at: 1767225601 }), 'a mapped time was changed'],
    [{}, { ...REQUEST, type: 'rest' }, 'type is not REST'],
  ])('%j: %j: %s', (message, request, breach) => {
    expect(breachesOfProcess(input(message), request)).toEqual([breach]);
    const item =
      request === undefined ? { ...REFUSED, metadata: [{ jobId: 1 }] } : { ...DONE, batchedRequest: request };
    expect(breachesOfRouter([input(message)], [item])).toEqual([`item 0: ${breach}`]);
  });
});

describe('the contract of a schema', () => {
  it.each([
    [{ pattern: '(^\\{\\{.*\\|\\|(.*)\\}\\}$)|(^env[.].+)|^(a)$' }, 0],
    [{ properties: { pattern: { type: 'string', pattern: '.*' } } }, 0],
    [{ properties: { a: { items: { properties: { b: { type: 'string', pattern: '^(a)$' } } } } } }, 2],
    [{ allOf: [{ then: { pattern: '(^env[.].+)|^(a)$' } }] }, 1],
  ])('%j keeps out what comes later: %i', (schema, count) => {
    expect(breachesOfPatterns(schema)).toHaveLength(count);
  });
});

it('tells what was changed of what must stay', () => {
  const given = { Config: { apiKey: 't' } };
  const before = JSON.stringify(given);
  expect(breachesOfInput(before, given)).toEqual([]);
  given.Config.apiKey = 'u';
  expect(breachesOfInput(before, given)).toEqual(['what was given was changed']);
});
