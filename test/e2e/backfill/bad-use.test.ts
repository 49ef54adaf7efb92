import type { Simulator } from '@intercom-destination/simulator';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createFolder, type Folder } from '../../lifetime/folder';
import { startServer } from '../../lifetime/server';
import { startSimulator } from '../../lifetime/simulator';
import { until } from '../../lifetime/until';
import { makeCall, runCommand, startCommand, toLines } from './command';

let simulator: Simulator;
let folder: string;
let write: Folder['write'];
let dump: string;
let runDir: string;
let runCount = 0;

beforeAll(async () => {
  simulator = await startSimulator({ rateLimitPerWindow: 20_000 });
  ({ folder, write } = createFolder());
  dump = write('dump.ndjson', toLines([makeCall(1)]));
});
beforeEach(() => {
  runCount += 1;
  runDir = join(folder, `run-${runCount}`);
});

/** Runs what cannot run, and gives the one line that says why. */
async function complaint(args: string[], token?: string): Promise<string> {
  const { code, stdout, stderr } = await runCommand(args, token === undefined ? {} : { token });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  return stderr.trimEnd();
}

describe('bad use is answered in one clear line', () => {
  it.each([
    {
      because: 'no such file',
      args: () => ['map', join(folder, 'none')],
      says: /none: no such file or folder/,
    },
    { because: 'an empty folder', args: () => ['map', emptyFolder()], says: /There is no file in .*empty/ },
    { because: 'a file named twice', args: () => ['map', dump, dump], says: /dump.ndjson is named twice/ },
    { because: 'no input at all', args: () => ['map'], says: /missing required argument 'inputs'/ },
    { because: 'an unknown command', args: () => ['frobnicate'], says: /unknown command 'frobnicate'/ },
    { because: 'a command misspelt', args: () => ['statu'], says: /'statu' \(Did you mean status\?\)/ },
    { because: 'an unknown option', args: () => ['map', dump, '--frob'], says: /unknown option '--frob'/ },
    {
      because: 'no target',
      args: () => ['run', dump],
      says: /Nothing is sent without a target: name one with --to or --into, or try --dry-run\./,
    },
    {
      because: 'a target that is none',
      args: () => ['run', dump, '--to', 'x'],
      says: /--to must be "simulator", a region \(US, EU, AU\) or a URL/,
    },
    {
      because: 'a live target without a plan',
      args: () => ['run', dump, '--to', 'https://api.intercom.io'],
      says: /api\.intercom\.io is live: first make a plan/,
    },
    {
      because: 'a host that only looks like this machine',
      args: () => ['run', dump, '--to', 'http://127.0.0.1.example.com'],
      says: /127\.0\.0\.1\.example\.com is live/,
    },
    {
      because: 'a bad rate',
      args: () => ['run', dump, '--to', 'simulator', '--rate', '1.5'],
      says: /--rate <rate>' argument '1\.5' is invalid. It must be a share of the workspace's limit such as 0\.8/,
    },
    {
      because: 'a rate where nothing runs',
      args: () => ['rate', '0.5', folder],
      says: /No run works in .*; give its next start the rate, with --rate\./,
    },
    {
      because: 'a bad rate for a run under way',
      args: () => ['rate', 'fast', folder],
      says: /value 'fast' is invalid for argument 'rate'\. It must be a share/,
    },
    { because: 'no run there', args: () => ['status', folder], says: /holds no run/ },
    {
      because: 'contacts that are none',
      args: () => ['simulate', '--port', '0', '--contacts', write('contacts', '"ana"\n')],
      says: /contacts, line 1: a contact must be a JSON object/,
    },
    {
      because: 'contacts that cannot be, without showing whom',
      args: () => ['simulate', '--port', '0', '--contacts', sameContactTwice()],
      says: /Contact 2: the external_id is taken by a contact before it\.$/,
    },
    {
      because: 'the same contacts for the embedded simulator',
      args: () => ['run', dump, '--to', 'simulator', '--simulator-contacts', sameContactTwice()],
      says: /Contact 2: the external_id is taken by a contact before it\.$/,
    },
    {
      because: 'a run directory that is a file',
      args: () => ['run', dump, '--to', 'simulator', '--run-dir', dump],
      says: /dump\.ndjson: something of that name is there already\.$/,
    },
    {
      because: 'a name that no file can have',
      args: () => ['map', join(folder, 'x'.repeat(300))],
      says: /x: name too long\.$/,
    },
  ])('$because', async ({ args, says }) => {
    expect(await complaint(args())).toMatch(says);
  });

  it.each([
    { because: 'the first member is corrupt', content: () => corrupt(gzipSync('{"event":"A"}\n'), 15) },
    {
      because: 'the second member is corrupt',
      content: () => Buffer.concat([gzipSync('{}\n'), corrupt(gzipSync('{"event":"A"}\n'), 15)]),
    },
    {
      because: 'the second member is none',
      content: () => Buffer.concat([gzipSync('{}\n'), Buffer.from('rubbish')]),
    },
    {
      because: 'it ends too early',
      content: () => gzipSync(toLines([makeCall(1), makeCall(2)])).subarray(0, 90),
    },
  ])('corrupt gzip, and nothing is sent: $because', async ({ content }) => {
    const path = write('corrupt.gz', content());
    const said = await complaint(['run', path, '--to', simulator.url, '--run-dir', runDir], simulator.token);
    expect(said).toMatch(/The gzip data of .*corrupt\.gz (is corrupt|ends too early)/);
    expect(simulator.statistics().byRoute).not.toHaveProperty(['POST /events']);
  });

  it('no token', async () => {
    expect(await complaint(['run', dump, '--to', simulator.url, '--run-dir', runDir])).toMatch(
      /There is no access token: set INTERCOM_ACCESS_TOKEN/,
    );
  });

  it('a token that the workspace refuses, without showing it', async () => {
    const said = await complaint(['run', dump, '--to', simulator.url, '--run-dir', runDir], 'secret-token');
    expect(said).toMatch(/refuses the access token \(unauthorized\)\.$/m);
    expect(said).not.toContain('secret-token');
  });

  it('a token file that is not there, or empty', async () => {
    const args = ['run', dump, '--to', simulator.url, '--run-dir', runDir, '--token-file'];
    expect(await complaint([...args, join(folder, 'no-token')])).toMatch(
      /Cannot read the token file .*no such file/,
    );
    expect(await complaint([...args, write('empty-token', '\n')])).toMatch(/The token file .* is empty/);
  });

  it('nobody listens at the target', async () => {
    const { url, close } = await startServer(() => undefined);
    await close();
    const said = await complaint(['run', dump, '--to', url, '--run-dir', runDir], 'token');
    expect(said).toMatch(/does not answer\.$/m);
  });

  it('a port in use', async () => {
    const { url } = await startServer(() => undefined);
    expect(await complaint(['simulate', '--port', new URL(url).port])).toMatch(
      /Cannot listen on port \d+: the port is in use/,
    );
  });

  it('a run directory of another run, or of changed input', async () => {
    const own = write('own.ndjson', toLines([makeCall(1)]));
    const args = (input: string) => ['run', input, '--to', simulator.url, '--run-dir', runDir];
    await runCommand(args(own), { token: simulator.token });
    expect(await complaint(args(dump), simulator.token)).toMatch(/started with other input files/);
    writeFileSync(own, toLines([makeCall(2)]));
    expect(await complaint(args(own), simulator.token)).toMatch(
      /own\.ndjson has changed since the run was started/,
    );
  });

  it('a run directory of another mapping', async () => {
    const args = ['run', dump, '--to', simulator.url, '--run-dir', runDir];
    await runCommand(args, { token: simulator.token });
    const mapping = write('mapping.yaml', 'keyLimit: 20\n');
    expect(await complaint([...args, '--mapping', mapping], simulator.token)).toMatch(
      /The run was started with another mapping \(keyLimit\); give this one another --run-dir\.$/,
    );
    expect(await complaint([...args, '--names', 'prefix:Old '], simulator.token)).toMatch(
      /The run was started with --names same; give this one another --run-dir\.$/,
    );
  });

  it("another workspace's token for what follows a run", async () => {
    const other = await startSimulator({ rateLimitPerWindow: 20_000 });
    other.seedContacts([{ external_id: 'person-5' }]);
    const port = Number(new URL(other.url).port);
    await runCommand(['run', dump, '--to', other.url, '--run-dir', runDir], { token: other.token });
    await other.close();
    const stranger = await startSimulator({ port, idCode: 'other001' });
    for (const command of ['retry', 'verify']) {
      expect(await complaint([command, runDir], stranger.token)).toMatch(
        /The run was started for the workspace sim00001, and the token is of other001\.$/,
      );
    }
    expect(stranger.statistics().events.accepted).toBe(0);
  });

  it.each(['retry', 'verify', 'report', 'purge'])('no run for %s', async (command) => {
    expect(await complaint([command, folder], simulator.token)).toMatch(/holds no run; a run has a manifest/);
  });

  it('two runs on one directory', async () => {
    // It does not end by itself.
    simulator.addFault({ kind: 'latency', ms: 600_000 });
    const args = ['run', dump, '--to', simulator.url, '--run-dir', runDir];
    const first = startCommand(args, { token: simulator.token });
    await until('the status names the process', async () =>
      (await runCommand(['status', runDir])).stdout.includes('process'),
    );
    expect(await complaint(args, simulator.token)).toMatch(
      /Another run \(process \d+\) works in this run directory/,
    );
    expect(await complaint(['retry', runDir], simulator.token)).toMatch(
      /Another run \(process \d+\) works in this run directory/,
    );
    expect(await complaint(['verify', runDir], simulator.token)).toMatch(
      /The run is under way \(process \d+\); verify it when it is over/,
    );
    simulator.clearFaults();
    first.child.kill('SIGKILL');
    await first.ended;
  });

  it('a place where no run directory can be', async () => {
    const said = await complaint(
      ['run', dump, '--to', simulator.url, '--run-dir', join(dump, 'run')],
      simulator.token,
    );
    expect(said).toMatch(/dump\.ndjson.*: a part of the path is no folder/);
  });
});

function sameContactTwice(): string {
  return write('twice', '{"external_id":"ada@example.com"}\n'.repeat(2));
}

function emptyFolder(): string {
  const path = join(folder, 'empty');
  mkdirSync(path, { recursive: true });
  return path;
}

function corrupt(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}
