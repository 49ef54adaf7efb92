import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openTransformation, type WorldInput } from '../rudder/transformation-world';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'rudderstack-hosted.md'), 'utf8');
const { parse } = createRequire(join(root, 'packages', 'backfill', 'package.json'))('yaml') as {
  parse: (text: string) => unknown;
};

it('the three events come out as the page shows', async () => {
  const [events = '[]', outputs = '[]'] = blocks('json');
  const { run, logged } = openTransformation();
  const messages = JSON.parse(events) as WorldInput['message'][];
  const came = await run(messages.map((message) => ({ message })));
  expect(messages).toHaveLength(3);
  expect(came).toEqual(
    (JSON.parse(outputs) as unknown[]).map((transformedEvent) => ({ transformedEvent, metadata: {} })),
  );
  expect(logged.at(-1)).toMatch(/^no_contact: /);
});

it('the file for rudder-cli names a language and a file', () => {
  const [yaml = ''] = blocks('yaml');
  expect(parse(yaml)).toMatchObject({
    version: 'rudder/v1',
    kind: 'transformation',
    spec: { language: 'javascript', file: 'transformation.js' },
  });
});

function blocks(language: string): string[] {
  return [...page.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].flatMap(([, is, block = '']) =>
    is === language ? [block] : [],
  );
}
