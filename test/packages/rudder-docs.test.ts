import { process as processEvent, type RudderMessage } from '@intercom-destination/rudder-destination';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../packages/rudder-destination/src/config/read-config';
import { SETTINGS_FILE_VARIABLE } from '../../packages/rudder-destination/src/config/settings-file';
import {
  CONNECTION_FIELDS,
  REQUIRED_FIELDS,
} from '../../packages/rudder-destination/src/dashboard/form/connection-fields';
import { TRIED_VERSIONS } from '../../packages/rudder-destination/src/install/tried-versions';
import { createFolder } from '../lifetime/folder';
import { outputOf, runProcess } from '../lifetime/run-process';
import { setVariable } from '../lifetime/variable';
import { LAYOUTS, writeTransformer } from './rudder-transformer/stand-in';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'rudderstack.md'), 'utf8');
const installer = join(root, 'packages', 'rudder-destination', 'dist', 'install.cjs');

let folder: string;

beforeAll(() => {
  folder = createFolder().folder;
  const [, image] = LAYOUTS;
  if (image !== undefined) writeTransformer(join(folder, 'rudder-transformer'), image);
});

describe("the package's README", () => {
  it('has a program that prints what its comments say', async () => {
    const readme = readFileSync(join(root, 'packages', 'rudder-destination', 'README.md'), 'utf8');
    const [, program = ''] = /^```js\n([\s\S]*?)^```$/m.exec(readme) ?? [];
    const said = [...program.matchAll(/^console\.log\(.*; \/\/ (.*)$/gm)].map(([, comment]) => comment);
    const printed = await outputOf(process.execPath, ['--eval', program], { cwd: join(root, 'test') });
    expect(said).toHaveLength(2);
    expect(printed.trim().split('\n')).toEqual(said);
  });
});

describe('docs/rudderstack.md', () => {
  it.each(
    blocks('sh').flatMap((block) =>
      block
        .trim()
        .split('\n')
        .map((line) => line.trim()),
    ),
  )('%s', async (line) => {
    const [command, ...args] = line.split(' ');
    expect(command).toBe('rudder-install');
    const { status, stderr } = await runProcess(process.execPath, [installer, ...args], { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('shows a settings file that is read as it stands', () => {
    const [settings = ''] = blocks('json');
    const path = join(folder, 'settings.json');
    writeFileSync(path, settings);
    setVariable(SETTINGS_FILE_VARIABLE, path);
    const [ID = ''] = Object.keys(JSON.parse(settings) as object);
    const read = readConfig({ ID, Config: { apiKey: 'token' } });
    expect(read.missingContact.missingContact).toBe('give_up');
    expect(read.settings).toMatchObject({ keepKeys: ['plan'], events: { rules: [{ match: 'Order *' }] } });
  });

  it('shows what becomes of an order', () => {
    const [, call = '', dataEvent = ''] = blocks('json');
    const mapped = readConfig({ ID: 'd', Config: { apiKey: 'token' } }).mapTrackCall(JSON.parse(call));
    expect(mapped.ok && JSON.parse(JSON.stringify(mapped.dataEvent))).toEqual(JSON.parse(dataEvent));
    const keys = (json: string) => Object.keys((JSON.parse(json) as { metadata: object }).metadata);
    expect(keys(JSON.stringify(mapped.ok ? mapped.dataEvent : {}))).toEqual(keys(dataEvent));
  });

  it('shows what becomes of a mapped row', () => {
    const [, , , message = '', dataEvent = ''] = blocks('json');
    const input = { message: JSON.parse(message) as RudderMessage, metadata: { jobId: 1 } };
    const { body } = processEvent({ ...input, destination: { ID: 'd', Config: { apiKey: 'token' } } });
    expect(JSON.parse(JSON.stringify(body.JSON))).toEqual(JSON.parse(dataEvent));
  });

  it('says what each key of the connection means', () => {
    for (const key of Object.keys({ ...REQUIRED_FIELDS, ...CONNECTION_FIELDS })) {
      expect(page).toMatch(new RegExp(`^\\| \`${key}\` `, 'm'));
    }
  });

  it('has the versions that were tried', () => {
    const rows = [...page.matchAll(/^\| ([\d.]+) +\| `(\w+)` +\| ([\d-]+) +\|$/gm)];
    expect(rows.map(([, version, commit, date]) => ({ version, commit, date }))).toEqual(TRIED_VERSIONS);
  });

  it('says what the proxy is for', () => {
    expect(page).toContain('(404) is dropped');
  });
});

/** The fenced blocks of a language, those in lists too. */
function blocks(language: string): string[] {
  return [...page.matchAll(/^ *(?:\d+\. )?```(\w*)\n([\s\S]*?)^ *```$/gm)].flatMap(([, is, block = '']) =>
    is === language ? [block] : [],
  );
}
