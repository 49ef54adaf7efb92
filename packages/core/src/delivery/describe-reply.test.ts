import { describe, expect, it } from '@jest/globals';
import { describeReply } from './describe-reply';

const NOT_FOUND =
  '{"type":"error.list","request_id":"r1","errors":[{"code":"not_found","message":"User u_1 Not Found"}]}';

describe('what a host that sends by itself is told', () => {
  it.each([
    { status: 202, body: '', mayCome: false, told: undefined, because: 'Intercom has taken it' },
    {
      status: 404,
      body: NOT_FOUND,
      mayCome: false,
      told: { kind: 'refused', status: 404, reason: 'contact_not_found' },
      because: 'waiting makes no contact',
    },
    {
      status: 404,
      body: NOT_FOUND,
      mayCome: true,
      told: { kind: 'retryable', status: 503 },
      because: 'the contact may be on its way',
    },
    {
      status: 429,
      body: '',
      mayCome: false,
      told: { kind: 'retryable', status: 429 },
      because: 'the window reopens',
    },
    {
      status: 503,
      body: '',
      mayCome: false,
      told: { kind: 'retryable', status: 503 },
      because: 'it may pass',
    },
    {
      status: 302,
      body: '',
      mayCome: false,
      told: { kind: 'retryable', status: 302 },
      because: 'something stands between us and Intercom',
    },
    {
      status: 401,
      body: '',
      mayCome: false,
      told: { kind: 'unauthorised' },
      because: 'the token is at fault',
    },
    {
      status: 422,
      body: '{"errors":[{"code":"parameter_invalid","message":"bad"}]}',
      mayCome: false,
      told: { kind: 'refused', status: 400, reason: 'refused' },
      because: 'the event is at fault',
    },
  ])('$status: $because', ({ status, body, mayCome, told }) => {
    const failure = describeReply({ status, body }, ['u_1'], mayCome);
    if (told === undefined) expect(failure).toBeUndefined();
    else expect(failure).toMatchObject(told);
    expect(JSON.stringify(failure ?? '')).not.toContain('u_1');
  });

  it.each([
    { status: 403, says: '(403)', because: 'a missing permission is not an unknown token' },
    { status: 413, says: '(413)', because: 'the host is told 400, and the event is too large' },
    { status: 422, says: '(422)', because: 'the host is told 400, and a field is at fault' },
  ])('shows $says: $because', ({ status, says }) => {
    expect(describeReply({ status, body: '' }, [], false)?.message).toContain(says);
  });

  it('names the address of a redirect, without what may be a secret of it', () => {
    const headers = { location: 'https://login.example.com/u_1/start?state=s3cret' };
    const failure = describeReply({ status: 302, body: '', headers }, ['u_1'], false);
    expect(failure).toMatchObject({ kind: 'retryable', status: 302 });
    expect(failure?.message).toContain(
      'It redirects to https://login.example.com/…/start, which is not followed',
    );
  });

  it("says Intercom's own code and words, without the person", () => {
    expect(describeReply({ status: 404, body: NOT_FOUND }, ['u_1'], false)?.message).toContain(
      'Intercom says: not_found: User … Not Found (request r1)',
    );
  });
});
