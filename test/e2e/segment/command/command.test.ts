import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../../lifetime/folder';
import { runProcess, type EndedProcess } from '../../../lifetime/run-process';
import { startPublicApi, type PublicApiDouble } from './public-api';

const dist = join(__dirname, '../../../../packages/segment-destination/dist');
const code = readFileSync(join(dist, 'intercom-function.js'), 'utf8');
const MARK = '// Managed by segment-function of @intercom-destination/segment-destination.\n';
const INSTALL = ['--source', 'source1', '--region', 'EU'];

let segment: PublicApiDouble;

beforeEach(async () => {
  segment = await startPublicApi();
});

function run(args: readonly string[], env: Record<string, string> = {}): Promise<EndedProcess> {
  return runProcess(
    process.execPath,
    [join(dist, 'segment-function.cjs'), '--api-url', segment.url, ...args],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        SEGMENT_PUBLIC_API_TOKEN: segment.token,
        INTERCOM_ACCESS_TOKEN: 'intercom-token',
        ...env,
      },
    },
  );
}

const changes = () => segment.requests.filter(({ method }) => method !== 'GET');

async function apply(...args: readonly string[]): Promise<EndedProcess> {
  const ended = await run([...INSTALL, '--apply', ...args]);
  expect(ended).toMatchObject({ status: 0, stderr: '' });
  return ended;
}

/** Somebody else's, with our name and without. */
function addForeign(): void {
  const foreign = { resourceType: 'DESTINATION', settings: [], catalogId: 'other' };
  segment.functions.set('f1', { ...foreign, id: 'f1', displayName: 'Intercom data events', code: '// mine' });
  segment.functions.set('f2', { ...foreign, id: 'f2', displayName: 'Slack', code: '// mine' });
  segment.functions.set('f3', { ...foreign, id: 'f3', displayName: 'Intercom data events 2', code: '' });
}

describe('segment-function', () => {
  it('says what it would do, and changes nothing, without --apply', async () => {
    const { status, stdout } = await run([...INSTALL, '--filter']);
    expect({ status, lines: stdout.trim().split('\n') }).toEqual({
      status: 0,
      lines: [
        'would create the function "Intercom data events"',
        'would connect it to the source source1',
        'would add a destination filter that drops page, screen and alias calls',
        'Nothing was changed. Add --apply to do it.',
      ],
    });
    expect(changes()).toEqual([]);
  });

  it('creates the function with its code and all settings, and connects it to the source', async () => {
    addForeign();
    const { stdout } = await apply();
    expect(stdout).toMatch(
      /^created the function .*\nconnected it to the source source1 \(destination dest2\)\n/,
    );
    const created = segment.functions.get('dfn_1');
    expect(created?.code).toBe(MARK + code);
    const declared = created?.settings.map(({ name, type, required, sensitive }) => [
      name,
      type,
      required,
      sensitive,
    ]);
    expect(declared).toEqual(
      expect.arrayContaining([
        ['accessToken', 'STRING', true, true],
        ['region', 'STRING', true, false],
        ['keepKeys', 'ARRAY', false, false],
        ['renameKeys', 'TEXT_MAP', false, false],
        ['sendAnonymousId', 'BOOLEAN', false, false],
        ['timeFrom', 'ARRAY', false, false],
      ]),
    );
    // The header of the file names the same settings.
    const [header = ''] = code.split('*/');
    for (const [name] of declared ?? []) expect(header).toMatch(new RegExp(`^ \\*   ${String(name)} `, 'm'));
    expect([...segment.destinations.values()]).toMatchObject([
      {
        sourceId: 'source1',
        metadata: { id: created?.catalogId },
        enabled: true,
        settings: { accessToken: 'intercom-token', region: 'EU' },
      },
    ]);
    expect(segment.functions.get('f1')?.code).toBe('// mine');
  });

  it('is up to date the second time, and updates what changed', async () => {
    await apply();
    const before = changes().length;
    const { stdout } = await apply();
    expect(stdout).toContain('the function dfn_1 is up to date\nset the settings of the destination dest2\n');
    expect(
      changes()
        .slice(before)
        .map(({ method, path }) => `${method} ${path}`),
    ).toEqual(['PATCH /destinations/dest2']);

    const stored = segment.functions.get('dfn_1');
    if (stored === undefined) throw new Error('There is no function.');
    stored.code = `${MARK}older`;
    stored.settings = stored.settings.slice(1);
    const preview = await run(INSTALL);
    expect(preview.stdout).toContain('would update the code and settings of the function dfn_1');
    expect(stored.code).toBe(`${MARK}older`);
    await apply();
    expect(stored.code).toBe(MARK + code);
    expect(segment.functions.size).toBe(1);
    expect(segment.destinations.size).toBe(1);
  });

  it('takes further settings from a file, in the form that the editor has', async () => {
    const { write } = createFolder();
    const file = write(
      'settings.json',
      JSON.stringify({ region: 'AU', keyLimit: 5, keepKeys: ['plan'], types: { due: 'date' } }),
    );
    const ended = await run(['--source', 'source1', '--settings', file, '--apply']);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect([...segment.destinations.values()]).toMatchObject([
      { settings: { region: 'AU', keyLimit: '5', keepKeys: ['plan'], types: { due: 'date' } } },
    ]);
  });

  it('adds the filter once, which names unwanted types and never a deletion', async () => {
    await apply('--filter');
    const { stdout } = await apply('--filter');
    expect(stdout).toContain('the destination filter is there');
    expect([...segment.filters.values()]).toMatchObject([
      {
        if: 'type = "page" or type = "screen" or type = "alias"',
        actions: [{ type: 'DROP' }],
        enabled: true,
      },
    ]);
  });

  it('goes on without the filter where the plan of the workspace has none', async () => {
    segment.faults.push({ method: 'POST', path: '/destination/', status: 403 });
    const { stdout } = await apply('--filter');
    expect(stdout).toMatch(
      /no destination filter: The token may not do this.*passes such calls over by itself\./,
    );
    expect(segment.destinations.size).toBe(1);
  });

  it('removes what it made, and nothing else', async () => {
    addForeign();
    await apply();
    const preview = await run(['--source', 'source1', '--remove']);
    expect(preview.stdout).toMatch(
      /^would delete the destination dest2 .*\nwould delete the function dfn_1\n/,
    );
    expect(segment.destinations.size).toBe(1);
    expect(await run(['--source', 'source1', '--remove', '--apply'])).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect([...segment.functions.keys()]).toEqual(['f1', 'f2', 'f3']);
    expect(segment.destinations.size).toBe(0);
    const again = await run(['--source', 'source1', '--remove', '--apply']);
    expect(again.stdout).toContain('nothing to do');
  });

  it('keeps the function for another source', async () => {
    await apply();
    await run(['--source', 'source2', '--region', 'EU', '--apply']);
    const { stdout } = await run(['--source', 'source1', '--remove', '--apply']);
    expect(stdout).toContain('the function dfn_1 stays: it is connected to source2');
    expect(segment.functions.size).toBe(1);
    expect([...segment.destinations.values()]).toMatchObject([{ sourceId: 'source2' }]);
  });

  it.each([
    {
      because: 'a bad token',
      fault: { method: 'GET', path: '/', status: 401 },
      says: 'SEGMENT_PUBLIC_API_TOKEN (401)',
    },
    {
      because: 'a role that is too small',
      fault: { method: 'POST', path: '/functions', status: 403 },
      says: 'role',
    },
    {
      because: 'too many requests',
      fault: { method: 'GET', path: '/functions', status: 429 },
      says: 'in a minute',
    },
    { because: 'an outage', fault: { method: 'GET', path: '/functions', status: 503 }, says: 'answers 503' },
    {
      because: 'a destination that is refused',
      fault: { method: 'POST', path: '/destinations', status: 400 },
      says: 'The function exists; it may not be connected.',
    },
    {
      because: 'something else that answers',
      fault: { method: 'GET', path: '/sources', status: 200, body: { hello: 1 } },
      says: "is not Segment's Public API",
    },
    {
      because: 'text that would move the cursor',
      fault: {
        method: 'GET',
        path: '/sources',
        status: 400,
        body: { errors: [{ message: '\u001b[2Jgone' }] },
      },
      says: 'Segment says: \\u{1b}[2Jgone',
    },
  ])('stops with a sentence at $because', async ({ fault, says }) => {
    segment.faults.push(fault);
    const { status, stderr } = await run([...INSTALL, '--apply']);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(says) });
    expect(stderr).not.toMatch(/segment-token|intercom-token/);
  });

  it.each([401, 429, 500])('ends with 1 where the filter is answered with %i', async (status) => {
    await apply();
    for (const method of ['GET', 'POST']) {
      segment.faults.splice(0, 1, { method, path: '/destination/', status });
      expect((await run([...INSTALL, '--filter', '--apply'])).status).toBe(1);
    }
    expect(segment.filters.size).toBe(0);
  });

  it('shows no token that Segment echoes', async () => {
    const message = 'bad settings {"accessToken":"intercom-token"} of segment-token';
    segment.faults.push({
      method: 'POST',
      path: '/destinations',
      status: 422,
      body: { errors: [{ message }] },
    });
    const { status, stdout, stderr } = await run([...INSTALL, '--apply']);
    expect(status).toBe(1);
    expect(stderr).toContain('bad settings {"accessToken":"…"} of …');
    expect(stdout + stderr).not.toMatch(/segment-token|intercom-token/);
  });

  it('does not say "connected" of another destination, or of one that is switched off', async () => {
    const destination = { id: 'd', sourceId: 'source1', metadata: { id: 'other' } };
    segment.faults.push({
      method: 'POST',
      path: '/destinations',
      status: 200,
      body: { data: { destination } },
    });
    expect(await run([...INSTALL, '--apply'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('a destination that is not this function'),
    });
    segment.faults.length = 0;
    await apply();
    const [stored] = segment.destinations.values();
    segment.destinations.set(stored?.id ?? '', { ...stored, enabled: false } as never);
    expect((await apply()).stdout).toContain('is switched off in Segment, and stays so');
  });

  it('makes no second function where ours was renamed', async () => {
    await apply();
    const [stored] = segment.functions.values();
    if (stored === undefined) throw new Error('There is no function.');
    stored.displayName = 'My own (Workspace)';
    expect(await run([...INSTALL, '--apply'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Name it "Intercom data events" again'),
    });
    expect(segment.functions.size).toBe(1);
  });

  it.each(['nowhere', '..', '.'])('removes nothing where there is no source %s', async (source) => {
    await apply();
    const { status } = await run(['--source', source, '--remove', '--apply']);
    expect(status).toBe(1);
    expect([segment.functions.size, segment.destinations.size]).toEqual([1, 1]);
  });

  it('says that it is not connected to the source, and keeps what is', async () => {
    await apply();
    const { status, stdout } = await run(['--source', 'source2', '--remove', '--apply']);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^it is not connected to the source source2\nthe function dfn_1 stays/),
    });
  });

  it('sets what the file no longer names back to its default', async () => {
    const file = createFolder().write('settings.json', JSON.stringify({ keepKeys: ['plan'] }));
    await apply('--settings', file);
    await apply();
    expect([...segment.destinations.values()]).toMatchObject([
      { settings: { keepKeys: [], types: {}, keyLimit: '' } },
    ]);
  });

  it('goes on where nobody reads what it says', async () => {
    const script = `"${process.execPath}" "${join(dist, 'segment-function.cjs')}" ${INSTALL.join(' ')} --apply --api-url ${segment.url} | true`;
    const env = {
      PATH: process.env['PATH'] ?? '',
      SEGMENT_PUBLIC_API_TOKEN: segment.token,
      INTERCOM_ACCESS_TOKEN: 't',
    };
    const { stderr } = await runProcess('sh', ['-c', script], { env });
    expect(stderr).toBe('');
    expect(segment.destinations.size).toBe(1);
  });

  it('stops where Segment names no catalogId, and where there are several of ours', async () => {
    await apply();
    const [stored] = segment.functions.values();
    if (stored === undefined) throw new Error('There is no function.');
    segment.functions.set(stored.id, { ...stored, catalogId: undefined } as never);
    expect((await run(INSTALL)).stderr).toContain('names no catalogId');
    segment.functions.set('second', { ...stored, id: 'second' });
    expect((await run(INSTALL)).stderr).toContain('several functions of this command: dfn_1, second');
  });

  it('stops where the source is not there', async () => {
    const { status, stderr } = await run(['--source', 'nowhere', '--region', 'EU']);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('The workspace has no source nowhere.'),
    });
  });

  it.each([
    { args: ['--region', 'EU'], says: 'Which source?' },
    { args: ['--source', 's'], says: 'region' },
    { args: ['--source', 's', '--region', 'Mars'], says: 'The region must be US, EU or AU' },
    { args: ['--source', 's', '--remove', '--region', 'EU'], says: '--remove does not go with' },
    { args: ['--source', 's', '--segment-region', 'mars'], says: '--segment-region is us or eu' },
    { args: [...INSTALL, '--settings', '/nowhere.json'], says: '/nowhere.json cannot be read (ENOENT)' },
    { args: [...INSTALL, '--frob'], says: '--frob' },
    { args: ['--source', 's', '--segment-region', '__proto__'], says: '--segment-region is us or eu' },
  ])('asks Segment nothing where the command cannot be meant: $args', async ({ args, says }) => {
    const { status, stderr } = await run(args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(says) });
    expect(segment.requests).toEqual([]);
  });

  it.each([
    { settings: { keyLimit: 50 }, says: 'keyLimit' },
    { settings: { frob: 1 }, says: 'the unknown setting frob' },
    { settings: { accessToken: 'secret-one' }, says: 'must not hold accessToken' },
    { settings: [], says: 'an object of settings' },
    { settings: { renameKeys: ['a=b'] }, says: 'renameKeys must be an object of texts' },
    { settings: { logNotes: 'true' }, says: 'logNotes must be true or false' },
  ])('refuses a file of settings that would not do: $settings', async ({ settings, says }) => {
    const file = createFolder().write('settings.json', JSON.stringify(settings));
    const { status, stderr } = await run([...INSTALL, '--settings', file]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(says) });
    expect(stderr).not.toContain('secret-one');
  });

  it.each(['http://example.com', 'http://user:pw@127.0.0.1:1', 'https://a.b/c?d=e', 'nothing'])(
    'sends the token to no such address: %s',
    async (url) => {
      const { status, stderr } = await run([...INSTALL, '--api-url', url]);
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: expect.stringContaining('--api-url takes https'),
      });
    },
  );

  it('wants both tokens in the environment', async () => {
    for (const name of ['SEGMENT_PUBLIC_API_TOKEN', 'INTERCOM_ACCESS_TOKEN']) {
      const { status, stderr } = await run(INSTALL, { [name]: ' ' });
      expect({ status, stderr }).toEqual({ status: 2, stderr: `segment-function: ${name} is not set.\n` });
    }
  });

  it("does what the guide's commands say", async () => {
    const guide = readFileSync(join(__dirname, '../../../../docs/segment-function.md'), 'utf8');
    const [, block = ''] = /^```sh\n(npm run build\n[^`]*)^```$/m.exec(guide) ?? [];
    expect(block).toContain('node $PWD/packages/segment-destination/dist/segment-function.cjs"');
    const commands = [...block.matchAll(/^segment-function (.*)$/gm)].map(([, args = '']) => args);
    expect(commands).toHaveLength(2);
    for (const args of commands) {
      const given = args.replace(/--source \w+/, '--source source1').split(' ');
      expect(await run(given)).toMatchObject({ status: 0, stderr: '' });
    }
    expect(segment.destinations.size).toBe(1);
  });

  it('says how it is used', async () => {
    const { status, stdout } = await run(['--help']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('--remove') });
  });
});
