import { describe, expect, it } from '@jest/globals';
import { openSimulator, type OpenSimulator } from '../testing/open-simulator';

/** A curl command of the page, as the request it makes. */
interface Command {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly [string, string][];
  readonly body: string | undefined;
}

describe('GET /', () => {
  it('shows commands that work one after the other, as they stand there', async () => {
    const simulator = await openSimulator({ clock: Date.now });
    const commands = readCommands((await simulator.send('GET', '/')).text);
    const statuses: string[] = [];
    for (const command of commands) statuses.push(await run(command, simulator));
    expect(statuses).toEqual([
      'POST /_simulator/contacts 200',
      'POST /events 202',
      'GET /events?type=user&user_id=u-1 200',
      'GET /_simulator/events 200',
      'GET /_simulator/contacts 200',
      'GET /_simulator/statistics 200',
      'POST /_simulator/faults 200',
      'DELETE /_simulator/faults 200',
      'POST /_simulator/permissions 200',
      'POST /_simulator/permissions 200',
      'POST /_simulator/reset 200',
    ]);
  });

  it('seeds by its first command, and stores an event by its second', async () => {
    const simulator = await openSimulator({ clock: Date.now });
    const [seed, send] = readCommands((await simulator.send('GET', '/')).text);
    for (const command of [seed, send]) if (command) await run(command, simulator);
    expect(simulator.contacts()).toMatchObject([{ external_id: 'u-1' }, { id: 'lead-1', role: 'lead' }]);
    expect(simulator.storedEvents()).toMatchObject([{ event_name: 'ordered-item' }]);
  });

  it('says where to point a client', async () => {
    const simulator = await openSimulator({ token: 'another-token' });
    const { text } = await simulator.send('GET', '/', undefined, { authorization: '' });
    expect(text).toContain(`base URL  ${simulator.url} `);
    expect(text).toContain('token     another-token');
    expect(text).toContain(`new IntercomClient({ baseUrl: '${simulator.url}', token: 'another-token' });`);
  });
});

/** Reads the curl commands as a shell would, as far as the page has need of it. */
function readCommands(page: string): Command[] {
  return page
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.startsWith('  curl '))
    .map((line) => {
      const words = Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? '');
      const after = (option: string) =>
        words.flatMap((word, at) => (word === option ? [words[at + 1] ?? ''] : []));
      const [body] = after('--data');
      const [method = body === undefined ? 'GET' : 'POST'] = after('-X');
      const url = words.find((word) => word.startsWith('http://')) ?? '';
      const headers = after('-H').map((header): [string, string] => {
        const [name = '', value = ''] = header.split(': ');
        return [name, value];
      });
      return { method, url, headers, body };
    });
}

async function run({ method, url, headers, body }: Command, simulator: OpenSimulator): Promise<string> {
  const response = await fetch(url, { method, headers: [...headers], ...(body !== undefined && { body }) });
  await response.text();
  return `${method} ${url.slice(simulator.url.length)} ${response.status}`;
}
