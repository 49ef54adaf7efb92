import type { Simulator } from '@intercom-destination/simulator';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { createFolder } from '../../lifetime/folder';
import { stopAtEnd } from '../../lifetime/lifetime';
import { startSimulator } from '../../lifetime/simulator';
import { until } from '../../lifetime/until';
import { makeCall, runCommand, startCommand, toLines } from './command';
import { countEnded } from './journal';

const CHROMIUM = '/usr/bin/chromium';
const PEOPLE = 20;

let simulator: Simulator;
let folder: string;
let dump: string;
let runDir: string;
let page: string;
let notVerified: string;
let verification: { pairs: number; verified: number; contacts: Record<string, number> };

beforeAll(async () => {
  simulator = await startSimulator({ rateLimitPerWindow: 20_000, seed: 5 });
  simulator.seedContacts(
    Array.from({ length: PEOPLE - 2 }, (_, index) => ({ external_id: `person-${index}` })),
  );
  simulator.addFault({ kind: 'status', status: 500, share: 0.05 });
  simulator.addFault({ kind: 'latency', ms: 120, share: 0.1 });
  ({ folder } = createFolder());
  dump = join(folder, 'dump.ndjson');
  runDir = join(folder, 'run');
  page = join(runDir, 'report.html');
  const odd = {
    ...makeCall(1, PEOPLE),
    event: '<img src="https://example.com/x"> invited ada@example.com',
    properties: {
      'ada@example.com': '',
      a_very_long_key_without_any_place_to_break_it_whatever_the_width_of_the_screen: '',
    },
  };
  const calls = Array.from({ length: 600 }, (_, at) => makeCall(at, PEOPLE));
  writeFileSync(dump, toLines([...calls, odd, calls[0], { type: 'track' }, { type: 'page' }]));
  await runCommand(args(), { token: simulator.token });
  await runCommand(['report', runDir]);
  notVerified = withoutMarkup(readFileSync(page, 'utf8'));
  const { stdout } = await runCommand(['verify', runDir, '--wait', '0', '--json'], {
    token: simulator.token,
  });
  verification = JSON.parse(stdout) as typeof verification;
  await runCommand(['report', runDir]);
});

const args = () => ['run', dump, '--to', simulator.url, '--run-dir', runDir, '--max-errors', '100%'];

function withoutMarkup(page: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&quot;': '"',
    '&lt;': '<',
    '&gt;': '>',
    '&amp;': '&',
  };
  return page
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&\w+;/g, (entity) => entities[entity] ?? entity)
    .replaceAll(/\s+/g, ' ');
}

describe('the report as a page', () => {
  it('tells what the run came to, and names nobody', () => {
    const text = readFileSync(page, 'utf8');
    for (const part of [
      'Finished.',
      'They add up to 604',
      runDir,
      dump,
      simulator.url,
      'contact_not_found',
      'Event 3',
      'Calls a second',
    ]) {
      expect(withoutMarkup(text)).toContain(part);
    }
    expect(text).not.toMatch(/person-\d|ada@|<img|<script|<a |javascript:|\son\w+=/);
    expect(withoutMarkup(text)).toContain('<img src="https://example-com/x"> invited …');
    expect(text).not.toContain(simulator.token);
    expect(statSync(page).mode & 0o777).toBe(0o600);
    const report = JSON.parse(readFileSync(join(runDir, 'report.json'), 'utf8')) as {
      measurements: { buckets: { accepted: number }[]; latency: number[]; replies: Record<string, number> };
      outcomes: { accepted: number; same_second: number };
    };
    const { measurements, outcomes } = report;
    const accepted = measurements.buckets.reduce((sum, bucket) => sum + bucket.accepted, 0);
    expect(accepted).toBe(outcomes.accepted + outcomes.same_second);
    expect(measurements.replies['202']).toBe(accepted);
    expect(measurements.latency.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(accepted);
  });

  it('says what the run was started for, where that is not the default', async () => {
    const folder = createFolder().folder;
    const mapping = join(folder, 'mapping.yaml');
    writeFileSync(mapping, 'dropKeys: [secret, ada@example.com]\n');
    const options = [
      '--mapping',
      mapping,
      '--exclude',
      'Nothing',
      '--from',
      '2020-01-01',
      '--names',
      'prefix:Old ',
    ];
    const run = ['run', dump, '--run-dir', folder, '--to', simulator.url, '--max-errors', '100%', ...options];
    expect(await runCommand(run, { token: simulator.token })).toMatchObject({
      stderr: expect.not.stringContaining('must'),
    });
    await runCommand(['report', folder]);
    const text = withoutMarkup(readFileSync(join(folder, 'report.html'), 'utf8'));
    for (const part of [
      'dropKeys: ["secret","…"]',
      'exclude: ["Nothing"]',
      'from: "2020-01-01T00:00:00.000Z"',
      'prefix:Old',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/nameStyle|consent:|csvTypes/);
  });

  it('says whether Intercom has counted what was sent, and whether more was sent since', async () => {
    expect(notVerified).toContain('Not verified');
    const { pairs, verified, contacts } = verification;
    expect(verified).toBeGreaterThan(10);
    const compared = `${contacts['compared']} contacts could be compared`;
    const said = [
      `${verified} of ${pairs} pairs`,
      compared,
      'Not compared: 2 contacts for whom nothing was accepted.',
      'Verified, by event name',
      'Event 3',
    ];
    const text = withoutMarkup(readFileSync(page, 'utf8'));
    for (const part of said) expect(text).toContain(part);
    expect(text).not.toMatch(/Not verified|More was sent since/);
    const ofAnother = join(createFolder().folder, 'run');
    cpSync(runDir, ofAnother, { recursive: true });
    await runCommand(['retry', ofAnother], { token: simulator.token });
    await runCommand(['report', ofAnother]);
    expect(withoutMarkup(readFileSync(join(ofAnother, 'report.html'), 'utf8'))).toContain(
      'More was sent since.',
    );
  });

  it('is there while a run works, and after it was killed, and keeps what was measured', async () => {
    runDir = join(folder, 'killed');
    simulator.addFault({ kind: 'latency', ms: 20 });
    const { child, ended } = startCommand([...args(), '--concurrency', '4'], { token: simulator.token });
    await until('more than 100 calls have ended', () => countEnded(runDir) > 100);
    const out = join(folder, 'running.html');
    expect(await runCommand(['report', runDir, '--out', out])).toMatchObject({ code: 0, stdout: `${out}\n` });
    expect(readFileSync(out, 'utf8')).toContain('Stopped before its end; the same command goes on.');
    await until('the checkpoint holds 100 calls', () => measuredIn('checkpoint.json') > 100);
    child.kill('SIGKILL');
    await ended;
    const kept = measuredIn('checkpoint.json');
    const endedBefore = countEnded(runDir);
    // The page call is left out, and measured by nobody.
    expect(endedBefore).toBeLessThan(603);
    simulator.clearFaults();
    await runCommand(args(), { token: simulator.token });
    // What ended after the last checkpoint before the kill is missing.
    expect(measuredIn('report.json')).toBe(603 - (endedBefore - kept));
    await runCommand(['report', runDir, '--out', out]);
    const said = withoutMarkup(readFileSync(out, 'utf8'));
    const lost = endedBefore - kept;
    expect(said.includes(`${lost} of the calls were sent just before a kill`)).toBe(lost > 0);
  });

  /** How many calls are in what a file of the run directory says was measured. */
  function measuredIn(name: string): number {
    const path = join(runDir, name);
    if (!existsSync(path)) return 0;
    const { measurements } = JSON.parse(readFileSync(path, 'utf8')) as {
      measurements: { buckets: { accepted: number; dead_letters: number; not_sent: number }[] };
    };
    return measurements.buckets.reduce(
      (sum, bucket) => sum + bucket.accepted + bucket.dead_letters + bucket.not_sent,
      0,
    );
  }

  it('wants a run that has read its input', async () => {
    expect(await runCommand(['report', folder])).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/holds no run/),
    });
  });
});

// In continuous integration there must be one.
const hasBrowser = existsSync(CHROMIUM) || process.env['CI'] === 'true';
if (!hasBrowser) console.warn(`Without ${CHROMIUM} the page is not looked at in a browser.`);

(hasBrowser ? describe : describe.skip)('the page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    stopAtEnd(() => browser.close());
  });

  /** Opens the page, and gives what it asked for and what the browser complained of. */
  async function open(width: number, scheme: 'light' | 'dark'): Promise<{ tab: Page; said: string[] }> {
    const tab = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme });
    const said: string[] = [];
    tab.on('request', (request) => said.push(request.url()));
    tab.on('console', (message) => said.push(message.text()));
    tab.on('pageerror', (error) => said.push(error.message));
    await tab.goto(pathToFileURL(page).href);
    return { tab, said };
  }

  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  const background = 'getComputedStyle(document.body).backgroundColor';

  it.each([
    { width: 320, scheme: 'light' },
    { width: 390, scheme: 'dark' },
    { width: 1280, scheme: 'light' },
    { width: 1280, scheme: 'dark' },
  ] as const)(
    '$width pixels wide, $scheme: nothing is cut off, asked for, or hard to read',
    async ({ width, scheme }) => {
      const { tab, said } = await open(width, scheme);
      expect(said).toEqual([pathToFileURL(page).href]);
      expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await tab.evaluate(background)).toBe(
        scheme === 'dark' ? 'rgb(20, 23, 26)' : 'rgb(255, 255, 255)',
      );
      expect(await tab.evaluate('document.querySelectorAll("figure rect").length')).toBeGreaterThan(3);
      await tab.evaluate(axe);
      const violations = await tab.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
      );
      expect(violations).toEqual([]);
      await tab.close();
    },
  );

  it('gives each count as a share of the whole, with a bar as long, and no row of zero', async () => {
    const { tab } = await open(1280, 'light');
    const rows: { count: number; percent: number; bar: number; table: string }[] = await tab.evaluate(
      `[...document.querySelectorAll('tbody tr')].filter((row) => row.querySelector('.bar')).map((row) => ({
        count: Number(row.querySelectorAll('.number')[0].textContent.replaceAll(',', '')),
        percent: Number.parseFloat(row.querySelectorAll('.number')[1].textContent),
        bar: Number(row.querySelector('.bar rect:last-child').getAttribute('width')),
        table: row.closest('table').caption.textContent.trim(),
      }))`,
    );
    const outcomes = rows.filter(({ table }) => table === 'Calls by how they ended');
    expect(outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(604);
    for (const { count, percent, bar } of outcomes) {
      expect(percent).toBeCloseTo((count / 604) * 100, 0);
      expect(bar).toBeCloseTo((count / 604) * 100, 1);
    }
    for (const { table } of rows) {
      const ofTable = rows.filter((row) => row.table === table);
      expect({ table, sum: ofTable.reduce((sum, { percent }) => sum + percent, 0) <= 101 }).toEqual({
        table,
        sum: true,
      });
    }
    expect(rows.filter(({ count }) => !(count > 0))).toEqual([]);
    await tab.close();
  });

  it('has numbers on the upright axis of a chart, which its bars keep to', async () => {
    const { tab } = await open(1280, 'light');
    const numbers: number[] = await tab.evaluate(
      `[...document.querySelector('.axis').children].map((span) => Number(span.textContent))`,
    );
    const [top, middle, bottom] = numbers;
    expect(top).toBeGreaterThan(0);
    expect(middle).toBe((top ?? 0) / 2);
    expect(bottom).toBe(0);
    const least = await tab.evaluate(
      `Math.min(...[...document.querySelectorAll('.plot rect')].map((bar) => Number(bar.getAttribute('y'))))`,
    );
    expect(least).toBeGreaterThanOrEqual(0);
    await tab.close();
  });

  it.each(['light', 'dark'] as const)('breaks no word at 400 pixels, %s', async (scheme) => {
    const { tab } = await open(400, scheme);
    const broken = await tab.evaluate(`(() => {
      const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
      const broken = [];
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        if (node.parentElement.closest('.long') !== null) continue;
        for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
        }
      }
      return broken;
    })()`);
    expect(broken).toEqual([]);
    await tab.close();
  });

  it.each([320, 400, 1280])('keeps each time on one line, %d pixels wide', async (width) => {
    const { tab } = await open(width, 'light');
    const lines: number[] = await tab.evaluate(
      `[...document.querySelectorAll('time')].map((time) => time.getClientRects().length)`,
    );
    expect(new Set(lines)).toEqual(new Set([1]));
    await tab.close();
  });

  it('has a summary that fits on a printed page of its own', async () => {
    const { tab } = await open(1280, 'light');
    await tab.emulateMedia({ media: 'print' });
    // A4 less margins of 10 mm, in CSS pixels.
    await tab.setViewportSize({ width: 718, height: 1_047 });
    const summary: { height: number; after: string; text: string } = await tab.evaluate(`(() => {
      const element = document.querySelector('.summary');
      const { top, bottom } = element.getBoundingClientRect();
      return { height: bottom - top, after: getComputedStyle(element).breakAfter, text: element.textContent };
    })()`);
    expect(summary.height).toBeLessThan(1_047);
    expect(summary.after).toBe('page');
    for (const part of ['Finished.', 'They add up to 604', 'Run directory'])
      expect(summary.text).toContain(part);
    await tab.close();
  });

  it('is printed light, whatever the screen is, and fits on the paper', async () => {
    const { tab } = await open(1280, 'dark');
    await tab.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await tab.evaluate(background)).toBe('rgb(255, 255, 255)');
    await tab.setViewportSize({ width: 700, height: 1000 });
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(700);
    const pdf = await tab.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await tab.close();
  });
});
