import { MAPPING_VERSION, readMappingSettings } from '@intercom-destination/core';
import type { Simulator } from '@intercom-destination/simulator';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { READING_VERSION } from '../../../packages/backfill/src/sources/reading-version';
import { DEFAULT_READING } from '../../../packages/backfill/src/sources/source-format';
import { createFolder } from '../../lifetime/folder';
import { stopAtEnd } from '../../lifetime/lifetime';
import { startSimulator } from '../../lifetime/simulator';
import { callCommand } from './call-command';
import { makeCall, runCommand, toLines } from './command';

/** The id code of the workspace that plays the live one. */
const LIVE = 'live0001';

let simulator: Simulator;
let gateway: Server;
/** An address that is no loopback one, and behind which a simulator stands in for the live workspace. */
let url: string;
let folder: string;
let dump: string;
let runDir: string;
let plan: string;

beforeAll(async () => {
  simulator = await startSimulator({ rateLimitPerWindow: 50_000, idCode: LIVE, region: 'EU' });
  gateway = createServer((asked, reply) => {
    const target = new URL(simulator.url);
    const { url: path, method } = asked;
    const headers = { ...asked.headers, host: target.host };
    const passed = request({ host: target.hostname, port: target.port, path, method, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(reply);
    });
    passed.on('error', () => reply.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => gateway.listen(0, '0.0.0.0', resolve));
  stopAtEnd(() => {
    gateway.closeAllConnections();
    gateway.close();
  });
  url = `http://0.0.0.0:${(gateway.address() as AddressInfo).port}`;
});
beforeEach(() => {
  simulator.reset();
  simulator.seedContacts([{ external_id: 'person-0' }]);
  ({ folder } = createFolder());
  dump = join(folder, 'dump.ndjson');
  runDir = join(folder, 'run');
  plan = join(folder, 'plan.json');
  writeFileSync(dump, toLines(Array.from({ length: 10 }, (_, at) => makeCall(at, 1))));
  writePlan({});
});

/** What `plan --out` fixes. */
function writePlan(changes: Record<string, unknown>): void {
  const content = readFileSync(dump);
  const ends = createHash('sha256').update(content).update(content).digest('hex');
  const planned = {
    format: 2,
    mapping_version: MAPPING_VERSION,
    reading_version: READING_VERSION,
    mapping: readMappingSettings(),
    reading: DEFAULT_READING,
    filters: { ignoreIntegrations: false, consent: [], only: [], exclude: [] },
    names: { kind: 'same' },
    inputs: [{ path: dump, bytes: content.length, ends_sha256: ends }],
    findings: [],
  };
  writeFileSync(plan, JSON.stringify({ ...planned, ...changes }));
}

const consent = () => ['--plan', plan, '--confirm-live', LIVE, '--names', 'same'];
const run = (...options: string[]) =>
  runCommand(['run', dump, '--to', url, '--run-dir', runDir, ...options], { token: simulator.token });

describe('a live workspace', () => {
  it('takes a run that is planned, confirmed, and says how its events are named', async () => {
    const { code, stderr } = await run(...consent());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(simulator.storedEvents()).toHaveLength(10);
    // The same command again asks for nothing more, and another workspace does not get the rest.
    expect(await run(...consent())).toMatchObject({ code: 0 });
    expect(await run('--plan', plan, '--names', 'same')).toMatchObject({ code: 3 });
  });

  it('takes the plan that the command plan has written', async () => {
    await callCommand(['plan', dump, '--only', 'Event*', '--out', plan]);
    const { code, stderr } = await run(...consent(), '--only', 'Event*');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await run(...consent(), '--run-dir', join(folder, 'other'))).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/The run has other filters \(only\) than the plan/),
    });
  });

  it('ends with 0 where every refusal is one that the plan has found and accepted', async () => {
    appendFileSync(dump, toLines([11, 12].map((at) => ({ ...makeCall(at), userId: '' }))));
    const planned = (...accept: string[]) => callCommand(['plan', dump, '--out', plan, ...accept]);
    const tried = (...options: string[]) => callCommand(['run', dump, '--dry-run', ...options]);

    expect(await planned()).toMatchObject({ code: 1 });
    expect(await tried('--plan', plan)).toMatchObject({ code: 1 });

    expect(await planned('--accept', 'no_contact')).toMatchObject({ code: 0 });
    expect(await tried()).toMatchObject({ code: 1 });
    expect(await tried('--plan', plan)).toMatchObject({ code: 0 });
    const { code, stdout } = await run(...consent());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Refused, as planned\n {2}no_contact {2}2 /m);
    expect(await run(...consent())).toMatchObject({ code: 0 });
  });

  it('gets the names of its own that were asked for', async () => {
    const names = ['--plan', plan, '--confirm-live', LIVE, '--names', 'prefix:Imported. '];
    writePlan({ names: { kind: 'prefix', prefix: 'Imported- ' } });
    expect(await run(...names)).toMatchObject({ code: 0 });
    expect(new Set(simulator.storedEvents().map(({ event_name_sent: name }) => name))).toEqual(
      new Set(Array.from({ length: 7 }, (_, at) => `Imported- Event ${at}`)),
    );
    expect(await run(...names, '--name-budget', '6', '--dry-run')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/7 event names, and --name-budget allows 6/),
    });
  });

  const but = (flag: string) => {
    const at = consent().indexOf(flag);
    return consent().filter((_, index) => index !== at && index !== at + 1);
  };
  it.each<{ because: string; options: () => string[]; says: RegExp }>([
    { because: 'there is no plan', options: () => but('--plan'), says: /is live: first make a plan/ },
    {
      because: 'no workspace was named',
      options: () => but('--confirm-live'),
      says: /say which workspace is meant, with --confirm-live and its id code/,
    },
    {
      because: 'nothing was said of names',
      options: () => but('--names'),
      says: /old events may set off live messages.* Say --names same, or --names prefix:<text>/,
    },
    {
      because: 'names are neither',
      options: () => [...but('--names'), '--names', 'prefix: '],
      says: /--names <policy>' argument 'prefix: ' is invalid. It must be same, or prefix:/,
    },
    {
      because: 'another workspace was meant',
      options: () => [...but('--confirm-live'), '--confirm-live', 'live0002'],
      says: /The token is of the workspace live0001, and --confirm-live says live0002\.$/,
    },
    {
      because: 'the plan is not there',
      options: () => [...but('--plan'), '--plan', join(folder, 'none.json')],
      says: /Cannot read the plan .*none\.json: no such file/,
    },
    {
      because: 'the plan is none',
      options: () => {
        writeFileSync(plan, '{"format":1}');
        return consent();
      },
      says: /plan\.json is no plan that this version understands; make the plan anew/,
    },
    {
      because: 'the plan is of another version of the mapping',
      options: () => {
        writePlan({ mapping_version: 0 });
        return consent();
      },
      says: /This version maps by version \d+, another one than the plan .*make the plan anew/,
    },
    {
      because: 'the mapping is another',
      options: () => {
        writeFileSync(join(folder, 'mapping.yaml'), 'keyLimit: 20\n');
        return [...consent(), '--mapping', join(folder, 'mapping.yaml')];
      },
      says: /The run has another mapping \(keyLimit\) than the plan/,
    },
    {
      because: 'the plan has filters that the run has not',
      options: () => {
        writePlan({ filters: { only: ['Event 1'] } });
        return consent();
      },
      says: /The run has other filters \(only\) than the plan/,
    },
    {
      because: 'the names are others',
      options: () => [...but('--names'), '--names', 'prefix:Old '],
      says: /The run gives other names \(--names prefix:Old \) than the plan/,
    },
    {
      because: 'the input has changed',
      options: () => {
        appendFileSync(dump, toLines([makeCall(11, 1)]));
        return consent();
      },
      says: /dump\.ndjson has changed since the plan .*plan\.json was made/,
    },
    {
      because: 'the plan is about other files',
      options: () => {
        writePlan({ inputs: [] });
        return consent();
      },
      says: /The run has other input files than the plan/,
    },
    {
      because: 'the plan was made of standard input',
      options: () => {
        writePlan({ inputs: undefined });
        return consent();
      },
      says: /was made of standard input, which cannot be known again/,
    },
    {
      because: 'the region is another',
      options: () => [...consent(), '--region', 'US'],
      says: /The token belongs to a workspace in Europe, not in US\.$/,
    },
  ])('takes nothing where $because', async ({ options, says }) => {
    const { code, stdout, stderr } = await run(...options());
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr.trimEnd()).toMatch(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(simulator.statistics().events.accepted).toBe(0);
  });

  it('takes nothing where the token does not say whose it is', async () => {
    simulator.denyPermissions(['read_admins']);
    const { code, stderr } = await run(...consent());
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr:
        'intercom-destination: The token does not say whose it is (GET /me), so a live workspace cannot be confirmed.\n',
    });
    expect(simulator.statistics().events.accepted).toBe(0);
  });

  it('takes no standard input', async () => {
    const { code, stderr } = await runCommand(['run', '-', '--to', url, '--run-dir', runDir, ...consent()], {
      token: simulator.token,
      stdin: readFileSync(dump),
    });
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringMatching(/A plan is about files/) });
  });

  it.each([
    { to: 'EU', options: ['--region', 'US'], says: /--to EU is in the region EU, and --region says US/ },
    {
      to: 'http://api.eu.intercom.io',
      options: [],
      says: /api\.eu\.intercom\.io must be reached over https/,
    },
  ])('is no place for $to $options', async ({ to, options, says }) => {
    const args = ['run', dump, '--to', to, '--run-dir', runDir, ...consent(), ...options];
    const { code, stderr } = await callCommand(args, { token: simulator.token });
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringMatching(says) });
  });

  it('gets a retry from the run that it was confirmed for', async () => {
    simulator.reset();
    expect(await run(...consent())).toMatchObject({ code: 1 });
    simulator.seedContacts([{ external_id: 'person-0' }]);
    expect(await callCommand(['retry', runDir], { token: simulator.token })).toMatchObject({ code: 0 });
    expect(await callCommand(['verify', runDir], { token: simulator.token })).toMatchObject({ code: 0 });
  });
});

it('a simulator on this machine needs none of it, and keeps to a plan all the same', async () => {
  const args = ['run', dump, '--to', simulator.url, '--run-dir', runDir];
  expect(await callCommand([...args, '--plan', plan], { token: simulator.token })).toMatchObject({ code: 0 });
  writePlan({ mapping: readMappingSettings({ keyLimit: 12 }) });
  runDir = join(folder, 'other');
  // The mapping is the plan's where none is given.
  const planned = ['run', dump, '--to', simulator.url, '--run-dir', runDir, '--plan', plan];
  expect(await callCommand(planned, { token: simulator.token })).toMatchObject({ code: 0 });
  expect(readFileSync(join(runDir, 'manifest.json'), 'utf8')).toContain('"keyLimit": 12');
});
