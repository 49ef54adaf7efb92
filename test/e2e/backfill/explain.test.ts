import { beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder, type Folder } from '../../lifetime/folder';
import { callCommand } from './call-command';
import { runCommand, toLines } from './command';

const call = {
  event: 'Order Completed',
  userId: 'u1',
  timestamp: '2024-01-01T00:00:00Z',
  context: { traits: { email: 'Ana@Example.com' } },
  properties: { total: 19.99, currency: 'EUR', note: "it's" },
};

interface Result {
  readonly dataEvent: unknown;
  readonly notes: readonly unknown[];
  readonly readingNotes: readonly unknown[];
}

let folder: string;
let write: Folder['write'];
beforeEach(() => {
  ({ folder, write } = createFolder());
});

describe('explain', () => {
  it('tells the fate of each property, the identity and why, and the request, and sends nothing', async () => {
    const { code, stdout, stderr } = await callCommand(['explain', JSON.stringify(call), '--region', 'EU']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'Order Completed',
        '  at 2024-01-01T00:00:00Z (1704067200)',
        '  context.traits.email: identifier_changed: Trimmed, in lower case, or half a character replaced.',
        '',
        'Contact',
        '  user_id u1, from userId: the strongest identifier of the call',
        '  after a 404: email ana@example.com, from context.traits.email',
        '',
        'Properties',
        '  total',
        '    → total (money) {"amount":1999,"currency":"eur"}',
        '    money_converted: Sent as money in minor units.',
        '  currency',
        '    × left out',
        '    currency_used: Sent inside the amounts of money beside it.',
        '  note',
        `    → note (text) "it's"`,
        '',
        'Request (nothing was sent)',
        '  curl -X POST https://api.eu.intercom.io/events \\',
        '    -H "Authorization: Bearer $INTERCOM_ACCESS_TOKEN" \\',
        '    -H "Accept: application/json" \\',
        '    -H "Intercom-Version: 2.14" \\',
        '    -H "Content-Type: application/json" \\',
        `    --data-raw '{"event_name":"Order Completed","created_at":1704067200,"user_id":"u1","metadata":{"total":{"amount":1999,"currency":"eur"},"note":"it'\\''s"}}'`,
        '',
      ].join('\n'),
    );
  });

  it('shows a command that a shell reads as the very request', async () => {
    const { stdout } = await runCommand(['explain', '-', '--json'], { stdin: JSON.stringify(call) });
    const { curl, dataEvent } = JSON.parse(stdout) as { curl: string; dataEvent: unknown };
    const script = `curl() { printf '%s\\0' "$@"; }; ${curl}`;
    const words = execFileSync('sh', ['-c', script], { env: { INTERCOM_ACCESS_TOKEN: 'tok' } })
      .toString()
      .split('\0');
    expect(words).toContain('Authorization: Bearer tok');
    expect(JSON.parse(words[words.indexOf('--data-raw') + 1] ?? '')).toEqual(dataEvent);
  });

  it('says why a call is refused', async () => {
    const { code, stdout } = await callCommand(['explain', '{"event":"A"}']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringMatching(/^Refused \(no_contact\): /) });
  });

  it('reads a long number as map does, and says so', async () => {
    const long =
      '{"event":"A","userId":1610521604143693812,"timestamp":"2024-01-01","properties":{"ratio":NaN}}';
    const { stdout } = await callCommand(['explain', long]);
    expect(stdout).toMatch(/ {2}userId: long_number_to_text: .*\n {2}properties\.ratio: number_not_finite: /);
    expect(stdout).toMatch(/ {2}user_id 1610521604143693812, from userId/);
    const explained = JSON.parse((await callCommand(['explain', long, '--json'])).stdout) as Result;
    const mapped = JSON.parse((await callCommand(['map', write('a', `${long}\n`)])).stdout) as Result;
    expect(mapped.dataEvent).toEqual(explained.dataEvent);
    expect(mapped.notes.slice(0, 2)).toEqual(explained.readingNotes);
    expect(explained.readingNotes).toMatchObject([{ key: 'userId' }, { key: 'properties.ratio' }]);
  });

  it('asks for JSON', async () => {
    const { code, stderr } = await callCommand(['explain', 'Order Completed']);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringMatching(/^intercom-destination: The call is not JSON/),
    });
  });
});

describe('a mapping file', () => {
  it.each([
    { form: 'YAML', content: 'keepKeys: [note]\nkeyLimit: 1\n' },
    { form: 'JSON', content: '{"$schema":"./mapping.schema.json","keepKeys":["note"],"keyLimit":1}' },
  ])('of $form holds for map, explain and run', async ({ content }) => {
    const mapping = ['--mapping', write('mapping', content)];
    const dump = write('dump.ndjson', toLines([call]));
    const metadata = { note: "it's" };
    const mapped = await callCommand(['map', dump, ...mapping]);
    expect(JSON.parse(mapped.stdout)).toMatchObject({ dataEvent: { metadata } });
    const explained = await callCommand(['explain', JSON.stringify(call), '--json', ...mapping]);
    expect(JSON.parse(explained.stdout)).toMatchObject({ dataEvent: { metadata } });
    const runDir = join(folder, 'run');
    const run = ['run', dump, '--to', 'simulator', '--run-dir', runDir];
    await callCommand([...run, ...mapping]);
    const deadLetter = JSON.parse(readFileSync(join(runDir, 'dead-letters.ndjson'), 'utf8')) as {
      data_event: unknown;
    };
    expect(deadLetter.data_event).toMatchObject({ metadata });
    expect(await runCommand(run)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('started with another mapping (keyLimit, keepKeys)'),
    });
  });

  it('that is empty sets nothing', async () => {
    expect(
      await callCommand(['explain', JSON.stringify(call), '--mapping', write('mapping.yaml', '# nothing\n')]),
    ).toMatchObject({ code: 0 });
  });

  it.each([
    {
      content: 'keylimit: 5',
      says: /mapping\.yaml: There is no setting "keylimit"; did you mean keyLimit\?/,
    },
    {
      content: 'keyLimit: 50',
      says: /mapping\.yaml: keyLimit must be a whole number from 1 to 20; it is 50/,
    },
    { content: 'keyLimit: 5\nkeepKeys: [a\n', says: /mapping\.yaml, line 3: / },
    { content: 'a: &a [*a, *a]\nb: *c\n', says: /mapping\.yaml/ },
    { content: '- keyLimit', says: /mapping\.yaml: The settings must be an object/ },
  ])('that is bad is answered in one line: $content', async ({ content, says }) => {
    const { code, stdout, stderr } = await runCommand([
      'map',
      '-',
      '--mapping',
      write('mapping.yaml', content),
    ]);
    expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: '', stderr: expect.stringMatching(says) });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
