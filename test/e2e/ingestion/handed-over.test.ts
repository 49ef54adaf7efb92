import { beforeEach, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setVariable } from '../../lifetime/variable';
import { callCommand } from '../backfill/call-command';
import { makeCall, runCommand } from '../backfill/command';
import { openIngestion } from './double';
import type { Kind } from './rules';
import { NAME, Scene, type Given } from './scene';

let scene: Scene;

beforeEach(() => {
  scene = new Scene();
});

describe('what is handed over', () => {
  const kind: Kind = 'segment';

  async function arrived(
    call: object,
    given: Omit<Given, 'env'> = {},
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    scene.writeCalls([call]);
    const platform = await openIngestion(kind);
    await scene.call(kind, platform, given);
    return platform.received(NAME)[0];
  }

  const call = {
    type: 'track',
    event: 'Paid',
    userId: 'u',
    messageId: 'own',
    timestamp: '2024-03-01T10:00:00.700Z',
    properties: { total: 5 },
  };

  it('has the time that the mapper chose, and none by which the platform would move it', async () => {
    const old = {
      originalTimestamp: '2024-03-01T09:00:00Z',
      sentAt: '2024-03-01T09:00:01Z',
      receivedAt: '2024-03-01T09:00:02Z',
      writeKey: 'of-another-source',
    };
    const came = await arrived({ ...call, ...old });
    expect(came).toMatchObject({
      timestamp: '2024-03-01T10:00:00.000Z',
      messageId: 'own',
      properties: { total: 5 },
    });
    expect(came).not.toHaveProperty('sentAt');
    expect(came).not.toHaveProperty('writeKey');
    expect(came?.['integrations']).toEqual({ All: false, [NAME]: true });
    const computed = await arrived(
      { ...call, ...old, timestamp: undefined },
      { args: ['--run-dir', `${scene.runDir}-2`] },
    );
    expect(computed?.['timestamp']).toBe('2024-03-01T09:00:01.000Z');
  });

  it('keeps the contact id that stood in the integrations', async () => {
    const came = await arrived({ ...call, integrations: { Intercom: { id: 'contact-1' } } });
    expect(came?.['integrations']).toEqual({ All: false, [NAME]: true });
    expect(came).toMatchObject({
      context: { externalIds: [{ type: 'intercom_contact_id', id: 'contact-1' }] },
    });
  });

  it('has the person where the destination looks, beside a contact id too', async () => {
    const traits = { id: 'u2', email: 'Two@Example.com' };
    const integrations = { Intercom: { id: 'contact-1' } };
    expect(await arrived({ ...call, userId: undefined, traits, integrations })).toMatchObject({
      userId: 'u2',
      context: { traits: { email: 'two@example.com' }, externalIds: [{ id: 'contact-1' }] },
    });
  });

  it('goes to all destinations where that is asked for', async () => {
    const integrations = { Intercom: { id: 'contact-1' } };
    const came = await arrived({ ...call, integrations }, { destination: ['--all-destinations'] });
    expect(came).toMatchObject({ integrations });
  });

  it.each([
    { because: 'a number is text to a platform', given: { userId: 17 }, ids: { userId: '17' } },
    {
      because: "an id of MongoDB's is text to a platform",
      given: { userId: { $oid: '507f1f77bcf86cd799439011' }, anonymousId: { $numberLong: '5' } },
      ids: { userId: '507f1f77bcf86cd799439011', anonymousId: '5' },
    },
    {
      because: 'the mapper found it elsewhere',
      given: { userId: undefined, traits: { id: 'u2' } },
      ids: { userId: 'u2' },
    },
    {
      because: 'it has another one',
      given: { userId: null, anonymousId: 'a', traits: { email: 'e@example.com' } },
      ids: { anonymousId: 'a' },
    },
    {
      because: 'it has an email alone',
      given: { userId: undefined, traits: { email: 'e@example.com' } },
      ids: { anonymousId: expect.stringMatching(/^backfill-[0-9a-f]{32}$/) },
    },
  ])('has an id that a platform takes: $because', async ({ given, ids }) => {
    const came = await arrived({ ...call, ...given });
    const { userId, anonymousId } = came ?? {};
    expect({ userId, anonymousId }).toEqual({ userId: undefined, anonymousId: undefined, ...ids });
  });

  it('is refused where a made-up id would name the contact', async () => {
    const mapping = join(scene.folder, 'mapping.json');
    writeFileSync(mapping, '{"sendAnonymousId":true}');
    await arrived(
      { ...call, userId: undefined, traits: { email: 'e@example.com' } },
      { args: ['--mapping', mapping] },
    );
    expect(scene.readReport()).toMatchObject({ refused: { no_platform_id: 1 } });
  });

  it('has a message id of its own where the call has none or one that is too long', async () => {
    scene.writeCalls([1, 2].map((at) => ({ ...call, messageId: 'm'.repeat(50 * at), properties: { at } })));
    const platform = await openIngestion(kind);
    await scene.call(kind, platform);
    expect(platform.received(NAME).map(({ messageId }) => messageId)).toEqual([
      'm'.repeat(50),
      expect.stringMatching(/^backfill-[0-9a-f]{32}$/),
    ]);
  });
});

describe('before anything is handed over', () => {
  const live = (kind: Kind) => ['--into', kind, '--destination-name', NAME];
  const planned = ['--plan', 'plan.json', '--names', 'same'];
  const keys = { SEGMENT_WRITE_KEY: 'wk-secret-0815', RUDDERSTACK_WRITE_KEY: 'wk-secret-0815' };

  it.each([
    {
      because: 'no key',
      args: [...live('segment'), ...planned, '--confirm-live', '0815'],
      env: {},
      says: /no write key: set SEGMENT_WRITE_KEY/,
    },
    {
      because: 'a live endpoint without a plan',
      args: [...live('segment'), '--confirm-live', '0815', '--names', 'same'],
      says: /api\.segment\.io is live.*--plan/,
    },
    {
      because: 'a live endpoint that is not confirmed',
      args: [...live('segment'), ...planned],
      says: /api\.segment\.io is live.*source of Segment is meant, with --confirm-live/,
    },
    {
      because: 'a live endpoint without a word on names',
      args: [...live('segment'), '--plan', 'plan.json', '--confirm-live', '0815'],
      says: /api\.segment\.io is live.*Say --names same/,
    },
    {
      because: 'names that the destination would not give',
      args: [...live('segment'), '--names', 'prefix:Old '],
      says: /the destination names the events itself/,
    },
    {
      because: 'the endpoint of Europe',
      args: [...live('segment'), '--region', 'EU'],
      says: /events\.eu1\.segmentapis\.com is live/,
    },
    {
      because: 'no such endpoint',
      args: [...live('segment'), '--region', 'AU'],
      says: /no endpoint in the region AU: it is one of US, EU/,
    },
    {
      because: 'another key',
      args: [...live('segment'), ...planned, '--confirm-live', '9999'],
      says: /another than the one that --confirm-live means/,
    },
    { because: 'no data plane', args: live('rudderstack'), says: /--into-url/ },
    {
      because: 'a data plane without TLS',
      args: [...live('rudderstack'), '--into-url', 'http://plane.example.com'],
      says: /must be reached over https/,
    },
    {
      because: 'no destination',
      args: ['--into', 'segment'],
      says: /--destination-name.*or --all-destinations/,
    },
    {
      because: 'every destination as a name',
      args: ['--into', 'segment', '--destination-name', 'All'],
      says: /name of one destination/,
    },
    { because: 'two ways', args: [...live('segment'), '--to', 'simulator'], says: /not both/ },
    {
      because: 'an adapter here',
      args: [...live('segment'), '--through', 'rudder'],
      says: /leaves that to the platform/,
    },
    {
      because: 'contacts made here',
      args: [...live('segment'), '--missing-contact', 'retry'],
      says: /set it there/,
    },
    {
      because: 'a name without a platform',
      args: ['--to', 'simulator', '--destination-name', NAME],
      says: /--destination-name has a use with --into alone/,
    },
  ])('it is said in one line: $because', async ({ args, says, env = keys }) => {
    scene.writeCalls([makeCall(1)]);
    for (const [name, value] of Object.entries<string>({ ...env })) setVariable(name, value);
    const ended = await callCommand(['run', scene.dump, '--run-dir', scene.runDir, ...args]);
    const { code, stdout, stderr } = ended;
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('0815');
  });

  it('so it is by the built command', async () => {
    scene.writeCalls([makeCall(1)]);
    const command = ['run', scene.dump, '--run-dir', scene.runDir, ...live('segment'), ...planned];
    const { code, stdout, stderr } = await runCommand(command, { env: keys });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^.*api\.segment\.io is live.*--confirm-live.*\n$/);
  });

  it('a key that RudderStack refuses stops the run, and another one goes on', async () => {
    scene.writeCalls([makeCall(1)]);
    const platform = await openIngestion('rudderstack');
    const refused = await scene.start('rudderstack', platform, {
      env: { RUDDERSTACK_WRITE_KEY: 'another-key' },
    }).ended;
    expect(refused).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^Stopped: the write key is refused/),
    });
    const file = join(scene.folder, 'key');
    writeFileSync(file, `${platform.writeKey}\n`);
    const args = ['--write-key-file', file];
    expect((await scene.start('rudderstack', platform, { env: {}, args }).ended).code).toBe(0);
  });

  it('an address where no batches are taken is named', async () => {
    scene.writeCalls([makeCall(1)]);
    const platform = await openIngestion('segment');
    const wrong = { ...platform, url: `${platform.url}/elsewhere` };
    const { code, stderr } = await scene.call('segment', wrong);
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringMatching(/elsewhere answers 404/) });
  });
});
