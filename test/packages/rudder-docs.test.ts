import { process as processEvent, type TransformInput } from '@intercom-destination/rudder-destination';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
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
const docs = join(root, 'docs');
const pages = readdirSync(docs).filter((name) => name.startsWith('rudderstack'));
const installer = join(root, 'packages', 'rudder-destination', 'dist', 'install.cjs');

const OVERVIEW = 'rudderstack.md';

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

describe.each(pages)('docs/%s', (page) => {
  it('is short enough to follow', () => {
    expect(read(page).trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  it('is named on the page that lists them all', () => {
    expect(page === OVERVIEW || read(OVERVIEW).includes(`](${page})`)).toBe(true);
  });

  it('links to what there is', () => {
    const links = [...read(page).matchAll(/\]\(((?!https:)[^)#]*)(?:#([^)]*))?\)/g)];
    for (const [link, to = '', section] of links) {
      const target = readFileSync(join(docs, to === '' ? page : to), 'utf8');
      const sections = [...target.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => slugOf(title));
      expect({ link, found: section === undefined || sections.includes(section) }).toEqual({
        link,
        found: true,
      });
    }
  });

  const all = commandsOf(page);
  const aliases = all.filter((line) => line.startsWith('alias '));
  if (aliases.length > 0) {
    it('makes rudder-install of the built installer', () => {
      const names = `alias rudder-install="node $PWD/${relative(root, installer)}"`;
      expect(aliases).toEqual([names]);
    });
  }

  const commands = all
    .filter((line) => line.startsWith('rudder-install '))
    .map((line) => line.replace(/ > \w+$/, ''));
  it('has no commands that nobody runs', () => {
    const others = all.filter((line) => !/^(rudder-install|curl|alias) |^npm run build$/.test(line));
    expect(others).toEqual([]);
  });
  if (commands.length > 0) {
    it.each(commands)('%s', async (line) => {
      const [, ...args] = line.split(' ');
      const { status, stderr } = await runProcess(process.execPath, [installer, ...args], { cwd: folder });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    });
  }
});

describe.each([
  { page: 'rudderstack-take-over.md', path: 'intercom', is: 'INTERCOM' },
  { page: 'rudderstack-own-type.md', path: 'intercom_events', is: 'INTERCOM_EVENTS' },
])('the smoke test of docs/$page', ({ page, path, is }) => {
  const [smoke = '[]', answer = '[]'] = blocks(page, 'json');
  const [event] = JSON.parse(smoke) as readonly TransformInput[];

  it('asks for the type of its way', () => {
    expect(commandsOf(page).find((line) => line.startsWith('curl '))).toContain(
      ` localhost:9090/v0/destinations/${path} `,
    );
    expect(event?.destination).toMatchObject({ DestinationDefinition: { Name: is } });
  });

  it('is answered as the page says', () => {
    if (event === undefined) throw new Error(`${page} sends no event.`);
    const { metadata } = event;
    expect([{ output: processEvent(event), metadata, statusCode: 200 }]).toEqual(JSON.parse(answer));
  });
});

describe('docs/rudderstack-settings.md', () => {
  it('shows a settings file that is read as it stands', () => {
    const [settings = ''] = blocks('rudderstack-settings.md', 'json');
    const path = join(folder, 'settings.json');
    writeFileSync(path, settings);
    setVariable(SETTINGS_FILE_VARIABLE, path);
    const [ID = ''] = Object.keys(JSON.parse(settings) as object);
    const config = readConfig({ ID, Config: { apiKey: 'token' } });
    expect(config.missingContact.missingContact).toBe('give_up');
    expect(config.settings).toMatchObject({ keepKeys: ['plan'], events: { rules: [{ match: 'Order *' }] } });
  });

  it('says what each key of the connection means', () => {
    for (const key of Object.keys({ ...REQUIRED_FIELDS, ...CONNECTION_FIELDS })) {
      expect(read('rudderstack-settings.md')).toMatch(new RegExp(`^\\| \`${key}\` `, 'm'));
    }
  });
});

describe('docs/rudderstack-moving.md', () => {
  it('shows what becomes of an order', () => {
    const [call = '', dataEvent = ''] = blocks('rudderstack-moving.md', 'json');
    const mapped = readConfig({ ID: 'd', Config: { apiKey: 'token' } }).mapTrackCall(JSON.parse(call));
    expect(mapped.ok && JSON.parse(JSON.stringify(mapped.dataEvent))).toEqual(JSON.parse(dataEvent));
    const keys = (json: string) => Object.keys((JSON.parse(json) as { metadata: object }).metadata);
    expect(keys(JSON.stringify(mapped.ok ? mapped.dataEvent : {}))).toEqual(keys(dataEvent));
  });
});

describe('docs/rudderstack-warehouse.md', () => {
  it('shows what becomes of a mapped row', () => {
    const [message = '', dataEvent = ''] = blocks('rudderstack-warehouse.md', 'json');
    const input = { message: JSON.parse(message) as TransformInput['message'], metadata: { jobId: 1 } };
    const { body } = processEvent({ ...input, destination: { ID: 'd', Config: { apiKey: 'token' } } });
    expect(JSON.parse(JSON.stringify(body.JSON))).toEqual(JSON.parse(dataEvent));
  });
});

describe('docs/rudderstack-intercom-v2-patch.md', () => {
  it('shows what our own mapping makes of its case', () => {
    const [message = '', , after = ''] = blocks('rudderstack-intercom-v2-patch.md', 'json');
    const input = { message: JSON.parse(message) as TransformInput['message'], metadata: { jobId: 1 } };
    const { body } = processEvent({ ...input, destination: { ID: 'd', Config: { apiKey: 'token' } } });
    expect(JSON.parse(JSON.stringify(body.JSON))).toEqual(JSON.parse(after));
  });
});

describe('docs/rudderstack.md', () => {
  it('has the versions that were tried', () => {
    const rows = [...read(OVERVIEW).matchAll(/^\| ([\d.]+) +\| `(\w+)` +\| ([\d-]+) +\|$/gm)];
    expect(rows.map(([, version, commit, date]) => ({ version, commit, date }))).toEqual(TRIED_VERSIONS);
  });

  it('says what the proxy is for', () => {
    expect(read(OVERVIEW)).toContain('(404) is dropped');
  });
});

function read(page: string): string {
  return readFileSync(join(docs, page), 'utf8');
}

/** As GitHub names a section in a link. */
function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

/** What a reader is told to run. */
function commandsOf(page: string): readonly string[] {
  return blocks(page, 'sh').flatMap((block) =>
    block
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  );
}

/** The fenced blocks of a language, those in lists too. */
function blocks(page: string, language: string): readonly string[] {
  return [...read(page).matchAll(/^ *(?:\d+\. )?```(\w*)\n([\s\S]*?)^ *```$/gm)].flatMap(
    ([, is, block = '']) => (is === language ? [block] : []),
  );
}
