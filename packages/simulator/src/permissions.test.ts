import { describe, expect, it } from '@jest/globals';
import { InputError } from './input-error';
import { permissions, type Permission } from './permissions';
import { routes } from './routes';
import { startSimulator } from './simulator';
import { openSimulator, START_SECONDS } from './testing/open-simulator';

const query = '{"query": {"field": "external_id", "operator": "=", "value": "u-1"}}';
const event = JSON.stringify({ event_name: 'seen', created_at: START_SECONDS, user_id: 'u-1' });

/** One request for each permission, with the status it has while that is the only one missing. */
const requests: readonly { method: string; path: string; body?: string; needs: Permission; ok: number }[] = [
  { method: 'POST', path: '/events', body: event, needs: 'write_events', ok: 202 },
  { method: 'GET', path: '/events?type=user&user_id=u-1', needs: 'read_events', ok: 200 },
  { method: 'POST', path: '/contacts/search', body: query, needs: 'read_users_companies', ok: 200 },
  { method: 'GET', path: '/contacts/contact-1', needs: 'read_users_companies', ok: 200 },
  { method: 'PUT', path: '/contacts/contact-1', body: '{}', needs: 'write_users_companies', ok: 200 },
  { method: 'GET', path: '/me', needs: 'read_admins', ok: 200 },
];

describe('a token that lacks a permission', () => {
  it.each(permissions)('%s is refused what needs it, and nothing else', async (denied) => {
    const simulator = await openSimulator({ deniedPermissions: [denied] });
    simulator.seedContacts([{ id: 'contact-1', external_id: 'u-1' }]);
    for (const { method, path, body, needs, ok } of requests) {
      const { status } = await simulator.send(method, path, body);
      expect([path, status]).toEqual([path, needs === denied ? 401 : ok]);
    }
    expect(requests.some(({ needs }) => needs === denied)).toBe(true);
  });

  it('changes nothing by what it is refused', async () => {
    const simulator = await openSimulator({ deniedPermissions: ['write_events', 'write_users_companies'] });
    simulator.seedContacts([{ id: 'contact-1', external_id: 'u-1' }]);
    await simulator.send('POST', '/events', event);
    await simulator.send('POST', '/contacts', { external_id: 'u-2' });
    await simulator.send('DELETE', '/contacts/contact-1');
    expect(simulator.storedEvents()).toEqual([]);
    expect(simulator.contacts().map(({ external_id }) => external_id)).toEqual(['u-1']);
  });

  it.each([
    { position: 'unauthorized', header: null, because: 'a reply to bad credentials has none' },
    { position: 'forbidden', header: '1667', because: 'errors carry them' },
  ] as const)('as $position has rate headers $header: $because', async ({ position, header }) => {
    const switches = { missingPermission: position };
    const simulator = await openSimulator({ deniedPermissions: ['read_admins'], switches });
    const { headers } = await simulator.send('GET', '/me');
    expect(headers.get('x-ratelimit-remaining')).toBe(header);
  });

  it('can be given them and have them taken away while it runs', async () => {
    const simulator = await openSimulator({ deniedPermissions: ['read_admins'] });
    const status = async () => (await simulator.send('GET', '/me')).status;
    expect(await status()).toBe(401);
    const allowed = await simulator.send('POST', '/_simulator/permissions', '{"denied": []}');
    expect([allowed.status, allowed.json, await status()]).toEqual([200, { ok: true }, 200]);
    await simulator.send('POST', '/_simulator/reset');
    expect(await status()).toBe(401);
    simulator.denyPermissions(['read_events']);
    expect(await status()).toBe(200);
  });

  it.each([
    { body: '[]', error: 'The body is not a JSON object.' },
    { body: '{"deny": []}', error: 'There is no "deny" here; there is denied.' },
    { body: '{}', error: 'The permissions must be an array.' },
    {
      body: '{"denied": ["read_everything"]}',
      error: `There is no permission "read_everything"; there are ${permissions.join(', ')}.`,
    },
  ])('is not set up by $body', async ({ body, error }) => {
    const simulator = await openSimulator();
    const received = await simulator.send('POST', '/_simulator/permissions', body);
    expect(received.status).toBe(400);
    expect(received.json).toEqual({ error });
  });

  it('is not set up by an option with a permission that does not exist', async () => {
    const deniedPermissions = ['read_everything'] as unknown as Permission[];
    await expect(startSimulator({ deniedPermissions })).rejects.toThrow(InputError);
  });

  it('lacks something that some endpoint needs', () => {
    expect(new Set(routes.map(({ needs }) => needs))).toEqual(new Set(permissions));
  });
});
