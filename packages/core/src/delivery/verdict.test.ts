import { describe, expect, it } from '@jest/globals';
import { judgeResponse } from './verdict';

function errorList(code: string, message: string): string {
  return JSON.stringify({ type: 'error.list', request_id: 'r1', errors: [{ code, message }] });
}

describe('judgeResponse', () => {
  it.each([
    { status: 202, body: '', decision: 'accept', because: 'an accepted event is answered with an empty 202' },
    {
      status: 200,
      body: ' ',
      decision: 'accept',
      because: 'older replies held one blank, and it is never parsed',
    },
    {
      status: 200,
      body: '<html>Please log in</html>',
      decision: 'back_off',
      because: 'a page comes from something between us and Intercom, and nothing was stored',
    },
    {
      status: 200,
      body: errorList('rate_limit_exceeded', 'Exceeded rate limit'),
      decision: 'back_off',
      because: 'a yes with errors is no success, whoever changed the status on the way',
    },
    {
      status: 200,
      body: '{"type":"contact","id":"1","custom_attributes":{"note":"\\"errors\\"","errors":["none"]}}',
      decision: 'accept',
      because: 'only errors of the answer itself count, not those that a contact holds',
    },
    {
      status: 404,
      body: errorList('not_found', 'User Not Found'),
      decision: 'next_identifier',
      because: 'nobody is known by this identifier, and another may do',
    },
    {
      status: 429,
      body: errorList('rate_limit_exceeded', 'Exceeded rate limit of 167 in 10_seconds'),
      decision: 'wait_for_window',
      because: 'the window is used up and reopens',
    },
    {
      status: 401,
      body: errorList('unauthorized', 'Access Token Invalid'),
      decision: 'halt',
      because: 'the token is at fault, not the event',
    },
    {
      status: 403,
      body: errorList('api_plan_restricted', 'Active subscription needed.'),
      decision: 'halt',
      because: 'every later event would be refused as well',
    },
    { status: 408, body: '', decision: 'back_off', because: 'the server did not wait for us' },
    { status: 500, body: '<html>', decision: 'back_off', because: 'a fault of the server passes' },
    { status: 503, body: '', decision: 'back_off', because: 'the service is temporarily unavailable' },
    {
      status: 400,
      body: errorList('bad_request', 'found unpermitted parameters: :tags, :items'),
      decision: 'dead_letter',
      because: 'the same event would be refused again',
    },
    {
      status: 302,
      body: '',
      decision: 'back_off',
      because: 'Intercom redirects no event, so this is no Intercom',
    },
    {
      status: 404,
      body: '<!doctype html>',
      decision: 'back_off',
      because: 'a page is no answer of Intercom, and names nobody as missing',
    },
  ])('$status means $decision: $because', ({ status, body, decision }) => {
    expect(judgeResponse({ status, body })).toMatchObject({ decision });
  });

  it('tells the limit of 120 names from other refusals', () => {
    const nameLimit = errorList('422', 'Cannot have more than 120 active event names');
    expect(judgeResponse({ status: 422, body: nameLimit })).toEqual({
      decision: 'dead_letter',
      reason: 'event_name_limit',
      error: {
        status: 422,
        code: '422',
        message: 'Cannot have more than 120 active event names',
        requestId: 'r1',
      },
    });
    expect(judgeResponse({ status: 422, body: errorList('422', 'something else') })).toMatchObject({
      decision: 'dead_letter',
      reason: 'refused',
    });
  });

  it.each([
    '',
    'null',
    '[]',
    '{"errors":{}}',
    '{"errors":[null]}',
    '{"errors":[{"code":7}],"request_id":null}',
    'Bad Request',
  ])('reads the body %j, which is no error list, without failing', (body) => {
    expect(judgeResponse({ status: 400, body })).toEqual({
      decision: 'dead_letter',
      reason: 'refused',
      error: { status: 400, code: undefined, message: undefined, requestId: undefined },
    });
  });
});
