import { describe, expect, it } from '@jest/globals';
import { createWorkspace } from '../workspace';
import { readWorkspaceOf } from './read-workspace-of';
import { toUnsentRequest } from './request';

describe('the workspace that a request goes to', () => {
  const workspace = createWorkspace({ token: 'secret', at: { region: 'EU' }, apiVersion: '2.11' });
  const request = toUnsentRequest(workspace);

  it('is the one that it was made for', () => {
    expect(readWorkspaceOf(request)).toEqual(workspace);
  });

  it('is read from headers in whatever case', () => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(readWorkspaceOf({ ...request, headers })).toEqual(workspace);
  });

  it.each([
    {
      url: 'https://api.intercom.io/contacts',
      headers: request.headers,
      because: 'no event is submitted there',
    },
    { url: request.url, headers: {}, because: 'it has no token' },
    { url: request.url, headers: { Authorization: 'Basic abc' }, because: 'Intercom takes no password' },
    { url: 'nowhere/events', headers: request.headers, because: 'that is no URL' },
    { url: request.url, headers: { Authorization: 'Bearer two words' }, because: 'a token is one word' },
  ])('is none: $because', ({ url, headers }) => {
    expect(readWorkspaceOf({ url, headers })).toBeUndefined();
  });
});
